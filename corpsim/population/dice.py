"""Random bits in bulk: named streams of 64-bit numbers, the same in every process and on every platform.

A stream is SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a counter: the i-th number is a function of the name
of the stream and i, made with wrapping integer arithmetic only. Nothing depends on a library's generator.
"""

from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

ALL = (1 << 64) - 1
_STEP = 0x9E3779B97F4A7C15
_FIRST = 0xBF58476D1CE4E5B9
_SECOND = 0x94D049BB133111EB


def key(*name: str | int) -> int:
    """64 bits for a name, from BLAKE2b."""
    text = "\x1f".join(map(str, name)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big")


def bits(stream: int, index: int) -> int:
    """The 64 bits with number `index` of the stream that has this key; the same as in `Stream.bits`."""
    mixed = (stream + (index + 1) * _STEP) & ALL
    mixed = ((mixed ^ (mixed >> 30)) * _FIRST) & ALL
    mixed = ((mixed ^ (mixed >> 27)) * _SECOND) & ALL
    return mixed ^ (mixed >> 31)


class Stream:
    """Dice of their own for a name. Each call takes the next numbers of the stream."""

    __slots__ = ("_key", "_taken")

    def __init__(self, *name: str | int) -> None:
        self._key = key(*name)
        self._taken = 0

    def bits(self, count: int) -> Words:
        """The next `count` numbers of 64 random bits."""
        index = np.arange(self._taken + 1, self._taken + count + 1, dtype=np.uint64)
        self._taken += count
        mixed = index * np.uint64(_STEP) + np.uint64(self._key)
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
        return mixed ^ (mixed >> np.uint64(31))

    def below(self, bound: int | Ints, count: int) -> Ints:
        """`count` integers in `range(bound)`, bound below 2**31; a bound for each may be given. Bias below 2**-32."""
        wide = np.asarray(bound, dtype=np.uint64)
        return (((self.bits(count) >> np.uint64(32)) * wide) >> np.uint64(32)).astype(np.int64)

    def chance(self, percent: int, count: int) -> npt.NDArray[np.bool_]:
        """`count` times yes in `percent` of 100 cases."""
        return self.below(100, count) < percent

    def pick(self, table: Ints, count: int) -> Ints:
        """`count` entries of a table, all equally likely."""
        return table[self.below(len(table), count)]

    def order(self, count: int) -> Ints:
        """A random order of `count` things."""
        return np.argsort(self.bits(count), kind="stable")
