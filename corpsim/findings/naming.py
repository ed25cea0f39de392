"""Whom and what a sentence names: people of the cast, documents, mails, and things by what they are called."""

import re
from collections.abc import Iterable
from functools import lru_cache

from corpsim.records import Person
from corpsim.spellings import word_set
from corpsim.world import World

_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_PLACE = re.compile(r"[\w./-]*\w\.\w{1,5}\b|\b[\w-]+(?:/[\w.-]+)+|\bm\d{1,7}\b")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w.-]{1,190}\w")
_STOP = word_set("the a an of for to in and on at")


def named(world: World, sentence: str) -> list[Person]:
    """The people of the cast whom a sentence names: by name, surname or address, or by their part (`the customer`)."""
    plain = f" {sentence.lower().strip(' .')} ".replace(",", " ")
    words = set(sentence.replace(",", " ").replace(".", " ").replace("'s", " ").replace("’s", " ").split())
    return [
        person
        for person in world.cast.values()
        if person.id != world.seat
        and person.kind != "mailbox"
        and (
            person.name in sentence
            or person.last in words
            or person.first in words
            or f" {person.role.replace('_', ' ')} " in plain
            or person.email.lower() in plain
        )
    ]


def addresses(sentence: str) -> list[str]:
    """The addresses that stand in a sentence."""
    return [found.lower().rstrip(".") for found in _ADDRESS.findall(sentence)]


def places(sentence: str) -> list[str]:
    """What looks like the path or name of a document, or the id of a mail."""
    return [found.strip("./") for found in _PLACE.findall(sentence) if "@" not in sentence.partition(found)[0][-1:]]


@lru_cache(maxsize=1024)
def stems(text: str) -> frozenset[str]:
    """The words of a text, singular, without the small ones."""
    return frozenset(_singular(word) for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _STOP)


def _singular(word: str) -> str:
    word = word.removesuffix("'s")
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def speaks_of(text: str, names: Iterable[str]) -> bool:
    """Whether a text speaks of a thing by one of its names: all words of the name occur in it."""
    found = stems(text)
    return any(name and name <= found for name in map(stems, names))


def matches_place(place: str, path: str) -> bool:
    """Whether what a sentence names is this document: by its path, or by its name alone."""
    return path.lower() == place.lower() or path.lower().rpartition("/")[2] == place.lower()
