"""Where the data of a file stand in its text: every key and every value with its span of characters."""

import re
from itertools import islice
from typing import Any, NamedTuple

_BRACE = re.compile(r"[{}]")


class Span(NamedTuple):
    """Characters of a file, from `start` to before `end`. `headed` texts begin below a line with `|` or `>`."""

    start: int
    end: int
    headed: bool = False


class Fault(NamedTuple):
    """Something wrong with how a file is written, at a character of it."""

    start: int
    message: str


class Block(dict[str, Any]):
    """A mapping of a file: `names` are the spans of its keys, `spans` those of its values.

    Of a value that is a list or a mapping it is the key that is pointed at.
    """

    __slots__ = ("names", "spans", "start")

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start
        self.names: dict[str, Span] = {}
        self.spans: dict[str, Span] = {}


class Row(list[Any]):
    """A list of a file: `spans` are those of its values, by position."""

    __slots__ = ("spans", "start")

    def __init__(self, start: int) -> None:
        super().__init__()
        self.start = start
        self.spans: list[Span] = []


class Parsed(NamedTuple):
    """What a file says, as far as it could be read, what is wrong with how it is written, and how many values it is."""

    data: Any
    faults: list[Fault]
    values: int = 0


Where = tuple[int | str, ...]
"""The path of a value: keys and positions."""


def find_span(data: Any, where: Where, *, on_key: bool = False) -> tuple[Span, Any]:
    """The span of the value at a path, or of the nearest thing above it that exists, and that value itself.

    `on_key` gives the span of its key instead, where it has one.
    """
    span = Span(getattr(data, "start", 0), getattr(data, "start", 0))
    for part in where:
        if isinstance(data, Block) and part in data.spans:
            span = data.names.get(str(part), data.spans[str(part)]) if on_key else data.spans[str(part)]
            data = data[str(part)]
        elif isinstance(data, Row) and isinstance(part, int) and 0 <= part < len(data.spans):
            span, data = data.spans[part], data[part]
    return span, data


def find_inside(text: str, span: Span, value: str, offset: int) -> int:
    """The index in a file's `text` of the brace that is character `offset` of the `value` written at a span.

    Quotes, escapes and folded lines move characters; braces keep their order, so the n-th brace of the value is the
    n-th of what is written. Where an escape makes a brace the start of the value is given.
    """
    begin = text.find("\n", span.start, span.end) + 1 if span.headed else span.start
    written = text[begin : span.end]
    if _braces(written) != _braces(value):
        return span.start
    found = next(islice(_BRACE.finditer(written), _braces(value[:offset]), None), None)
    return begin + found.start() if found is not None else span.start


def _braces(text: str) -> int:
    return text.count("{") + text.count("}")
