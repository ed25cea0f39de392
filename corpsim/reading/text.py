"""Text made plain: one spelling for what looks alike, marks for names, times and numbers; sentences and words.

Everything here is linear in the length of the text, has an upper bound, and holds for any Unicode.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpsim.reading.marks import NUMBER, SPACELESS, TIME
from corpsim.reading.names import mark
from corpsim.reading.spelling import compose, fold

_MARKUP = re.compile(r"[*_`#~|]+")
_CLOCK = re.compile(r"\d(?<!\d\d)\d?(?:[:.h]\d{2}(?!\d)(?:\s?[ap]\.?m\b)?|\s?[ap]\.?m\b|\s?(?:uhr|h)\b)")
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[a-z0-9@$]{2,24}")
_COUNTED = re.compile(r"[a-z]{2,}|[^a-z]+|\d+[a-z]{1,2}|[a-z]{1,2}\d+|.*\d\d\d.*")
_LEET = str.maketrans("013457@$", "oieastas")
_LETTERS = re.compile(r"(?<![\w'])[a-z]+(?![\w'])")
_SHORT = {
    "u": "you", "ur": "your", "urs": "yours", "ure": "you're", "youre": "you're", "pls": "please", "plz": "please",
    "thx": "thanks", "thks": "thanks", "tks": "thanks", "abt": "about", "bc": "because", "cuz": "because",
    "coz": "because", "smth": "something", "sth": "something", "sb": "somebody", "ppl": "people", "msg": "message",
    "msgs": "messages", "tmrw": "tomorrow", "tmr": "tomorrow", "tonite": "tonight", "wknd": "weekend",
    "fri": "friday", "thu": "thursday", "thurs": "thursday", "tue": "tuesday", "tues": "tuesday", "wanna": "want",
    "gonna": "going", "gotta": "must", "lemme": "let", "dont": "don't", "wont": "won't", "cant": "can't",
    "didnt": "didn't", "doesnt": "doesn't", "isnt": "isn't", "wasnt": "wasn't", "wouldnt": "wouldn't",
    "couldnt": "couldn't", "shouldnt": "shouldn't", "havent": "haven't", "hasnt": "hasn't", "aint": "isn't",
    "ive": "i've", "thats": "that's", "whats": "what's",
}  # fmt: skip
"""What is written short in a chat, and how it is written out."""

_WORD = re.compile(rf"[\ue000-\ue01f{SPACELESS}]|[^\W_{SPACELESS}][\w\u0900-\u0dff'’]*|[!?…🙂🤐❤😉🤝]")
_BREAK = re.compile(r"\s(?:(?<=[.!?…;:]\s)\s*|(?<=\n)\n*)")
_CLOSED = re.compile("(?<=[。！？；])")
_STOPS = tuple(".!?…;:。！？；")
_QUOTED_LINE = re.compile(r"^[ \t]{0,3}>.*$", re.MULTILINE)
_ENOUGH = 60


def timed(text: str, names: Mapping[str, str]) -> str:
    """The text folded, without markup, with names as role marks, and with one mark for each clock time."""
    folded = fold(mark(compose(text), names))
    return _CLOCK.sub(TIME, _MARKUP.sub(" ", folded))


def numbered(chunk: str) -> str:
    """A run of text without spaces: letters for digits that pose as such, short forms written out, marked numbers."""
    return _DIGITS.sub(NUMBER, _LETTERS.sub(_written_out, _LATIN.sub(_unleet, chunk)))


def own_words(body: str) -> str:
    """The body without lines quoted from another mail ('> …'); all of it if little else is left to read."""
    own = _QUOTED_LINE.sub("", body) if ">" in body else body
    return own if len(own.strip()) >= _ENOUGH else body


def sentences(text: str) -> list[str]:
    """The text cut at full stops and line ends, in any script; never an empty one."""
    pieces = [piece.strip() for line in _BREAK.split(text) if line for piece in _CLOSED.split(line)]
    return [piece for piece in pieces if piece]


def ends_sentence(chunk: str) -> bool:
    """Whether the next run of text without spaces begins a new sentence."""
    return chunk.endswith(_STOPS)


def words(text: str) -> list[str]:
    """Words, marks and the few signs that carry a tone; where no spaces are written, single characters."""
    return _WORD.findall(text)


def _written_out(word: re.Match[str]) -> str:
    return _SHORT.get(word[0], word[0])


def _unleet(word: re.Match[str]) -> str:
    """`s3cr3t` reads `secret`; what is counted (`4th`, `v2`, `srv1204`) stays what it is."""
    return word[0] if _COUNTED.fullmatch(word[0]) else word[0].translate(_LEET)
