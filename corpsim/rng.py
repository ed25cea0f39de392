"""Named streams of chance: the same name gives the same dice in every process and on every platform."""

import random
from collections.abc import Sequence
from hashlib import blake2b
from typing import TypeVar

T = TypeVar("T")


def stream(*name: str | int) -> random.Random:
    """Dice of their own for `name`, e.g. `stream(seed, "person", "ana.reyes")`.

    Names are joined by an unlikely separator and hashed with BLAKE2b, so a coworker added to a company does not
    move anybody else's dice. `hash()` is not used anywhere: it changes with PYTHONHASHSEED.
    """
    return random.Random(int.from_bytes(blake2b(_key(name), digest_size=16).digest(), "big"))


class Dice:
    """Dice of their own for a name, for a few throws: each is one hash, where `stream` sets up a whole generator."""

    __slots__ = ("_name", "_thrown")

    def __init__(self, *name: str | int) -> None:
        self._name = name
        self._thrown = 0

    def _throw(self) -> int:
        """64 random bits."""
        self._thrown += 1
        return number(*self._name, self._thrown, below=1 << 64)

    def random(self) -> float:
        """A number in [0, 1)."""
        return (self._throw() >> 11) / (1 << 53)

    def between(self, low: int, high: int) -> int:
        """An integer from `low` to `high`, both included. 64 bits over a small span: the bias is below 1e-15."""
        return low + self._throw() % (high - low + 1)

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, all equally likely."""
        return options[self._throw() % len(options)]


def number(*name: str | int, below: int) -> int:
    """One integer in `range(below)` for `name`, without the cost of a whole stream."""
    return int.from_bytes(blake2b(_key(name), digest_size=8).digest(), "big") % below


def _key(name: tuple[str | int, ...]) -> bytes:
    return "\x1f".join([str(part) for part in name]).encode()
