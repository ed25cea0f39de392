"""What a text is about: concepts found by `lexicon.txt`, sentence by sentence, in any of its languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from corpsim.reading.marks import MARKS, TIME
from corpsim.reading.memo import Memo
from corpsim.reading.spelling import fold

_GAP = re.compile(r"[^\w\u0900-\u0dff\ue000-\ue01f'’-]+")
_INSIDE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLITICS = "وفبلك"
_OF_MARK = {mark: role.upper() for role, mark in MARKS.items()} | {TIME: "CLOCK"}

Place = bytes
"""One place where a concept is met: the numbers of the concepts it may be, sorted."""

Places = list[Place]
"""The places of one sentence where a concept is met, in order."""

Phrases = tuple[tuple[str, frozenset[int]], ...]
"""What may follow the first word of a phrase, and the concepts of the phrase then."""


class Start(NamedTuple):
    """A beginning inside a word: the concepts of the word from there on, and of phrases that it may begin."""

    alone: frozenset[int]
    phrases: Phrases


class Entry(NamedTuple):
    """A word as the lexicon sees it: its places where no phrase begins, and, if one may, its starts and how the second
    word of such a phrase begins."""

    text: str
    places: tuple[Place, ...]
    starts: tuple[Start, ...]
    seconds: tuple[str, ...]


class Lexicon:
    """Entries of one word by their first two letters, entries of more by their first word."""

    def __init__(self, text: str) -> None:
        entries = _entries(text)
        self.concepts = sorted({*_OF_MARK.values(), *(concept for names in entries.values() for concept in names)})
        """Their names; a concept's number is its place here."""
        number = {name: i for i, name in enumerate(self.concepts)}
        self._marks = {mark: frozenset({number[name]}) for mark, name in _OF_MARK.items()}
        self._alone: dict[str, frozenset[int]] = {}
        self._phrases: dict[str, Phrases] = {}
        for entry, names in entries.items():
            self._enter(entry, frozenset(number[name] for name in names))
        self._lengths = _lengths(self._alone)
        self._reach = max(map(len, self._alone), default=0)
        self._most_words = max((entry.strip().count(" ") for entry in entries), default=0) + 2
        self._words = Memo(self._word)

    def _enter(self, entry: str, concepts: frozenset[int]) -> None:
        first, _, rest = entry.partition(" ")
        if rest:
            self._phrases[first] = (*self._phrases.get(first, ()), (rest, concepts))
        else:
            self._alone[entry] = concepts

    def words(self, text: str) -> list[Entry]:
        """The words of a text as the lexicon parts them: hyphens and apostrophes are inside."""
        return [self._words[word] for word in _GAP.split(text) if word]

    def find(self, sentence: Sequence[Entry]) -> Places:
        """The concepts met in the words of a sentence, in its order."""
        found: Places = []
        for i, word in enumerate(sentence, 1):
            if word.seconds and i < len(sentence) and sentence[i].text.startswith(word.seconds):
                found += _with_phrases(word, sentence[i : i + self._most_words])
            else:
                found += word.places
        return found

    def _word(self, text: str) -> Entry:
        starts = tuple(start for i in _starts(text) if any(start := self._start(text, i)))
        places = tuple(bytes(sorted(start.alone)) for start in starts if start.alone)
        seconds = dict.fromkeys(rest.partition(" ")[0] for start in starts for rest, _ in start.phrases)
        return Entry(text, places, starts if seconds else (), tuple(seconds))

    def _start(self, text: str, i: int) -> Start:
        spaced = text[i : i + self._reach] + " "
        here = [self._alone.get(spaced[:n], frozenset()) for n in self._lengths.get(spaced[:2], ())]
        single = self._marks.get(text[i]) or self._alone.get(text[i], frozenset())
        return Start(single.union(*here), self._phrases.get(text[i:], ()))


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon((files("corpsim.reading") / "lexicon.txt").read_text(encoding="utf-8"))


def _with_phrases(word: Entry, following: Sequence[Entry]) -> Iterator[Place]:
    text = " ".join([other.text for other in following]) + " "
    for alone, phrases in word.starts:
        more = [concepts for rest, concepts in phrases if text.startswith(rest)]
        if alone or more:
            yield bytes(sorted(alone.union(*more)))


def _entries(text: str) -> dict[str, set[str]]:
    """Every entry of a lexicon as it is looked up, with its concepts."""
    entries: dict[str, set[str]] = {}
    for block in text.split("\n\n")[1:]:
        name, *lines = block.strip().split("\n")
        for line in lines:
            for entry in line.partition(":")[2].split(","):
                key = _key(fold(entry.strip()))
                if key.strip():
                    entries.setdefault(key, set()).add(name)
    return entries


def _key(entry: str) -> str:
    """A full stop ends a whole word; a single letter in a script with spaces always is one."""
    key = _GAP.sub(" ", entry.replace(".", " "))
    return key + " " if len(key) == 1 and not _INSIDE.match(key) else key


def _lengths(entries: Iterable[str]) -> dict[str, tuple[int, ...]]:
    """How long entries are that begin with the same two letters."""
    found: dict[str, set[int]] = {}
    for entry in entries:
        found.setdefault(entry[:2], set()).add(len(entry))
    return {start: tuple(sorted(lengths)) for start, lengths in found.items()}


def _starts(text: str) -> Iterator[int]:
    """Where an entry may begin inside a word: in front, after a hyphen or apostrophe, at every character of a script
    without spaces, and after Arabic particles that cling to the front."""
    for i, letter in enumerate(text):
        before = text[i - 1] if i else " "
        if before in " '’-" or _INSIDE.match(letter) or (before in _CLITICS and (i == 1 or text[i - 2] in _CLITICS)):
            yield i
