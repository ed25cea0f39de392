"""Kept answers of models on a cluster: they lie on the machine of the run, and processes ask for them there.

What a process had been answered is so not lost with it, and a run that goes on elsewhere finds what is kept.
"""

import asyncio
from pathlib import Path
from types import ModuleType
from typing import Any

from corpsim.models.cache import keep, read_kept


class Keeper:
    """The answers in a folder, handed out and taken in by an actor on the machine that has the folder."""

    def __init__(self, folder: str) -> None:
        self._folder = Path(folder)

    def read(self, name: str) -> str | None:
        """The answer of this name, if there is one."""
        return read_kept(self._folder / name)

    def keep(self, name: str, answer: str) -> None:
        """Put an answer there, whole or not at all."""
        keep(self._folder / name, answer)


class FarShelf:
    """A `models.cache.Shelf` for any process of the cluster. Where the keeper is gone, nothing is kept."""

    def __init__(self, keeper: Any) -> None:
        self._keeper = keeper

    async def read(self, name: str) -> str | None:
        """The answer of this name, if there is one."""
        answer: str | None = await _told(self._keeper.read.remote(name))
        return answer

    async def keep(self, name: str, answer: str) -> None:
        """Put an answer there, whole or not at all."""
        await _told(self._keeper.keep.remote(name, answer))


def begin_keeper(ray: ModuleType, folder: Path) -> Any:
    """Begin the actor that keeps answers in a folder of this machine; it comes back when it dies, and takes no core."""
    from ray.util.scheduling_strategies import NodeAffinitySchedulingStrategy

    here = NodeAffinitySchedulingStrategy(ray.get_runtime_context().get_node_id(), soft=False)
    options = {"num_cpus": 0, "max_restarts": -1, "scheduling_strategy": here}
    return ray.remote(Keeper).options(**options).remote(str(folder.absolute()))


async def _told(ref: Any) -> Any:
    """What the keeper answers; None where it is gone."""
    from ray.exceptions import RayError

    try:
        return await asyncio.wrap_future(ref.future())
    except RayError:
        return None
