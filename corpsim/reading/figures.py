"""Figures in a text, however they are written: 1,250 and 1.250, 3.4 and 3,40, three point four, twelve fifty."""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

MOST_DIGITS = 18
"""Longer runs of digits are numbers of something, not figures."""

_SPOKEN_POINT = re.compile(r"(\d)\s+(?:point|comma|dot|decimal)\s+(\d)", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:[ \u00a0\u202f'’]\d{3})+(?:[.,]\d+)?(?![\d])|\d+(?:[.,·]\d+)*")
_MARKS = re.compile(r"[.,·]")
_GROUPING = re.compile(r"[ \u00a0\u202f'’]")

_SMALL = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "  # noqa: SIM905
        "seventeen eighteen nineteen".split()
    )
}
_SMALL |= {"oh": 0, "nought": 0, "nil": 0}
_TENS = {
    word: 10 * number
    for number, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)  # noqa: SIM905
}
_TENS["fourty"] = 40
_SCALES = {"hundred": 100, "thousand": 1000}
_POINTS = ("point", "comma", "dot", "decimal")
_PARTS = {"half": ".5", "quarter": ".25", "quarters": ".75"}
_NAMED = "|".join(sorted((*_SMALL, *_TENS, *_SCALES, *_POINTS, *_PARTS), key=len, reverse=True))
_SPOKEN = re.compile(rf"(?<![a-z])(?:{_NAMED})(?:[\s,-]*(?:and\s+)?(?:a\s+)?(?:{_NAMED}))*(?![a-z])")
_WORD = re.compile(_NAMED)


class Figure(NamedTuple):
    """A figure where it stands in a text, with all that it may mean (`1.250` is two numbers)."""

    values: frozenset[Decimal]
    start: int
    end: int


def plain_figures(text: str) -> str:
    """The text as figures are looked up in it: lower case, `3 point 4` as 3.4."""
    return _SPOKEN_POINT.sub(r"\1.\2", text).lower()


@lru_cache(maxsize=256)
def figures(plain: str) -> tuple[Figure, ...]:
    """The figures of a text from `plain_figures`, in digits and in words, by place."""
    found = [*_written(plain), *_spoken(plain)]
    return tuple(sorted(found, key=lambda figure: figure.start))


def values_in(plain: str) -> Iterator[Decimal]:
    """All that the figures of a text may mean, in no order: a quick look before `figures`."""
    for written in set(_NUMBER.findall(plain)):
        if len(written) <= MOST_DIGITS:
            yield from _meanings(written)
    for spoken in set(_SPOKEN.findall(plain)):
        yield from _said(_WORD.findall(spoken)[:40])


@lru_cache(maxsize=1024)
def value_of(form: str) -> Decimal | None:
    """The number a spelling stands for, as this program writes figures; None if it is no number."""
    return Decimal(form) if re.fullmatch(r"\d+(?:\.\d+)?", form) else None


def _written(text: str) -> Iterator[Figure]:
    for match in _NUMBER.finditer(text):
        values = _meanings(match[0]) if len(match[0]) <= MOST_DIGITS else frozenset()
        if values:
            yield Figure(values, match.start(), match.end())


@lru_cache(maxsize=4096)
def _meanings(written: str) -> frozenset[Decimal]:
    """What digits with marks between them may mean; a date or a version means no number."""
    closed = _GROUPING.sub("", written)
    groups = _MARKS.split(closed)
    marks = _MARKS.findall(closed)
    if len(groups) == 1:
        return frozenset({Decimal(closed)})
    grouped = all(len(group) == 3 for group in groups[1:]) and len(groups[0]) <= 3 and len(set(marks)) == 1
    whole = {Decimal("".join(groups))} if grouped and closed == written else set()
    if len(groups) == 2:
        return frozenset({Decimal(".".join(groups)), *whole})
    if all(len(group) == 3 for group in groups[1:-1]) and len(set(marks)) == 2 and marks[-1] not in marks[:-1]:
        return frozenset({Decimal("".join(groups[:-1]) + "." + groups[-1])})
    return frozenset(whole)


def _spoken(text: str) -> Iterator[Figure]:
    for match in _SPOKEN.finditer(text):
        values = frozenset(_said(_WORD.findall(match[0])[:40]))
        if values:
            yield Figure(values, match.start(), match.end())


def _said(words: list[str]) -> Iterator[Decimal]:
    """What number words may mean: a whole number, digits one by one, pairs (`twelve fifty`), a point among them."""
    point = next((place for place, word in enumerate(words) if word in _POINTS), len(words))
    broken = [word for word in words[point + 1 :] if word not in _POINTS]
    fraction = _digits(broken)
    for whole in dict.fromkeys((_counted(words[:point]), _digits(words[:point]), _paired(words[:point]))):
        if whole and not broken:
            yield Decimal(whole)
        elif whole and fraction:
            yield Decimal(f"{whole}.{fraction}")


def _counted(words: list[str]) -> str:
    """One thousand two hundred fifty; three and a half; six and three quarters."""
    total, current, rest = 0, 0, ""
    for word in words:
        if word in _PARTS:
            current, rest = max(0, current - 3 * (word == "quarters")), _PARTS[word]
        elif word == "hundred":
            current = (current or 1) * 100
        elif word == "thousand":
            total, current = total + (current or 1) * 1000, 0
        else:
            current += _SMALL.get(word, _TENS.get(word, 0))
    return f"{total + current}{rest}" if words else ""


def _digits(words: list[str]) -> str:
    """One two five zero; four eighty-five."""
    parts: list[str] = []
    for number, word in enumerate(words):
        if word in _TENS and number + 1 < len(words) and 0 < _SMALL.get(words[number + 1], 0) < 10:
            parts.append(str(_TENS[word])[0])
        elif word in _SMALL or word in _TENS:
            parts.append(str(_SMALL.get(word, _TENS.get(word))))
        else:
            return ""
    return "".join(parts)


def _paired(words: list[str]) -> str:
    """Twelve fifty; twenty-eight oh five; twelve hundred and fifty is counted."""
    pairs: list[int] = []
    for number, word in enumerate(words):
        if word in _SCALES or (word not in _SMALL and word not in _TENS):
            return ""
        follows_ten = number > 0 and words[number - 1] in _TENS and 0 < _SMALL.get(word, 0) < 10
        if follows_ten:
            pairs[-1] += _SMALL[word]
        else:
            pairs.append(_SMALL.get(word, _TENS.get(word, 0)))
    return "".join(f"{pair:02}" if place else str(pair) for place, pair in enumerate(pairs)) if len(pairs) == 2 else ""
