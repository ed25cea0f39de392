"""The library: the runs below the folders that the page was given, and what was read of them last.

Requests come from several threads. A file is read again when it has changed, and what was used least lately is let go.
"""

import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from corpsim.errors import UnknownName
from corpsim.pages.page_text import fit_for_page
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.kept import Kept
from corpsim.runs.below import is_run_below, runs_below
from corpsim.runs.design import EpisodePlan
from corpsim.runs.playings import Playing, find_playing, playings_of
from corpsim.runs.record import CorruptRecord
from corpsim.runs.store import MANIFEST, EpisodeResult, RunFolder, read_result

MOST_PLANS = 100_000
"""Planned episodes of the runs that are kept open; a run counts as `LEAST_PLANS` at least. About 40 MB."""

LEAST_PLANS = 25

MOST_RESULTS = 5_000
"""Planned episodes of the runs whose episodes are kept in short, beside the run asked for last. About 50 MB."""

MOST_BYTES = 48 * 2**20
"""Bytes of the records that are kept as read, where one counts as `LEAST_BYTES` at least; in memory a small multiple.
The last two are kept whatever their length, as they may stand beside each other."""

LEAST_BYTES = 6 * 2**20

UNREADABLE = "unreadable"
"""The outcome of an episode whose files cannot be read."""

Stamp = tuple[int, int] | None
"""What changes when a file does; None for one that is not there."""

Results = dict[str, tuple[Any, EpisodeResult | None]]
"""Of one run, by episode: the stamps of its files, and it in short."""


class Library:
    """Runs by name, which is their path as it was given. Only what lies below the given folders can be asked for.

    `allow_code` lets worlds from outside this installation run their Python, so that their companies can be made again.
    """

    def __init__(self, folders: Sequence[Path], *, allow_code: bool = False) -> None:
        self.folders = tuple(folders)
        self._allow_code = allow_code
        self._runs: Kept[Path, RunFolder] = Kept(MOST_PLANS)
        self._results: Kept[Path, Results] = Kept(MOST_RESULTS)
        self._episodes: Kept[Path, Episode] = Kept(MOST_BYTES, least=2)

    def names(self) -> list[str]:
        """The runs there are, by name; one that lies below several of the folders by its first."""
        found: dict[str, str] = {}
        for folder in self.folders:
            for path in runs_below(folder):
                found.setdefault(os.path.realpath(path), str(path))
        return list(found.values())

    def run(self, name: str) -> RunFolder:
        """A run, by its name or as a page shows it.

        Raises UnknownName for one that is not below the given folders, and what `RunFolder.open` raises.
        """
        path = self._path(name)
        open_run = partial(RunFolder.open, path, allow_code=self._allow_code)
        return self._runs.get(path, _stamp(path / MANIFEST), open_run, lambda run: max(LEAST_PLANS, len(run.plans)))

    def _path(self, name: str) -> Path:
        path = Path(name)
        if str(path) == name and any(is_run_below(path, folder) for folder in self.folders):
            return path
        names = self.names()
        shown = next((one for one in names if fit_for_page(one) == name), None)
        if shown is None:
            raise UnknownName("run", name, names)
        return Path(shown)

    def results(self, run: RunFolder) -> list[EpisodeResult]:
        """The episodes of a run that were begun, in short; those that cannot be read say so in `error`."""
        kept = self._kept_results(run)
        records, labels = (_stamps(run.path / name) for name in ("episodes", "labels"))
        stamps = ((plan, records.get(f"{plan.id}.jsonl"), labels.get(f"{plan.id}.json")) for plan in run.plans)
        found = [_result(kept, run, plan, stamp) for plan, *stamp in stamps]
        return [result for result in found if result is not None]

    def result(self, episode: Episode) -> EpisodeResult:
        """An episode in short; an attempt that was set aside is told without verdicts. Raises UnknownName for a record
        that is gone."""
        run, (plan, attempt, path) = episode.run, episode.playing
        stamps = [_stamp(path) for path in (run.episode_path(plan.id), run.labels_path(plan.id))]
        found = read_result(plan, path) if attempt else _result(self._kept_results(run), run, plan, stamps)
        if found is None:
            raise UnknownName("episode", episode.id, [plan.id for plan in run.plans], where=str(run.path))
        return found

    def neighbours(self, episode: Episode) -> tuple[str | None, str | None]:
        """The episodes before and after one, among those that were begun; of an attempt, its episode's playings."""
        run, (plan, attempt, path) = episode.run, episode.playing
        every = playings_of(run, plan) if attempt else [Playing(p, 0, run.episode_path(p.id)) for p in run.plans]
        at = [playing.path for playing in every].index(path)
        before, after = (
            next((playing.name for playing in some if playing.path.is_file()), None)
            for some in (reversed(every[:at]), iter(every[at + 1 :]))
        )
        return before, after

    def episode(self, run: RunFolder, name: str) -> Episode:
        """An episode or an attempt that was set aside: see `find_playing`. Raises UnknownName and CorruptRecord."""
        playing = find_playing(run, name)
        stamp = _stamp(playing.path)
        weight = max(LEAST_BYTES, stamp[1] if stamp else 0)
        return self._episodes.get(playing.path, stamp, lambda: Episode(run, playing), lambda _: weight)

    def _kept_results(self, run: RunFolder) -> Results:
        """What is kept of a run; nothing yet where its plan has changed."""
        return self._results.get(run.path, _stamp(run.path / MANIFEST), dict, lambda _: len(run.plans))


def _result(kept: Results, run: RunFolder, plan: EpisodePlan, stamps: list[Stamp]) -> EpisodeResult | None:
    if not stamps[0]:
        return None
    found = kept.get(plan.id)
    if found is None or found[0] != stamps:
        found = kept[plan.id] = (stamps, _read_result(run, plan))
    return found[1]


def _read_result(run: RunFolder, plan: EpisodePlan) -> EpisodeResult | None:
    try:
        return run.result(plan)
    except (CorruptRecord, OSError) as error:
        return EpisodeResult(plan, UNREADABLE, error=str(error))


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
