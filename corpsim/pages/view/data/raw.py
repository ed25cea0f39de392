"""The record itself, a line at a time, whatever stands in it."""

import json
from typing import Any

from corpsim.pages.view.data.telling import text
from corpsim.report.safe import json_text
from corpsim.runs.playings import find_playing
from corpsim.runs.store import RunFolder

MOST = 200_000
"""Characters of a line that are shown before somebody asks for all of it."""


def raw(run: RunFolder, name: str, number: int, most: int | None = MOST) -> dict[str, Any]:
    """Line `number` of an episode's or attempt's file (0 is the start, then the steps, then the end), as JSON where it
    is JSON."""
    path = find_playing(run, name).path
    lines = path.read_bytes().split(b"\n")
    if not lines[-1]:
        del lines[-1]
    line = lines[number] if number < len(lines) else b""
    return {
        "path": str(path),
        "line": number,
        "lines": len(lines),
        "bytes": len(line),
        "text": text(_pretty(line), most),
    }


def _pretty(line: bytes) -> str:
    written = line.decode(errors="backslashreplace")
    try:
        return json_text(json.loads(written), indent=2)
    except (ValueError, RecursionError):
        return written
