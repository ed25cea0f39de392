"""Strict YAML: data as it looks, every value with its line.

Only `true`, `false`, `null`, whole numbers and decimal numbers are not text; `12:30`, `NO` and `2026-03-02` are.
Keys are always text. Aliases, anchors, tags, duplicate keys and deep nesting are faults, found while reading, so that
nothing is ever expanded.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

MOST_DEPTH = 20
"""Levels of lists and mappings a file may have."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}

_HINT = "texts that hold any of { } [ ] # or a colon and a space stand in quotes"


class Fault(NamedTuple):
    """Something wrong at a line (from 1) of one file."""

    line: int
    message: str


class Block(dict[str, Any]):
    """A mapping of a file. `lines` holds the line of each key, `exact` the first line of a text below its key."""

    __slots__ = ("exact", "line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}
        self.exact: dict[Any, int] = {}


class Row(list[Any]):
    """A list of a file. `lines` and `exact` are as in `Block`, by position."""

    __slots__ = ("exact", "line", "lines")

    def __init__(self, line: int) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[Any, int] = {}
        self.exact: dict[Any, int] = {}


class Parsed(NamedTuple):
    """What a file says, as far as it could be read, and what is wrong with how it is written."""

    data: Any
    faults: list[Fault]


def parse_yaml(text: str, first_line: int = 1) -> Parsed:
    """Read one YAML document. `first_line` is the line of the file on which `text` begins."""
    reader = _Reader(text, first_line)
    try:
        return Parsed(reader.document(), reader.faults)
    except _Stop:
        return Parsed(None, reader.faults)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark is not None else 0
        fault = Fault(line + first_line, f"this is no YAML: {error.problem or error.context}; {_HINT}")
    except yaml.YAMLError as error:
        position = getattr(error, "position", None)
        line = text.count("\n", 0, position) if isinstance(position, int) else 0
        fault = Fault(line + first_line, f"this is no YAML: {getattr(error, 'reason', error)}")
    return Parsed(None, [*reader.faults, fault])


def line_at(data: Any, where: tuple[int | str, ...], offset: int = 0) -> int:
    """The line of the value at a path of keys and positions, or of the nearest thing above it that exists.

    `offset` counts lines down inside a text; it is used where the text stands in the file as it is.
    """
    line = getattr(data, "line", 1)
    for part in where:
        if isinstance(data, Block | Row) and part in data.lines:
            line = data.exact[part] + offset if part in data.exact and offset else data.lines[part]
            data = data[part]  # type: ignore[index]
    return line


class _Stop(Exception):
    """Reading on makes no sense; the fault is noted."""


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.faults: list[Fault] = []
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self._first = first_line

    def document(self) -> Any:
        data: Any = None
        documents = 0
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, "a second document begins here; a file holds one")
            elif isinstance(event, yaml.NodeEvent):
                data = self._node(event, 0)
        return data

    def _node(self, event: Any, depth: int) -> Any:
        self._refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth >= MOST_DEPTH:
            self._stop(event, f"nested more than {MOST_DEPTH} levels deep")
        return self._block(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._row(event, depth)

    def _refuse(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"the alias *{event.anchor} is not allowed; write the value out")
        elif event.anchor is not None:
            self._fault(event, f"the anchor &{event.anchor} is not allowed; write values out where they are needed")
        elif event.tag is not None:
            self._fault(event, f"the tag {event.tag!r} is not allowed; write plain text, numbers, lists and mappings")

    def _block(self, event: Any, depth: int) -> Block:
        block = Block(self._line(event))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_event, key = event, self._key(event)
            value_event = next(self._events)
            value = self._node(value_event, depth + 1)
            if key in block:
                self._fault(key_event, f"the key {key!r} stands here twice; it is already on line {block.lines[key]}")
                continue
            block[key] = value
            block.lines[key] = self._line(key_event)
            self._place(block.exact, key, value_event)
        return block

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(event, "a key must be a plain word; quote a text that begins with a brace or a bracket")
        self._refuse(event)
        return str(event.value)

    def _row(self, event: Any, depth: int) -> Row:
        row = Row(self._line(event))
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            position = len(row)
            row.append(self._node(event, depth + 1))
            row.lines[position] = self._line(event)
            self._place(row.exact, position, event)
        return row

    def _place(self, exact: dict[Any, int], key: Any, event: Any) -> None:
        """Note where a text written with `|` begins: below the line of its mark."""
        if isinstance(event, yaml.ScalarEvent) and event.style == "|":
            exact[key] = self._line(event) + 1

    def _scalar(self, event: Any) -> Any:
        value: str = event.value
        if not event.implicit[0]:
            return value
        if value in _WORDS:
            return _WORDS[value]
        if _INT.fullmatch(value):
            return int(value)
        return float(value) if _FLOAT.fullmatch(value) else value

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first

    def _fault(self, event: Any, message: str) -> None:
        self.faults.append(Fault(self._line(event), message))

    def _stop(self, event: Any, message: str) -> None:
        self._fault(event, message)
        raise _Stop
