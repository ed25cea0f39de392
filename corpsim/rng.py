"""Named streams of chance: the same name gives the same dice in every process and on every platform."""

import random
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")
SEPARATOR = "\x1f"
"""Stands between the parts of a name; no name has it."""


class Stream(random.Random):
    """`random.Random` that is begun by an integer and by nothing else, which saves asking what it is begun by."""

    gauss_next = None

    def __init__(self, seed: int = 0) -> None:
        super(random.Random, self).seed(seed)


def stream(*name: str | int) -> random.Random:
    """Dice of their own for `name`, e.g. `stream(seed, "person", "ana.reyes")`.

    Names are joined by an unlikely separator and hashed with BLAKE2b, so a coworker added to a company does not
    move anybody else's dice. `hash()` is not used anywhere: it changes with PYTHONHASHSEED.
    """
    return Stream(int.from_bytes(blake2b(_key(name), digest_size=16).digest(), "big"))


class Dice:
    """Dice of their own for a name, for a few throws: each is one hash, where `stream` sets up a whole generator."""

    __slots__ = ("_begun", "_name", "_thrown")

    def __init__(self, *name: str | int) -> None:
        self._name = name
        self._begun = ""
        self._thrown = 0

    def _throw(self) -> int:
        """64 random bits."""
        if not self._thrown:
            self._begun = SEPARATOR.join(map(str, self._name))
        self._thrown += 1
        return _bits(f"{self._begun}{SEPARATOR}{self._thrown}".encode())

    def random(self) -> float:
        """A number in [0, 1)."""
        return (self._throw() >> 11) / (1 << 53)

    def between(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included. 64 bits over a small span: the bias is below 1e-15."""
        return low + self._throw() % (high - low + 1)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, all equally likely."""
        return options[self._throw() % len(options)]


class Source:
    """All chance whose names begin alike: `Source(7, "acme").stream("fact", "price")` is `stream(7, "acme", "fact",
    "price")`, without hashing the common part each time."""

    __slots__ = ("_narrow", "_wide")

    def __init__(self, *name: str | int) -> None:
        common = _key((*name, ""))
        self._narrow = blake2b(common, digest_size=8)
        self._wide = blake2b(common, digest_size=16)

    def stream(self, *purpose: str) -> random.Random:
        """Dice of their own for a purpose."""
        hashed = self._wide.copy()
        hashed.update(SEPARATOR.join(purpose).encode())
        return Stream(int.from_bytes(hashed.digest(), "big"))

    def pick(self, options: Sequence[T], *purpose: str) -> T:
        """One of the options for a purpose, by its `number`; all are equally likely."""
        if len(options) == 1:
            return options[0]
        hashed = self._narrow.copy()
        hashed.update(SEPARATOR.join(purpose).encode())
        return options[int.from_bytes(hashed.digest(), "big") % len(options)]


def number(*name: str | int, below: int) -> int:
    """One integer in `range(below)` for `name`, without the cost of a whole stream."""
    return _bits(_key(name)) % below


def _bits(key: bytes) -> int:
    return int.from_bytes(blake2b(key, digest_size=8).digest(), "big")


def _key(name: tuple[str | int, ...]) -> bytes:
    return SEPARATOR.join(map(str, name)).encode()
