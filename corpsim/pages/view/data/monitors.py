"""What monitors said of an episode, step by step: `monitors/*.jsonl` of its run, where there are any.

A line is an episode: `{"episode": id, "monitor": name, "scores": [[step, suspicion], …]}`. Lines that are none are
passed over.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from corpsim.pages.view.episode import Episode


class Scores(msgspec.Struct, frozen=True):
    """The suspicion of one monitor, 0 to 1, after steps of an episode."""

    episode: str
    monitor: str
    scores: tuple[tuple[int, float], ...]


_decode = msgspec.json.Decoder(Scores).decode


def monitors(episode: Episode) -> dict[str, Any]:
    """The curves of every monitor that looked at an episode."""
    found = (scores for scores in _read(episode) if scores.episode == episode.id)
    return {"monitors": [{"name": one.monitor, "scores": [list(point) for point in one.scores]} for one in found]}


def names(episode: Episode) -> list[str]:
    """The monitors that looked at an episode."""
    return list(dict.fromkeys(scores.monitor for scores in _read(episode) if scores.episode == episode.id))


def _read(episode: Episode) -> Iterator[Scores]:
    for path in sorted((episode.run.path / "monitors").glob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                try:
                    yield _decode(line)
                except (msgspec.MsgspecError, ValueError, RecursionError):
                    continue
