"""Names of people, by locale, from faker's lists, as far as they can be read and written in ASCII."""

import importlib
import re
import unicodedata
from functools import cache
from random import Random
from typing import Any, NamedTuple

_SPECIAL = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D"}
    | {"þ": "th", "Þ": "Th", "ł": "l", "Ł": "L", "ı": "i", "İ": "I"}
)
MOST_LETTERS = 14
_WORD = re.compile("[a-z0-9]+")
_WORDS = (
    "Will May Mark Rose Grace Hope Faith Joy Art Bill Rob Sue Pat Dean June April Max Angel Chase Hunter Summer Autumn "
    "Young Long Short Wise Good Best Day Page Case Price Carter Grant Frank Guy Ray Drew Miles Said Penny Sandy Stone "
    "Wood Hill Field Rich Reed Wade Glen King White Black Brown Green Gray Grey Cook Baker Mason Sharp"
)
_EVERYDAY = frozenset(_WORDS.split())
"""English words that are also names: a text in which they stand says too little about who is meant."""


class Name(NamedTuple):
    """A name as it is written, and as it stands in an address."""

    text: str
    slug: str


class Pool(NamedTuple):
    """First and last names of one locale."""

    first: tuple[Name, ...]
    last: tuple[Name, ...]

    def draw(self, dice: Random) -> tuple[Name, Name]:
        """A first and a last name."""
        return self.first[int(dice.random() * len(self.first))], self.last[int(dice.random() * len(self.last))]


@cache
def pool(locale: str) -> Pool:
    """The names of a locale. Loads faker's list of it on first use."""
    # Here and not above: faker takes a third of a second, and only somebody who draws a company needs it.
    provider: Any = importlib.import_module(f"faker.providers.person.{locale}").Provider
    last = _lists(provider, "unisex_last_names") or _lists(provider, "last_names")
    first = _lists(provider, "first_names", "first_names_male", "first_names_female")
    return Pool(_usable(first), _usable(last))


def _lists(provider: Any, *attributes: str) -> set[str]:
    """The names under some attributes; a few locales have properties there, which hold no list."""
    found = (getattr(provider, attribute, ()) for attribute in attributes)
    return {str(name) for names in found if isinstance(names, tuple | list | dict) for name in names}


def _usable(names: set[str]) -> tuple[Name, ...]:
    return tuple(Name(name, slug(name)) for name in sorted(names) if _fits(name))


def _fits(name: str) -> bool:
    """Whether a name is one word of usual length that means only a person, and can be written in ASCII."""
    plain = name.isalpha() and name[0].isupper() and 1 < len(name) < MOST_LETTERS
    return plain and name not in _EVERYDAY and slug(name) == ascii_name(name).lower()


def ascii_name(name: str) -> str:
    """A name as it stands in an address, but for its case: Jørgen as Jorgen."""
    if name.isascii():
        return name
    plain = unicodedata.normalize("NFKD", name.translate(_SPECIAL))
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def slug(text: str) -> str:
    """A text as a part of an address: ASCII letters and digits, single hyphens between words."""
    return "-".join(_WORD.findall(ascii_name(text).lower()))
