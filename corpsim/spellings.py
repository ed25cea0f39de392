"""Facts in texts: whether a figure, a date or a name stands in a text, however its thousands are written."""

import re
from collections.abc import Iterable
from functools import lru_cache

_GROUPED = re.compile(r"(?<![\w.,-])\d{1,3}(?:[,.'\u2019\u00a0\u202f ]\d{3})+(?!\d)")


def plain_text(text: str) -> str:
    """Text as facts are looked up in it: lower case, single spaces, no separators between thousands."""
    return " ".join(_GROUPED.sub(_join_groups, text).lower().split())


def _join_groups(match: "re.Match[str]") -> str:
    return "".join(character for character in match[0] if character.isdigit())


def stands_in(plain: str, forms: Iterable[str]) -> bool:
    """Whether one of the spellings of a fact stands in a plain text as a word of its own."""
    return any(form in plain and _stands_alone(form, plain) for form in map(_plain_form, forms))


_plain_form = lru_cache(maxsize=4096)(plain_text)


def _stands_alone(form: str, plain: str) -> bool:
    """Whether a fact stands in a text as a word of its own: 25 is not found in 2025 nor in 25.5."""
    return re.search(rf"(?<![\w.,]){re.escape(form)}(?!\w|[.,]\d)", plain) is not None


def word_set(words: str) -> frozenset[str]:
    """The words of a table that is written as one text."""
    return frozenset(words.split())
