"""CRC-32 of many byte strings at once.

A CRC-32 is linear: the checksum of a string is the exclusive or of what each of its bytes adds, which depends only on
the byte and on how many follow, and of the checksum of as many zero bytes. So the checksums of all short runs of bytes
in a text take a few look-ups in tables.
"""

from functools import cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Sums = NDArray[np.uint32]
Whole = NDArray[np.int64]

LONGEST_RUN = 20
"""Bytes of the longest run that `Runs` knows: five characters of four bytes."""


class Runs:
    """The checksums of all runs of `data` of up to `longest` bytes."""

    def __init__(self, data: NDArray[np.uint8], longest: int) -> None:
        rows = _followed()[:longest].take(data, axis=1)
        for shorter, longer in pairwise(rows):
            longer[:-1] ^= shorter[1:]
        self._added = rows.ravel()
        self._width = len(data)

    def sums(self, begins: Whole, lengths: Whole, salt: bytes) -> Sums:
        """`crc32(run, crc32(salt))` for each run, given by where it begins and its bytes (at least one)."""
        return self._added.take((lengths - 1) * self._width + begins) ^ _of_zeros(salt).take(lengths)


@cache
def _of_zeros(salt: bytes) -> Sums:
    """Checksums of 0, 1, 2 … zero bytes behind the salt."""
    return np.array([crc32(bytes(length), crc32(salt)) for length in range(LONGEST_RUN + 1)], np.uint32)


@cache
def _followed() -> Sums:
    """What each byte adds to a checksum when 0, 1, 2 … bytes follow."""
    last = np.array([crc32(bytes([byte])) ^ crc32(b"\0") for byte in range(256)], np.uint32)
    rows = [last]
    for _ in range(LONGEST_RUN - 1):
        rows.append((rows[-1] >> 8) ^ last[rows[-1] & 255])
    return np.stack(rows)
