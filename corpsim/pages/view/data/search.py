"""Searching the transcripts of a run: everything that was said, done, seen and happened. Labels are not searched."""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec

from corpsim.runs.playings import attempts_of, find_playing
from corpsim.runs.store import RunFolder

AROUND = 70
"""Characters shown on either side of what was found."""

MOST_HITS = 2_000
"""Steps of one episode after which a search ends."""

_SHOWN = {"briefing": "briefing", "thought": "thought", "call": "did", "observation": "saw", "events": "happened"}


def search(run: RunFolder, wanted: str, only: str = "", *, aside: bool = False) -> dict[str, Any]:
    """The episodes that hold a text, whatever its case, each with the first step that does and where it stands there.

    With `only` every such step of this one; with `aside` the attempts that were set aside, in place of the episodes.
    """
    needle = " ".join(wanted.split()).lower()
    places = {one.name: one.path for one in [find_playing(run, only)]} if only else _places(run, aside=aside)
    most = MOST_HITS if only else 1
    found = {name: list(islice(_in_file(path, needle), most)) for name, path in places.items()} if needle else {}
    return {"wanted": wanted, "episodes": {name: hits for name, hits in found.items() if hits}}


def _places(run: RunFolder, *, aside: bool) -> dict[str, Path]:
    if aside:
        return {attempt.name: attempt.path for attempt in attempts_of(run)}
    return {plan.id: run.episode_path(plan.id) for plan in run.plans}


def _in_file(path: Path, needle: str) -> Iterator[dict[str, Any]]:
    written = json.dumps(needle, ensure_ascii=False)[1:-1]
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        for step, line in enumerate(file):
            if written in line.decode(errors="replace").lower() and (hit := _in_line(line, needle)):
                yield {"step": step, **hit}


def _in_line(line: bytes, needle: str) -> dict[str, str] | None:
    """Where a text stands in a line of a record; None where only its technical parts hold it."""
    try:
        data = msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or data.get("type") not in ("start", "step"):
        return None
    for part, words in _SHOWN.items():
        for text in _texts(data.get(part)):
            at = text.lower().find(needle)
            if at >= 0:
                end = at + len(needle)
                return {
                    "where": words,
                    "before": ("…" if at > AROUND else "") + text[max(0, at - AROUND) : at],
                    "hit": text[at:end],
                    "after": text[end : end + AROUND],
                }
    return None


def _texts(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop(0)
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            waiting[:0] = [*one.values()]
        elif isinstance(one, list):
            waiting[:0] = one
