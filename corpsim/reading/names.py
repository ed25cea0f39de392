"""Names become role marks, also where a language inflects them or writes no spaces.

The reader must not depend on who is called what: the cast of every episode is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpsim.reading.text import MARKS, SPACELESS, fold

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


def mark(text: str, names: Mapping[str, str]) -> str:
    """`text` with every known name, or form of it, replaced by the mark of its role."""
    known = {name: role for name, role in names.items() if role in MARKS}
    for name in _longest_first(known):
        if _SPACELESS.search(name):
            text = _replace_spaceless(text, name, MARKS[known[name]])
    forms = _forms(known)
    marked = _TOKEN.sub(lambda m: _mark_of(m[0], forms) or m[0], text) if forms else text
    return _TWICE.sub(r"\1", marked)


def _forms(known: Mapping[str, str]) -> dict[str, str]:
    """The mark for each word of each name, and (after a hyphen) for its stem: Anna, Anny, Annę."""
    forms: dict[str, str] = {}
    for name in _longest_first(known):
        for word in _TOKEN.findall(fold(name)):
            if len(word) >= 2:
                forms.setdefault(word, MARKS[known[name]])
            if len(word) >= 4 and word[-1] in _VOWELS:
                forms.setdefault("-" + word[:-1], MARKS[known[name]])
    return forms


def _mark_of(word: str, forms: Mapping[str, str]) -> str | None:
    """The mark for one word of the text, or None: equal to a name, or a form of one with up to four letters more."""
    form = fold(word)
    if form in forms:
        common = word.islower() and (form in _EVERYDAY or len(form) < 4)
        return None if common else _spaced(forms[form])
    if word[:1].islower() or len(form) < 3:
        return None
    for bare in (form, *(form.removeprefix(p) for p in _PARTICLES if form.startswith(p))):
        for end in range(len(bare), max(2, len(bare) - 4), -1):
            if found := forms.get(bare[:end]) or forms.get("-" + bare[:end]):
                return _spaced(found)
    return None


def _replace_spaceless(text: str, name: str, sign: str) -> str:
    """A name in a script without spaces; a single character counts only before a title."""
    if len(name) > 1:
        return text.replace(name, _spaced(sign))
    return re.sub(re.escape(name) + _TITLE, _spaced(sign), text)


def _longest_first(names: Mapping[str, str]) -> list[str]:
    return sorted(names, key=lambda name: (-len(name), name))


def _spaced(sign: str) -> str:
    return f" {sign} "
