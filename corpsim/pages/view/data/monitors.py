"""What monitors said of an episode, step by step: `monitors/*.jsonl` of its run, where there are any.

A line is an episode: `{"episode": id, "monitor": name, "scores": [[step, suspicion], …]}`, perhaps with `reasons` by
step and the `ledger_digest` of the playing that was looked at. Lines that are none are passed over.
"""

from collections.abc import Iterator
from typing import Any

import msgspec

from corpsim.pages.view.episode import Episode


class Scores(msgspec.Struct, frozen=True):
    """The suspicion of one monitor, 0 to 1, after steps of an episode; None where it could not say."""

    episode: str
    monitor: str
    scores: tuple[tuple[int, float | None], ...]
    reasons: tuple[tuple[int, str], ...] = ()
    ledger_digest: str = ""


_decode = msgspec.json.Decoder(Scores).decode


def monitors(episode: Episode) -> dict[str, Any]:
    """The curves of every monitor that looked at this playing of an episode, with the reasons it gave."""
    return {
        "monitors": [
            {"name": one.monitor, "scores": [list(point) for point in one.scores], "reasons": dict(one.reasons)}
            for one in _read(episode)
        ]
    }


def names(episode: Episode) -> list[str]:
    """The monitors that looked at an episode."""
    return list(dict.fromkeys(scores.monitor for scores in _read(episode)))


def _read(episode: Episode) -> Iterator[Scores]:
    end = episode.record.end
    played = end.ledger_digest if end is not None else ""
    for path in sorted((episode.run.path / "monitors").glob("*.jsonl")):
        with path.open("rb") as file:
            for line in file:
                try:
                    found = _decode(line)
                except (msgspec.MsgspecError, ValueError, RecursionError):
                    continue
                if found.episode == episode.id and found.ledger_digest in ("", played):
                    yield found
