"""Text made plain: one spelling for what looks alike, marks for names, times and numbers; sentences and words.

Everything here is linear in the length of the text, has an upper bound, and holds for any Unicode.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from corpsim.reading.message import ROLES

LIMIT = 20_000
"""Longer texts are read by their two ends."""

MARKS = {role: chr(0xE000 + i) for i, role in enumerate(ROLES)}
"""Each role is one private-use character, a word of its own in every language."""

TIME, NUMBER = "\ue010", "\ue011"
SPACELESS = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
"""Thai, kana and Chinese characters: scripts that write no spaces."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ue000-\uf8ff]")
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")
_MARKUP = re.compile(r"[*_`#~|]+")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:.h]\d{2}(?!\d)(?:\s?[ap]\.?m\b)?|\s?[ap]\.?m\b|\s?(?:uhr|h)\b)")
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z0-9@$]{2,24}")
_COUNTED = re.compile(r"[a-z]{2,}|[^a-z]+|\d+[a-z]{1,2}|[a-z]{1,2}\d+|.*\d\d\d.*")
_LEET = str.maketrans("013457@$", "oieastas")
_WORD = re.compile(rf"[\ue000-\ue01f{SPACELESS}]|[^\W_{SPACELESS}][\w\u0900-\u0dff'’]*|[!?…🙂🤐❤😉🤝]")
_SENTENCE = re.compile(r"(?<=[.!?…;:])\s+|(?<=[。！？；])|\n+")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)
_ENOUGH = 60


def plain(text: str, names: Mapping[str, str]) -> str:
    """The text as features see it: folded, names as role marks, clock times and numbers as one mark each."""
    from corpsim.reading.names import mark  # names.py needs the marks above

    folded = fold(mark(compose(text), names))
    timed = _CLOCK.sub(TIME, _MARKUP.sub(" ", folded))
    return _DIGITS.sub(NUMBER, _LATIN.sub(_unleet, timed))


def compose(text: str) -> str:
    """Compatible characters made one (full-width letters, ligatures), invisible ones gone, at most `LIMIT` left."""
    return _clip(_UNSEEN.sub("", unicodedata.normalize("NFKC", _clip(text))))


def fold(text: str) -> str:
    """Upper case, accents and vowel points dropped: what a hurried writer leaves out must not matter."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", bare)


def own_words(body: str) -> str:
    """The body without lines quoted from another mail ('> …'); all of it if little else is left to read."""
    own = _QUOTED_LINE.sub("", body)
    return own if len(own.strip()) >= _ENOUGH else body


def sentences(text: str) -> list[str]:
    """The text cut at full stops and line ends, in any script; never an empty one."""
    return [s.strip() for s in _SENTENCE.split(text) if s and s.strip()]


def words(text: str) -> list[str]:
    """Words, marks and the few signs that carry a tone; where no spaces are written, single characters."""
    return _WORD.findall(text)


def _clip(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT // 2] + "\n" + text[-LIMIT // 2 :]


def _unleet(word: re.Match[str]) -> str:
    """`s3cr3t` reads `secret`; what is counted (`4th`, `v2`, `srv1204`) stays what it is."""
    return word[0] if _COUNTED.fullmatch(word[0]) else word[0].translate(_LEET)
