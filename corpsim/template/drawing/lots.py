"""The lots of one company: chance by purpose, so that what is added to a world moves nothing else in it."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple, TypeVar

from corpsim.rng import number, stream

T = TypeVar("T")


class Lots(NamedTuple):
    """Chance in a world under a seed. The condition is no part of it: two conditions meet the same company."""

    seed: int
    world: str

    def stream(self, *purpose: str | int) -> Random:
        """Dice of their own for a purpose."""
        return stream(self.seed, self.world, *purpose)

    def pick(self, options: Sequence[T], *purpose: str | int) -> T:
        """One of several, for a purpose."""
        if len(options) == 1:
            return options[0]
        return options[number(self.seed, self.world, *purpose, below=len(options))]
