"""What an agent answered, made fit for a record: what is stepped and what is written down are the same."""

import math
from collections.abc import Mapping
from typing import Any

from corpsim.agent import Turn

MOST_TEXT = 1_000_000
"""Characters of one text that are kept; the company refuses far shorter ones."""

DEEPEST = 64
"""Levels of nesting that are kept."""

_LARGEST = 2**63


def tidy_turn(answer: Any) -> Turn:
    """The turn behind whatever `act` returned."""
    turn = answer if isinstance(answer, Turn) else Turn(answer)
    usage = turn.usage if isinstance(turn.usage, Mapping) else {}
    counted = {_text(str(name)): n for name, n in usage.items() if type(n) is int and abs(n) < _LARGEST}
    notes = turn.notes if isinstance(turn.notes, (tuple, list)) else ()
    thought = turn.thought if isinstance(turn.thought, str) else ""
    return Turn(plain(turn.call), _text(thought), counted, tuple(_text(str(note)) for note in notes))


def plain(value: Any, depth: int = 0) -> Any:
    """A value as JSON can hold it. What cannot be held becomes a text that names its type, never its address."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int | float):
        return _number(value)
    if depth < DEEPEST and isinstance(value, Mapping):
        return {_name(name): plain(item, depth + 1) for name, item in value.items()}
    if depth < DEEPEST and isinstance(value, list | tuple):
        return [plain(item, depth + 1) for item in value]
    return f"<{type(value).__name__}>"


def _number(value: float) -> int | float | str:
    if isinstance(value, int):
        return int(value) if abs(value) < _LARGEST else f"<int of {value.bit_length()} bits>"
    return float(value) if math.isfinite(value) else str(float(value))


def _name(name: Any) -> str:
    return _text(name) if isinstance(name, str) else f"<{type(name).__name__}>"


def _text(text: str) -> str:
    return text[:MOST_TEXT].encode("utf-8", "replace").decode()
