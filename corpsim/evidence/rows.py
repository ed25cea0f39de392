"""The rows of the tables, read from run folders."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from corpsim.evidence.rows_of_episode import OF_EPISODE, Played
from corpsim.evidence.rows_of_run import OF_RUN
from corpsim.evidence.tables import Row
from corpsim.runs.store import EpisodeResult, RunFolder

LARGEST = 2**63 - 1
"""The largest number that a column can hold; a larger one stands as this."""


def rows(table: str, *folders: RunFolder) -> Iterator[Row]:
    """The rows of a table over run folders, in the order of folders and plans. Raises CorruptRecord."""
    return (row for _, row in rows_of_all([table], folders))


def rows_of_all(names: Sequence[str], folders: Iterable[RunFolder]) -> Iterator[tuple[str, Row]]:
    """The rows of several tables, each with the name of its table; every episode is read once. Raises CorruptRecord."""
    of_episodes = any(name in OF_EPISODE for name in names)
    for folder in folders:
        yield from rows_of_run(names, folder)
        for result in folder.results() if of_episodes else ():
            yield from rows_of_episode(names, folder, result)


def rows_of_run(names: Iterable[str], folder: RunFolder) -> Iterator[tuple[str, Row]]:
    """Those rows that a run has as a whole. Raises CorruptRecord."""
    return ((name, _fitting(row)) for name in names if name in OF_RUN for row in OF_RUN[name](folder))


def rows_of_episode(names: Iterable[str], folder: RunFolder, result: EpisodeResult) -> Iterator[tuple[str, Row]]:
    """Those rows that one episode has. Raises CorruptRecord."""
    played = Played(folder, result)
    return ((name, _fitting(row)) for name in names if name in OF_EPISODE for row in OF_EPISODE[name](played))


def _fitting(row: Row) -> Row:
    """A row that every format can hold; see `fit`."""
    return type(row)(*map(fit, row))


def fit(value: Any) -> Any:
    """A value that every format can hold: half a surrogate pair becomes `?`, a NUL `␀`, a number has 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "␀")
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        return LARGEST if value > 0 else -LARGEST
    return value
