"""Names become role marks, also where a language inflects them or writes no spaces.

The reader must not depend on who is called what: the cast of every episode is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from corpsim.reading.marks import MARKS, SPACELESS
from corpsim.reading.memo import Memo
from corpsim.reading.spelling import fold

_TOKEN = re.compile(f"(?:[^\\W{SPACELESS}\uac00-\ud7af]|[\u0900-\u0dff])+")
_SPACELESS = re.compile(f"[{SPACELESS}\uac00-\ud7af]")
_TITLE = "(?=\\s?(?:总|先生|女士|小姐|太太|经理|主任|老师|さん|様|氏|社長|部長|"
_TITLE += "씨|님|이사|대표|부장|과장|차장|대리|팀장))"
_PARTICLES = ("وال", "بال", "و", "ف", "ب", "ل", "ك")
_TWICE = re.compile(r"([\ue000-\ue00f])(?:\s{1,3}\1)+")
_VOWELS = "aeiouyаеиоуыэюя"
_EVERYDAY = frozenset(
    """will may mark rose grace hope faith joy art bill rob sue pat dean june april angel chase hunter young long short
    brown black white green gray grey king stone wood hill field rich sharp wise good best day page case price cook
    baker carter mason grant reed wade frank ray miles dale glen summit bridge""".split()  # noqa: SIM905 - a list of words
)
"""Names that are words: only written with a capital are they taken for names."""


CASTS = 64
"""Casts whose names are kept ready."""


class Names:
    """The names of one cast: which words, and which runs of a script without spaces, stand for which role."""

    def __init__(self, names: Mapping[str, str]) -> None:
        signs = {name: MARKS[role] for name, role in names.items() if role in MARKS}
        longest_first = sorted(signs, key=lambda name: (-len(name), name))
        self._spaceless = [(name, signs[name]) for name in longest_first if _SPACELESS.search(name)]
        self._forms: dict[str, str] = {}
        for name in longest_first:
            for form in _forms(name):
                self._forms.setdefault(form, signs[name])
        self._none_of = frozenset(self._forms).isdisjoint

    def mark(self, text: str) -> str:
        """`text` with every name, or form of it, replaced by the mark of its role."""
        for name, sign in self._spaceless:
            text = _replace_spaceless(text, name, sign)
        chunks = text.split(" ")
        marked = " ".join([chunk if self._none_of(_keys[chunk]) else self._mark_words(chunk) for chunk in chunks])
        return marked if marked.isascii() else _TWICE.sub(r"\1", marked)

    def _mark_words(self, chunk: str) -> str:
        return _TOKEN.sub(lambda word: self._mark_of(word[0]), chunk)

    def _mark_of(self, word: str) -> str:
        """The mark for a word equal to a name, or a form of one; the word itself if it is neither."""
        form = fold(word)
        if form in self._forms and word.islower() and (form in _EVERYDAY or len(form) < 4):
            return word
        return next((_spaced(self._forms[key]) for key in _keys_of_word(word) if key in self._forms), word)


@lru_cache(maxsize=CASTS)
def _cast(names: tuple[tuple[str, str], ...]) -> Names:
    return Names(dict(names))


def mark(text: str, names: Mapping[str, str]) -> str:
    """`text` with every known name, or form of it, replaced by the mark of its role."""
    return _cast(tuple(names.items())).mark(text)


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[str, ...]:
    """Each word of a name, and (after a hyphen) its stem: Anna, Anny, Annę."""
    words = [word for word in _TOKEN.findall(fold(name)) if len(word) >= 2]
    return tuple(form for word in words for form in ((word, "-" + word[:-1]) if _inflected(word) else (word,)))


def _inflected(word: str) -> bool:
    return len(word) >= 4 and word[-1] in _VOWELS


def _keys_of(chunk: str) -> frozenset[str]:
    """Every form of a name that a word of the chunk could be."""
    return frozenset(key for word in _TOKEN.findall(chunk) for key in _keys_of_word(word))


_keys = Memo(_keys_of)


def _keys_of_word(word: str) -> Iterator[str]:
    """The forms of a name that a word may be, the likeliest first: itself, and if it has a capital, or its script has
    none, that with up to four letters less."""
    form = fold(word)
    yield form
    if word[:1].islower() or len(form) < 3:
        return
    for bare in (form, *(form.removeprefix(p) for p in _PARTICLES if form.startswith(p))):
        for end in range(len(bare), max(2, len(bare) - 4), -1):
            yield bare[:end]
            yield "-" + bare[:end]


def _replace_spaceless(text: str, name: str, sign: str) -> str:
    """A name in a script without spaces; a single character counts only before a title."""
    if len(name) > 1:
        return text.replace(name, _spaced(sign))
    return re.sub(re.escape(name) + _TITLE, _spaced(sign), text)


def _spaced(sign: str) -> str:
    return f" {sign} "
