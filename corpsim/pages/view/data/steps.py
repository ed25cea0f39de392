"""The steps of an episode: what the seat thought, did, and saw, and what happened meanwhile."""

from typing import Any

from corpsim.pages.view.data.telling import MOST, call, event_line, text
from corpsim.pages.view.episode import Episode

MOST_STEPS = 60
"""Steps that are given at a time."""


def steps(episode: Episode, first: int, last: int, most: int | None = MOST) -> dict[str, Any]:
    """The steps from `first` to `last`, at most `MOST_STEPS` of them."""
    last = min(last, first + MOST_STEPS - 1)
    found = episode.record.steps[max(0, first - 1) : max(0, last)]
    return {"steps": [_step(episode, step, most) for step in found]}


def _step(episode: Episode, step: Any, most: int | None) -> dict[str, Any]:
    first = episode.first_events[step.i]
    events = [event_line(episode, first + i, event, most) for i, event in enumerate(step.events)]
    return {
        "i": step.i,
        "clock": events[0]["clock"] if events else "",
        "thought": text(step.thought.strip(), most),
        **call(step.call, most),
        "observation": text(step.observation.strip(), most),
        "reward": round(step.reward, 6),
        "usage": step.usage,
        "notes": list(step.notes),
        "events": events,
    }
