"""Names become role marks, also where a language inflects them or writes no spaces.

The reader must not depend on who is called what: the cast of every episode is drawn anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from corpsim.reading.text import MARKS, fold

_TOKEN = re.compile("(?:[^\\W\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[\u0900-\u0dff])+")
_SPACELESS = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TITLES = "(?=\\s?(?:总|先生|女士|小姐|太太|经理|主任|老师|さん|様|氏|社長|部長|씨|님|이사|대표|부장|과장|차장|대리|팀장))"
_PARTICLES = ("وال", "بال", "و", "ف", "ب", "ل", "ك")
_EVERYDAY = frozenset(
    "will may mark rose grace hope faith joy art bill rob sue pat jean dean june april max angel chase hunter "
    "young long short brown black white green gray grey king stone wood hill field rich sharp wise good best day "
    "page case price cook baker carter mason drew grant reed wade frank ray miles dale glen".split()
)


def mark(text: str, names: Mapping[str, str]) -> str:
    """`text` with every known name, or form of it, replaced by the mark of its role."""
    for name in sorted((n for n in names if _SPACELESS.search(n)), key=lambda n: (-len(n), n)):
        text = _replace_spaceless(text, name, MARKS.get(names[name], ""))
    known = _parts(names)
    if not known:
        return text
    marked = _TOKEN.sub(lambda m: known_mark(m[0], known) or m[0], text)
    return _once(marked)


def known_mark(word: str, known: Mapping[str, str]) -> str | None:
    """The mark for one word of the text, or None: equal to a name, or a form of one."""
    form = fold(word)
    if form in known:
        everyday = form in _EVERYDAY and word.islower()
        return None if everyday else _spaced(known[form])
    if word[:1].islower() or len(form) < 3:
        return None
    for bare in (form, *(form.removeprefix(p) for p in _PARTICLES if form.startswith(p))):
        for cut in range(len(bare), max(2, len(bare) - 4), -1):
            mark = known.get(bare[:cut]) or known.get("-" + bare[:cut])
            if mark and cut >= 3:
                return _spaced(mark)
    return None


def _parts(names: Mapping[str, str]) -> dict[str, str]:
    """Each word of each name, and (after a hyphen) its stem without the last vowel: Anna, Anny, Annę."""
    known: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for word in _TOKEN.findall(fold(name)):
            if len(word) < 2 or names[name] not in MARKS:
                continue
            known.setdefault(word, MARKS[names[name]])
            if len(word) >= 4 and word[-1] in "aeiouyаеиоуыэюя":
                known.setdefault("-" + word[:-1], MARKS[names[name]])
    return known


def _replace_spaceless(text: str, name: str, mark: str) -> str:
    """A name in a script without spaces; a single character counts only before a title."""
    if len(name) > 1:
        return text.replace(name, _spaced(mark))
    return re.sub(re.escape(name) + _TITLES, _spaced(mark), text)


def _spaced(mark: str) -> str:
    return f" {mark} " if mark else ""


def _once(text: str) -> str:
    """First and last name side by side are one person, once."""
    return re.sub(r"([\ue000-\ue00f])(?:\s{1,3}\1)+", r"\1", text)
