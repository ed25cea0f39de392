"""Two episodes step by step: equal calls stand beside each other, and what differs is marked."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from corpsim.pages.view.data.telling import call
from corpsim.pages.view.episode import Episode
from corpsim.runs.record import Step

MOST_STEPS = 2_000
"""Steps up to which equal calls are looked for; longer episodes are laid beside each other by number."""

MOST_SHORT = 120


def align(one: Episode, other: Episode) -> dict[str, Any]:
    """Rows with a step of each episode, or of one. `call` says whether both did the same, `saw` whether it came to the
    same."""
    left, right = one.record.steps, other.record.steps
    rows = [_row(left, right, a, b) for a, b in meet(left, right)]
    differ = sum(not (row["call"] and row["saw"]) for row in rows)
    same = {
        "briefing": _start(one, "briefing") == _start(other, "briefing"),
        "company": _start(one, "world_digest") == _start(other, "world_digest"),
    }
    return {"rows": rows, "differ": differ, "same": same, "conditions": _conditions(one, other)}


def meet(left: Sequence[Step], right: Sequence[Step]) -> list[tuple[int | None, int | None]]:
    """Places in both, in order: equal calls together, others with the same tool together, the rest alone."""
    if max(len(left), len(right)) > MOST_STEPS:
        return _beside(0, len(left), 0, len(right))
    keys = [[repr(call(step.call, None)) for step in steps] for steps in (left, right)]
    found: list[tuple[int | None, int | None]] = []
    for tag, a, b, c, d in SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_opcodes():
        found += list(zip(range(a, b), range(c, d), strict=True)) if tag == "equal" else _alike(left, right, a, b, c, d)
    return found


def _alike(
    left: Sequence[Step], right: Sequence[Step], a: int, b: int, c: int, d: int
) -> list[tuple[int | None, int | None]]:
    tools = [[_tool(step) for step in steps] for steps in (left[a:b], right[c:d])]
    found: list[tuple[int | None, int | None]] = []
    for tag, i, j, k, m in SequenceMatcher(None, tools[0], tools[1], autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(a + i, a + j), range(c + k, c + m), strict=True)
        else:
            found += [*((at, None) for at in range(a + i, a + j)), *((None, at) for at in range(c + k, c + m))]
    return found


def _beside(a: int, b: int, c: int, d: int) -> list[tuple[int | None, int | None]]:
    longest = max(b - a, d - c)
    return [(a + i if a + i < b else None, c + i if c + i < d else None) for i in range(longest)]


def _row(left: Sequence[Step], right: Sequence[Step], a: int | None, b: int | None) -> dict[str, Any]:
    one = left[a] if a is not None else None
    other = right[b] if b is not None else None
    both = one is not None and other is not None
    return {
        "left": _short(one),
        "right": _short(other),
        "call": both and one is not None and other is not None and one.call == other.call,
        "saw": both and one is not None and other is not None and one.observation.strip() == other.observation.strip(),
    }


def _short(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    asked = call(step.call, MOST_SHORT)
    words = " · ".join(arg["text"] for arg in asked["args"] if arg["text"])
    return {"i": step.i, "tool": asked["tool"], "args": " ".join(words.split())[:MOST_SHORT], "reward": step.reward}


def _tool(step: Step) -> str:
    return str(call(step.call, 0)["tool"])


def _start(episode: Episode, name: str) -> str:
    start = episode.record.start
    return getattr(start, name) if start is not None else ""


def _conditions(one: Episode, other: Episode) -> list[dict[str, str]]:
    """The factors in which the two differ."""
    levels = [episode.record.start.condition if episode.record.start is not None else {} for episode in (one, other)]
    names = dict.fromkeys([*levels[0], *levels[1]])
    return [
        {"factor": name, "left": levels[0].get(name, "—"), "right": levels[1].get(name, "—")}
        for name in names
        if levels[0].get(name) != levels[1].get(name)
    ]
