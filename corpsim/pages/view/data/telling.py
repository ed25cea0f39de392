"""Events, calls and texts as a page shows them."""

import json
from collections.abc import Mapping
from typing import Any

from corpsim.events import Event
from corpsim.pages.view.episode import Episode
from corpsim.report.safe import json_text
from corpsim.report.telling import tell

MOST = 20_000
"""Characters of a text that go to a page before somebody asks for all of it."""


def text(whole: str, most: int | None) -> dict[str, Any]:
    """A text, and how many characters of it were left out."""
    if most is None or len(whole) <= most:
        return {"text": whole, "more": 0}
    return {"text": whole[:most], "more": len(whole) - most}


def event_line(episode: Episode, index: int, event: Event, most: int | None = MOST) -> dict[str, Any]:
    """An event in words, with its place on the ledger and how the seat stood to it."""
    told = tell(event)
    return {
        "index": index,
        "clock": episode.clock(event.at),
        "actor": event.actor,
        "who": episode.name(event.actor) or "company",
        "kind": type(event).__name__,
        "sight": episode.sight[index],
        "line": told.line,
        "text": text(told.text.strip(), most),
        "cause": {"event": event.cause, "step": episode.step_of(event.cause)} if event.cause is not None else None,
    }


def call(asked: Any, most: int | None = MOST) -> dict[str, Any]:
    """A call as its tool and its arguments; with an empty tool, what was said in place of one."""
    read = _read(asked)
    args = (read.get("args") or {}) if read is not None else None
    if read is None or not isinstance(args, Mapping):
        return {"tool": "", "args": [{"name": "", **text(as_text(asked), most)}]}
    return {
        "tool": str(read["tool"]),
        "args": [{"name": str(name), **text(as_text(value), most)} for name, value in args.items()],
    }


def as_text(value: Any) -> str:
    """A value as it is read: a text as it stands, several with commas between, anything else as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and value and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    try:
        return json_text(value)
    except (RecursionError, ValueError):
        return "(nested too deeply to be shown; see the record)"


def _read(asked: Any) -> Mapping[str, Any] | None:
    if isinstance(asked, str):
        try:
            asked = json.loads(asked)
        except (ValueError, RecursionError):
            return None
    return asked if isinstance(asked, Mapping) and isinstance(asked.get("tool"), str) else None
