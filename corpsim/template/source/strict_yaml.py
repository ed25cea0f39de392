"""Strict YAML: data as it looks, every value with its place.

Only `true`, `false`, `null`, whole numbers and decimal numbers are not text; `12:30`, `NO` and `2026-03-02` are.
Keys are always text. Aliases, anchors, tags, duplicate keys, deep nesting and crowds of values are faults, found while
reading, so that nothing is ever expanded.
"""

import re
from collections.abc import Iterator, Sized
from typing import Any

import yaml

from corpsim.template.source.places import Block, Fault, Parsed, Row, Span
from corpsim.template.source.yaml_advice import advise

MOST_DEPTH = 20
"""Levels of lists and mappings a file may have."""

MOST_VALUES = 50_000
"""Values a whole world may have in its YAML; the largest one that is shipped has a tenth of that."""

MOST_ENTRIES = 2_000
"""Entries of one list or mapping."""

MOST_FAULTS = 100
"""Faults after which a file is read no further."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:\.[0-9]{1,18})?(?:[eE][-+]?[0-9]{1,2})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "": None}


def parse_yaml(text: str, first: int = 0, end: int | None = None, most: int = MOST_VALUES) -> Parsed:
    """Read one YAML document of at most `most` values: the text of a file, or its part from `first` to `end`."""
    file, text = text, text[first:end]
    reader = _Reader(file, text, first, most)
    try:
        return Parsed(reader.document(), reader.faults, reader.values)
    except _Stop:
        pass
    except yaml.MarkedYAMLError as error:
        inside_quotes = "quoted scalar" in (error.context or "") and "escape" not in (error.problem or "")
        mark = error.context_mark if inside_quotes else error.problem_mark or error.context_mark
        index, message = advise(text, mark.index if mark is not None else 0, error.problem or error.context or "")
        reader.faults.append(Fault(first + min(index, len(text)), message))
    except yaml.YAMLError as error:
        # The position counts bytes.
        index = len(text.encode()[: getattr(error, "position", 0)].decode(errors="ignore"))
        reader.faults.append(Fault(first + index, f"this is no YAML: {getattr(error, 'reason', error)}"))
    return Parsed(None, reader.faults, reader.values)


class _Stop(Exception):
    """Reading on makes no sense; the fault is noted."""


class _Reader:
    def __init__(self, file: str, text: str, first: int, most: int) -> None:
        self.faults: list[Fault] = []
        self.values = 0
        self._file = file
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))
        self._first = first
        self._most = most

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
        self.values += 1
        if self.values > self._most:
            self._stop(event, f"more values than a world may have, which is {MOST_VALUES:,} in all of its files")
        self._refuse(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event)
        if isinstance(event, yaml.AliasEvent):
            return None
        if depth >= MOST_DEPTH:
            self._stop(event, f"nested more than {MOST_DEPTH} levels deep")
        return self._block(event, depth) if isinstance(event, yaml.MappingStartEvent) else self._row(event, depth)

    def _refuse(self, event: Any) -> None:
        anchor, tag = (event.anchor or "")[:40], getattr(event, "tag", None)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"the alias *{anchor} is not allowed; write the value out")
        elif anchor:
            self._fault(event, f"the anchor &{anchor} is not allowed; write values out where they are needed")
        elif tag is not None:
            self._fault(event, f"the tag {tag[:40]!r} is not allowed; write plain text, numbers, lists and mappings")

    def _block(self, event: Any, depth: int) -> Block:
        block = Block(self._index(event))
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key_event, key = event, self._key(event)
            value_event = next(self._events)
            value = self._node(value_event, depth + 1)
            self._count(event, block)
            if key in block:
                line = self._file.count("\n", 0, block.names[key].start) + 1
                self._fault(key_event, f"the key {key[:60]!r} stands here twice; it is already on line {line}")
                continue
            block[key] = value
            block.names[key] = self._span(key_event)
            scalar = isinstance(value_event, yaml.ScalarEvent)
            block.spans[key] = self._span(value_event) if scalar else block.names[key]
        return block

    def _count(self, event: Any, entries: Sized) -> None:
        if len(entries) >= MOST_ENTRIES:
            self._stop(event, f"a list or mapping of more than {MOST_ENTRIES:,} entries")

    def _key(self, event: Any) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(event, "a key must be a plain word; quote a text that begins with a brace or a bracket")
        self._refuse(event)
        if event.value == "<<" and event.implicit[0]:
            self._fault(event, "the merge key << is not allowed; write the fields out where they are needed")
        return str(event.value)

    def _row(self, event: Any, depth: int) -> Row:
        row = Row(self._index(event))
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            self._count(event, row)
            row.spans.append(self._span(event))
            row.append(self._node(event, depth + 1))
        return row

    def _scalar(self, event: Any) -> Any:
        value: str = event.value
        if not event.implicit[0]:
            return value
        if value in _WORDS:
            return _WORDS[value]
        if _INT.fullmatch(value):
            return int(value)
        return float(value) if _FLOAT.fullmatch(value) else value

    def _index(self, event: Any) -> int:
        return int(event.start_mark.index) + self._first

    def _span(self, event: Any) -> Span:
        folded = isinstance(event, yaml.ScalarEvent) and event.style in ("|", ">")
        return Span(self._index(event), int(event.end_mark.index) + self._first, folded)

    def _fault(self, event: Any, message: str) -> None:
        self.faults.append(Fault(self._index(event), message))
        if len(self.faults) >= MOST_FAULTS:
            raise _Stop

    def _stop(self, event: Any, message: str) -> None:
        self._fault(event, message)
        raise _Stop
