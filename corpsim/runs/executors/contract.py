"""What the runner asks of an executor: as many seats as may be taken at once."""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractAsyncContextManager
from typing import Any, NamedTuple, Protocol

from corpsim.runs.design import EpisodePlan
from corpsim.runs.manner import Manner
from corpsim.runs.meter import Meter
from corpsim.runs.store import RunFolder
from corpsim.runs.watch import Watch

Play = Callable[[EpisodePlan], Coroutine[Any, Any, None]]
"""Has one episode played once, and leaves its record and labels in the run folder, with an end if it can be had.

Raises CannotRecord, and InvalidConfiguration when nothing can be played where it would be. A cancelled task leaves a
record that says `cancelled` where that is possible.
"""

Seat = AbstractAsyncContextManager[Play]
"""A place at which one episode after the other is played."""


class Site(NamedTuple):
    """The run that is carried out; `lock` is the descriptor of the folder's lock, for processes to inherit.

    `meter` counts what models use, wherever they are asked.
    """

    folder: RunFolder
    lock: int | None
    watch: Watch
    meter: Meter


class Executor(Protocol):
    """Where episodes are played; entered before the first one and left after the last."""

    async def __aenter__(self) -> "Executor": ...

    async def __aexit__(self, *error: object) -> None: ...

    def seats(self, manner: Manner, most: int) -> Iterator[Seat]:
        """The seats for agents of a manner, of which no more than `most` are needed."""
        ...
