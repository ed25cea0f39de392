"""The columns that a company is kept in: which there are, their types, and what their numbers count in."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Column = npt.NDArray[Any]

SCHEMA: dict[str, str] = {
    # people, in the order of their ids; whoever has a number from `people` on is an insider of the story
    "person.first": "u4",
    "person.last": "u4",
    "person.number": "u4",
    "person.title": "u2",
    "person.unit": "u4",
    "person.site": "u1",
    "person.months": "u2",
    "person.manager": "i4",
    "person.dotted": "i4",
    "person.project": "i4",
    "first.slug": "u4",
    "last.slug": "u4",
    "first.start": "u4",
    "last.start": "u4",
    "last.people": "u4",
    "title.start": "u4",
    "title.people": "u4",
    "site.start": "u4",
    "site.people": "u4",
    "reports.start": "u4",
    "reports.people": "u4",
    "project.lead": "u4",
    # units, each followed by those in it
    "unit.head": "u4",
    "unit.parent": "i4",
    "unit.department": "u2",
    "unit.end": "u4",
    "unit.name": "u2",
    "unit.site": "u1",
    "unit.start": "u4",
    "unit.people": "u4",
    # who writes to whom
    "ties.start": "u4",
    "ties.people": "u4",
    # mails, in the order of time
    "mail.sender": "u4",
    "mail.at": "i4",
    "mail.root": "u4",
    "mail.parent": "i4",
    "mail.turn": "u1",
    "mail.to": "u1",
    "mail.start": "u4",
    "mail.people": "u4",
    "box.start": "u4",
    "box.mails": "u4",
    # words, UTF-8, one a line
    "words.firsts": "u1",
    "words.first_slugs": "u1",
    "words.lasts": "u1",
    "words.last_slugs": "u1",
    "words.titles": "u1",
    "words.departments": "u1",
    "words.units": "u1",
    "words.sites": "u1",
}
"""Every column by name with its type, little-endian. Nothing else is read from the cache."""

Columns = Mapping[str, Column]

WORDS_KEPT = 64
"""Lists of words that a process keeps."""


def compact(name: str, values: npt.ArrayLike) -> Column:
    """A column in the type in which it is kept. Raises ValueError for a value that does not fit."""
    wide = np.asarray(values)
    kept = np.ascontiguousarray(wide, dtype=np.dtype(f"<{SCHEMA[name]}" if SCHEMA[name] != "u1" else "u1"))
    if wide.size and not bool((kept == wide).all()):
        raise ValueError(f"column {name} of type {SCHEMA[name]} cannot hold {wide.min()} to {wide.max()}")
    return kept


def view(column: Column) -> "memoryview[int]":
    """A column that gives plain integers, one at a time, in a few dozen nanoseconds."""
    return column.astype(column.dtype.newbyteorder("="), copy=False).data


def write_words(words: Iterable[str]) -> Column:
    """Words as a column."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def read_words(column: Column) -> tuple[str, ...]:
    """The words of a column. Companies have most of their words in common and share them."""
    return _decode(column.tobytes())


@lru_cache(maxsize=WORDS_KEPT)
def _decode(data: bytes) -> tuple[str, ...]:
    return tuple(data.decode().split("\n"))
