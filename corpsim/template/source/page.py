"""One file of a world: its text, the data in it, and where in the text each of them stands."""

import re
from typing import Any, NamedTuple

from corpsim.errors import Excerpt, Problem, visible
from corpsim.template.source.places import find_inside, find_span

MOST_SHOWN = 160
"""Characters of a line that an excerpt shows."""

_TOKEN = re.compile(r"\{\{|\}\}|\{[^{}\n]{0,60}\}|[{}]")


class Page(NamedTuple):
    """A file by its path in the world. `data` is None where it could not be read."""

    path: str
    text: str
    data: Any

    def problem(self, message: str, *where: int | str, offset: int | None = None, on_key: bool = False) -> Problem:
        """A problem of the value at a path of keys and positions, or of its key.

        `offset` is the character of a text, a brace, that is meant.
        """
        span, value = find_span(self.data, where, on_key=on_key)
        if value is self.data:
            return Problem(self.path, self.text.count("\n", 0, span.start) + 1, message, 1)
        if offset is None or not isinstance(value, str):
            return self.problem_at(span.start, message, span.end)
        start = find_inside(self.text, span, value, offset)
        token = _TOKEN.match(self.text, start)
        return self.problem_at(start, message, token.end() if token else start)

    def problem_at(self, start: int, message: str, end: int | None = None) -> Problem:
        """A problem of the characters from `start` to before `end`."""
        line_start = self.text.rfind("\n", 0, start) + 1
        line_end = self.text.find("\n", start)
        line_end = len(self.text) if line_end < 0 else line_end
        line, column = self.text.count("\n", 0, start) + 1, start - line_start + 1
        width = max(1, min(end if end is not None else start, line_end) - start)
        return Problem(self.path, line, visible(message), column, self._excerpt(line_start, line_end, start, width))

    def _excerpt(self, line_start: int, line_end: int, start: int, width: int) -> Excerpt:
        """The line, or the part of a long one around `start`."""
        first = max(line_start, start - MOST_SHOWN // 2) if line_end - line_start > MOST_SHOWN else line_start
        last = min(line_end, first + MOST_SHOWN)
        before, after = "…" if first > line_start else "", "…" if last < line_end else ""
        shown = f"{before}{self.text[first:last]}{after}"
        caret = start - first + len(before)
        return Excerpt(shown, caret, min(width, max(1, len(shown) - caret)))
