"""The library: the runs below the folders that the page was given, and what was read of them last.

Requests come from several threads. A file is read again when it has changed.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from corpsim.errors import UnknownName
from corpsim.pages.view.episode import Episode
from corpsim.runs.design import EpisodePlan
from corpsim.runs.record import CorruptRecord
from corpsim.runs.store import EpisodeResult, RunFolder

DEEP = 3
"""Folders below a given one in which runs are looked for."""

KEPT = 6
"""Episodes that are kept as read, so that going back and forth is quick."""

UNREADABLE = "unreadable"
"""The outcome of an episode whose files cannot be read."""

Stamp = tuple[int, int] | None
"""What changes when a file does; None for one that is not there."""

T = TypeVar("T")


class Library:
    """Runs by name, which is their path as it was given. Only what lies below the given folders can be asked for.

    `allow_code` lets worlds from outside this installation run their Python, so that their companies can be made again.
    """

    def __init__(self, folders: Sequence[Path], *, allow_code: bool = False) -> None:
        self.folders = tuple(folders)
        self._allow_code = allow_code
        self._lock = RLock()
        self._folders: dict[str, tuple[Any, RunFolder]] = {}
        self._results: dict[tuple[Path, str], tuple[Any, EpisodeResult | None]] = {}
        self._episodes: OrderedDict[Path, tuple[Any, Episode]] = OrderedDict()

    def names(self) -> list[str]:
        """The runs there are, by name."""
        found = (path for folder in self.folders for path in _runs_below(folder, DEEP))
        return [str(path) for path in dict.fromkeys(found)]

    def run(self, name: str) -> RunFolder:
        """A run. Raises UnknownName for one that is not below the given folders, and what `RunFolder.open` raises."""
        with self._lock:
            names = self.names()
            if name not in names:
                raise UnknownName("run", name, names)
            open_run = partial(RunFolder.open, name, allow_code=self._allow_code)
            return self._fresh(self._folders, name, _stamp(Path(name) / "manifest.json"), open_run)

    def results(self, run: RunFolder) -> list[EpisodeResult]:
        """The episodes of a run that were begun, in short; those that cannot be read say so in `error`."""
        records, labels = (_stamps(run.path / name) for name in ("episodes", "labels"))
        stamps = ((plan, records.get(f"{plan.id}.jsonl"), labels.get(f"{plan.id}.json")) for plan in run.plans)
        found = [self._result(run, plan, stamp) for plan, *stamp in stamps]
        return [result for result in found if result is not None]

    def result(self, run: RunFolder, episode: str) -> EpisodeResult:
        """One episode in short. Raises UnknownName for one that was not begun."""
        plan = next((plan for plan in run.plans if plan.id == episode), None)
        stamps = [_stamp(path(episode)) for path in (run.episode_path, run.labels_path)]
        found = self._result(run, plan, stamps) if plan is not None else None
        if found is None:
            raise UnknownName("episode", episode, [plan.id for plan in run.plans], where=str(run.path))
        return found

    def neighbours(self, run: RunFolder, episode: str) -> tuple[str | None, str | None]:
        """The episodes before and after one, among those that were begun."""
        ids = [plan.id for plan in run.plans]
        at = ids.index(episode)
        before, after = (
            next((one for one in some if run.episode_path(one).is_file()), None)
            for some in (reversed(ids[:at]), iter(ids[at + 1 :]))
        )
        return before, after

    def _result(self, run: RunFolder, plan: EpisodePlan, stamps: list[Stamp]) -> EpisodeResult | None:
        key = (run.path, plan.id)
        return self._fresh(self._results, key, stamps, lambda: _read_result(run, plan)) if stamps[0] else None

    def episode(self, run: RunFolder, name: str) -> Episode:
        """An episode by its id, the beginning of it or its number. Raises UnknownName and CorruptRecord."""
        with self._lock:
            path = run.episode_path(run.find(name))
            episode = self._fresh(self._episodes, path, _stamp(path), lambda: Episode(run, path.stem))
            self._episodes.move_to_end(path)
            while len(self._episodes) > KEPT:
                self._episodes.popitem(last=False)
            return episode

    def _fresh(self, kept: Any, key: Any, stamp: Any, read: Callable[[], T]) -> T:
        found = kept.get(key)
        if found is None or found[0] != stamp:
            found = kept[key] = (stamp, read())
        value: T = found[1]
        return value


def _read_result(run: RunFolder, plan: EpisodePlan) -> EpisodeResult | None:
    try:
        return run.result(plan)
    except (CorruptRecord, OSError) as error:
        return EpisodeResult(plan, UNREADABLE, error=str(error))


def _runs_below(folder: Path, deep: int) -> Iterator[Path]:
    """Runs in a folder, itself one or not, in order of their names."""
    if (folder / "manifest.json").is_file():
        yield folder
    elif deep and folder.is_dir():
        try:
            below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            return
        for path in below:
            yield from _runs_below(path, deep - 1)


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size


def _stamps(folder: Path) -> dict[str, Stamp]:
    """The stamps of all files of a folder, by name."""
    try:
        with os.scandir(folder) as entries:
            stats = {entry.name: entry.stat() for entry in entries if entry.is_file()}
    except OSError:
        return {}
    return {name: (stat.st_mtime_ns, stat.st_size) for name, stat in stats.items()}
