"""A message laid out for the features: its letters, its words, and its sentences as places where concepts are met."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from corpsim.reading.concepts import Entry, Places, lexicon
from corpsim.reading.grams import Word, word
from corpsim.reading.memo import Memo
from corpsim.reading.message import Message
from corpsim.reading.text import ends_sentence, numbered, sentences, timed, words


class Page(NamedTuple):
    """Plain text with single spaces, its words, and for each sentence where in it concepts are met."""

    letters: str
    words: list[Word]
    sentences: list[Places]


class Chunk(NamedTuple):
    """A run of text without spaces: plain, its words, and what the lexicon knows of the sentences that it is, or is
    part of; `closed` says that the last of them ends here."""

    letters: str
    words: tuple[Word, ...]
    parts: tuple[tuple[Entry, ...], ...]
    closed: bool


def page(message: Message) -> Page:
    """Subject and body, with names as role marks."""
    text = f"{timed(message.subject, message.names)} \n {timed(message.body, message.names)}"
    lines = [[_chunks[chunk] for chunk in line.split()] for line in text.split("\n")]
    chunks = [*chain.from_iterable(lines)]
    find = lexicon().find
    return Page(
        f" {' '.join([chunk.letters for chunk in chunks])} ",
        [*chain.from_iterable([chunk.words for chunk in chunks])],
        [find(sentence) for line in lines for sentence in _sentences(line)],
    )


def _chunk(text: str) -> Chunk:
    """Numbers that are new are many, and all read alike."""
    return _numbered_chunks[numbered(text)]


def _numbered_chunk(letters: str) -> Chunk:
    parts = tuple(tuple(lexicon().words(part)) for part in sentences(letters))
    return Chunk(letters, tuple([_words[found] for found in words(letters)]), parts, ends_sentence(letters))


_words = Memo(word)
_numbered_chunks = Memo(_numbered_chunk)
_chunks = Memo(_chunk)


def _sentences(line: Iterable[Chunk]) -> list[list[Entry]]:
    """The sentences of one line, each all words between two ends."""
    found: list[list[Entry]] = []
    is_open = False
    for _, _, parts, closed in line:
        if not is_open:
            found += map(list, parts)
        else:
            found[-1] += parts[0]
            if len(parts) > 1:
                found += map(list, parts[1:])
        is_open = not closed
    return found
