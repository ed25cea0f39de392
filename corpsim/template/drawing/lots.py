"""The lots of one company: chance by purpose, so that what is added to a world moves nothing else in it."""

from corpsim.rng import Source


class Lots(Source):
    """Chance in a world under a seed. The condition is no part of it: two conditions meet the same company."""

    __slots__ = ()

    def __init__(self, seed: int, world: str) -> None:
        super().__init__(seed, world)
