"""What a monitor said of the episodes of a run: `monitors/<name>.jsonl` in its folder, one line an episode."""

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from corpsim.runs.record import CorruptRecord
from corpsim.runs.writer import CannotRecord, write_whole


class EpisodeScores(msgspec.Struct, frozen=True, omit_defaults=True):
    """One episode as a monitor saw it: (step, suspicion) of each call, in order; None is unscored.

    A verdict on the whole stands one step behind the last. `reasons` are those of suspicions above 0 and of what is
    unscored, by step. `ledger_digest` says which playing of the episode it was.
    """

    episode: str
    monitor: str
    scores: tuple[tuple[int, float | None], ...]
    reasons: tuple[tuple[int, str], ...] = ()
    ledger_digest: str = ""

    @property
    def suspicion(self) -> float | None:
        """The highest suspicion of the episode; None where there is none at all."""
        return max((value for _, value in self.scores if value is not None), default=None)

    def first_at(self, threshold: float) -> int | None:
        """The step at which suspicion first reached a threshold."""
        return next((step for step, value in self.scores if value is not None and value >= threshold), None)


def scores_path(folder: Path, monitor: str) -> Path:
    """Where the scores of a monitor lie in a run folder."""
    return folder / "monitors" / f"{monitor_slug(monitor)}.jsonl"


def monitor_slug(monitor: str) -> str:
    """A name for files: `max(rules, path/to/mine.py:Own)` becomes `max-rules-mine-Own`."""
    names = re.sub(r"[^(),\s]*/", "", monitor).replace(".py", "")
    return re.sub(r"[^A-Za-z0-9_]+", "-", names).strip("-")[:80] or "monitor"


def write_scores(folder: Path, monitor: str, scores: Iterable[EpisodeScores]) -> Path:
    """Put the scores of a monitor on disk, all or nothing, in place of earlier ones. Raises CannotRecord."""
    path = scores_path(folder, monitor)
    try:
        path.parent.mkdir(exist_ok=True)
    except OSError as error:
        raise CannotRecord(f"cannot make {path.parent}: {error.strerror or error}.") from error
    write_whole(path, b"".join(msgspec.json.encode(one) + b"\n" for one in scores))
    return path


def read_scores(path: Path) -> tuple[EpisodeScores, ...]:
    """The scores in a file; none if there is no such file. Raises CorruptRecord."""
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return ()
    try:
        return tuple(msgspec.json.decode(line, type=EpisodeScores) for line in lines)
    except msgspec.MsgspecError as error:
        raise CorruptRecord(f"{path}: {error}. `corpsim monitor RUN -m …` writes it anew.") from None
