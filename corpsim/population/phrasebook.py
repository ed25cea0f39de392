"""The phrase book: what people in a large company write about, as data in `phrases/`, and how a phrase is filled in.

A phrase has slots, as in `{order}`. It is cut once when the book is read; filling it in is one pass, and what was
filled in is never looked at again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import yaml
from msgspec import Struct

from corpsim.population.organisation import LOADER, functions

FOLDER = Path(__file__).with_name("phrases")
_SLOT = re.compile(r"\{([a-z_]+)\}")
T = TypeVar("T")

Fill = Callable[[str], str]
"""What a slot stands for in one text."""


class Phrase(Struct, frozen=True):
    """A text to be filled in: `form` for the `%` operator, and what stands in each place."""

    form: str
    slots: tuple[str, ...]

    def filled(self, fill: Fill) -> str:
        """The text."""
        return self.form % tuple(map(fill, self.slots)) if self.slots else self.form


def cut(text: str) -> Phrase:
    """A phrase from its text."""
    slots = tuple(_SLOT.findall(text))
    if not slots:
        return Phrase(text, ())
    return Phrase(_SLOT.sub("%s", text.replace("%", "%%")), slots)


class Topic(Struct, frozen=True, forbid_unknown_fields=True):
    """Something people write about: how a first mail, an answer and a last answer are worded.

    `functions` names the functions of `organisation.yaml` whose people begin such a thread; empty means all.
    """

    name: str
    subjects: tuple[str, ...]
    asks: tuple[str, ...]
    answers: tuple[str, ...]
    closes: tuple[str, ...]
    functions: tuple[str, ...] = ()


class Subject(Struct, frozen=True):
    """A topic with its phrases cut."""

    subjects: tuple[Phrase, ...]
    asks: tuple[Phrase, ...]
    answers: tuple[Phrase, ...]
    closes: tuple[Phrase, ...]


class Page(Struct, frozen=True):
    """A kind of document: how the file is called, and what is in it."""

    name: Phrase
    text: Phrase


class Book(Struct, frozen=True):
    """All phrases.

    `topics` and `pages` are by number of the function, `intranet` holds the pages for everybody, `parts` of mails are
    by name, `chat` and `meetings` by kind of channel and meeting, `pools` of words by slot.
    """

    topics: tuple[tuple[Subject, ...], ...]
    pages: tuple[tuple[Page, ...], ...]
    intranet: tuple[Page, ...]
    parts: Mapping[str, tuple[Phrase, ...]]
    chat: Mapping[str, tuple[Phrase, ...]]
    meetings: Mapping[str, tuple[Phrase, ...]]
    pools: Mapping[str, tuple[str, ...]]


@cache
def book() -> Book:
    """The phrase book that comes with the package, read once."""
    topics = [topic for path in sorted((FOLDER / "topics").glob("*.yaml")) for topic in _read(path, list[Topic])]
    names = [function.name for function in functions()]
    pages = {kind: _pages(found) for kind, found in _read(FOLDER / "documents.yaml", dict[str, list[_Text]]).items()}
    return Book(
        topics=tuple(tuple(_by_function(topics, name)) for name in names),
        pages=tuple(pages.get(name, ()) + pages["every"] for name in names),
        intranet=_pages(_read(FOLDER / "intranet.yaml", list[_Text])),
        parts=_phrases("parts.yaml"),
        chat=_phrases("chat.yaml"),
        meetings=_phrases("meetings.yaml"),
        pools=_read(FOLDER / "words.yaml", dict[str, tuple[str, ...]]),
    )


class _Text(Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    text: str


def _pages(texts: list[_Text]) -> tuple[Page, ...]:
    return tuple(Page(cut(text.name), cut(text.text)) for text in texts)


def _phrases(file: str) -> dict[str, tuple[Phrase, ...]]:
    """Phrases by name."""
    return {name: tuple(map(cut, texts)) for name, texts in _read(FOLDER / file, dict[str, tuple[str, ...]]).items()}


def _by_function(topics: Sequence[Topic], function: str) -> list[Subject]:
    """What people of a function write about: twice as often about their work as about what everybody writes about."""
    own = [_cut_topic(topic) for topic in topics if function in topic.functions]
    shared = [_cut_topic(topic) for topic in topics if not topic.functions]
    return own * max(1, 2 * len(shared) // max(1, len(own))) + shared if own else shared


@cache
def _cut_topic(topic: Topic) -> Subject:
    texts = (topic.subjects, topic.asks, topic.answers, topic.closes)
    return Subject(*(tuple(map(cut, wordings)) for wordings in texts))


def _read(path: Path, kind: type[T]) -> T:
    data: Any = yaml.load(path.read_bytes(), LOADER)  # noqa: S506  a safe loader
    return msgspec.convert(data, kind)
