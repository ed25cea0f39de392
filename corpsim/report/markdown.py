"""GitHub-flavoured Markdown that cannot be broken out of: whatever text is handed in is read as text.

Characters that could act are written as references (`&#124;`), which Markdown never takes for structure. A word that
GitHub would make a link, a mention or a picture of (an address, `@name`, `#12`, `:smile:`) becomes a code span. Whole
texts go into fenced blocks, whose fences are longer than any run of backticks in them.
"""

import re
import textwrap
from collections.abc import Iterator, Sequence

from corpsim.report.safe import plain

_ACTS = re.compile(r"[&<>\\`*\[\]|~$^{}]|(?<![^\W_])_|_(?![^\W_])")
_MADE_OF = re.compile(r"[^\s`|\\]*(?:[@#]|://|www\.|:[\w+-]+:)[^\s`|\\]*", re.IGNORECASE)
_BEGINS = re.compile(r"^(?:[-+=:]|\d+(?=[.)]))")
_SHORTEST_FENCE = 3

WIDTH = 100
"""Columns at which a fenced text is wrapped; words that are longer stay whole."""


def inline(text: str) -> str:
    """A text on one line, to stand within a line."""
    short = " ".join(plain(text).split())
    parts, end = [], 0
    for found in _MADE_OF.finditer(short):
        parts += [_referred(short[end : found.start()]), f"`{found[0]}`"]
        end = found.end()
    return "".join([*parts, _referred(short[end:])])


def _referred(text: str) -> str:
    return _ACTS.sub(lambda found: f"&#{ord(found[0])};", text)


def paragraph(line: str) -> str:
    """A line of Markdown that begins with text, so that it does not become a list, a heading or a rule."""
    found = _BEGINS.match(line)
    if found is None:
        return line
    place = 0 if found[0] in "-+=:" else found.end()
    return f"{line[:place]}&#{ord(line[place])};{line[place + 1 :]}"


def code(text: str) -> str:
    """A short text as code; where it holds what a code span or the cell of a table cannot hold, as text."""
    short = " ".join(plain(text).split())
    return f"`{short}`" if short and not re.search(r"[`|\\]", short) else inline(short)


def fenced(text: str, *, wrapped: bool = True) -> str:
    """A whole text as it is, wrapped at words unless it is for copying."""
    lines = plain(text).strip("\n").split("\n")
    kept = [part for line in lines for part in wrap(line)] if wrapped else lines
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(_SHORTEST_FENCE, longest + 1)
    return "\n".join([f"{fence}text", *kept, fence])


def wrap(line: str, width: int = WIDTH) -> list[str]:
    """A line as lines of at most so many characters."""
    return textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False, drop_whitespace=True) or [""]


def table(heads: Sequence[tuple[str, bool]], rows: Iterator[Sequence[str]]) -> str:
    """A table of cells that are Markdown already; `heads` say of each column whether it holds figures."""
    lines = [_row([head for head, _ in heads]), _row(["---:" if figures else "---" for _, figures in heads])]
    return "\n".join([*lines, *map(_row, rows)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
