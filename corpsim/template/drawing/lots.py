"""The lots of one company: chance by purpose, so that what is added to a world moves nothing else in it."""

from collections.abc import Sequence
from typing import TypeVar

from corpsim.rng import Source

T = TypeVar("T")


class Lots(Source):
    """Chance in a world under a seed. The condition is no part of it: two conditions meet the same company."""

    __slots__ = ()

    def pick(self, options: Sequence[T], *purpose: str) -> T:
        """One of several, for a purpose."""
        if len(options) == 1:
            return options[0]
        return options[self.number(*purpose, below=len(options))]
