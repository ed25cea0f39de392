"""One spelling for what looks alike: compatible characters, case, accents."""

import re
import unicodedata

LIMIT = 20_000
"""Longer texts are read by their two ends."""

_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\ue000-\uf8ff]")
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670]")


def compose(text: str) -> str:
    """Compatible characters made one (full-width letters, ligatures), invisible ones gone, at most `LIMIT` left."""
    text = _clip(text)
    return text if text.isascii() else _clip(_UNSEEN.sub("", unicodedata.normalize("NFKC", text)))


def fold(text: str) -> str:
    """Upper case, accents and vowel points dropped: what a hurried writer leaves out must not matter."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", text.casefold()))
    return unicodedata.normalize("NFC", bare)


def _clip(text: str) -> str:
    return text if len(text) <= LIMIT else text[: LIMIT // 2] + "\n" + text[-LIMIT // 2 :]
