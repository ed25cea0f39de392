"""From a message to features: words, letters and concepts hashed to buckets, and who is written to.

Every kind of feature is a block of length one times its weight, so that a long mail does not speak louder than a short
one. Hashing is CRC-32, which is the same everywhere; no table of words is shipped.
"""

from __future__ import annotations

from functools import cache
from math import log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.reading.checksums import Whole
from corpsim.reading.company import concept_grams
from corpsim.reading.counting import count
from corpsim.reading.grams import joined, letter_grams, word_grams
from corpsim.reading.message import Message
from corpsim.reading.page import page

BITS = 19
MASK = (1 << BITS) - 1

WEIGHTS = {
    "word1": 1.0, "word2": 1.0, "word3": 0.5, "skip": 0.5,
    "letter3": 0.6, "letter4": 0.7, "letter5": 0.7,
    "concept": 1.0, "order": 1.0, "together": 0.5, "next": 1.0, "told": 0.5, "to": 0.2,
}  # fmt: skip
"""How loud each block is; chosen by leaving one writer out."""

_LOUDNESS = np.array(list(WEIGHTS.values()))
_BLOCKS = np.arange(len(WEIGHTS))
_ONCE = slice(8, 11)
"""Blocks in which it does not matter how often a gram comes: order, together, next."""


class Features(NamedTuple):
    """Buckets and values in the order of the text; where a bucket comes again, its value is 0."""

    buckets: Whole
    values: NDArray[np.float64]


def features(message: Message) -> dict[int, float]:
    """Buckets and their values, in the order of the text."""
    found = weighed(message)
    first = found.values != 0
    return dict(zip(found.buckets[first].tolist(), found.values[first].tolist(), strict=True))


def weighed(message: Message) -> Features:
    """Buckets and their values as arrays. All sums go in the order of the text: the same bits on every machine."""
    letters, words, sentences = page(message)
    grams = joined([word_grams(words), letter_grams(letters), concept_grams(sentences, message.to)])
    buckets = grams.sums & np.int64(MASK)
    counts, sharing = count(buckets, grams.left, grams.right)
    values = _values(counts, np.array(grams.sizes))
    for first, later in sharing:
        values[first] += values[later]
        values[later] = 0.0
    return Features(buckets, values)


def _values(counts: Whole, sizes: Whole) -> NDArray[np.float64]:
    """`1 + log(count)` for each gram, each block scaled to its loudness."""
    once = slice(*sizes.cumsum()[[_ONCE.start - 1, _ONCE.stop - 1]])
    np.minimum(counts[once], 1, out=counts[once])
    values = _logarithms(int(counts.max(initial=1)).bit_length()).take(counts)
    norms = np.sqrt(np.bincount(_BLOCKS.repeat(sizes), values * values, len(sizes)))
    norms[norms == 0] = 1.0
    values *= (_LOUDNESS / norms).repeat(sizes)
    return values


@cache
def _logarithms(bits: int) -> NDArray[np.float64]:
    """`1 + log(count)` for each count of so many bits, and 0 for 0."""
    return np.array([0.0, *(1 + log(count) for count in range(1, 1 << bits))])
