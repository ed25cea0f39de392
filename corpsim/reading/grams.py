"""Words and letters of a text, with their neighbours, as numbers: which one each is, and its checksum."""

from collections.abc import Sequence
from itertools import chain, count
from typing import NamedTuple
from zlib import crc32

import numpy as np

from corpsim.reading.checksums import Runs, Sums, Whole

ALONE = 0x110000 << 42
"""`right` of every gram that `left` tells from all others."""


class Grams(NamedTuple):
    """Grams of some blocks, of which `sizes` says how many each has; two are the same if `left` and `right` are."""

    sums: Sums
    left: Whole
    right: Whole
    sizes: tuple[int, ...]

    @classmethod
    def alone(cls, sums: Sums, lefts: Sequence[Whole], first: int) -> "Grams":
        """Grams that a number below 2^54 tells from others of their block; the blocks are the `first` and its next."""
        tagged = [numbers + (block << 54) for block, numbers in enumerate(lefts, first)]
        return cls(sums, np.concatenate(tagged), np.full(len(sums), ALONE), tuple(map(len, lefts)))


def joined(parts: Sequence[Grams]) -> Grams:
    """The grams of all blocks, one after the other."""
    return Grams(
        np.concatenate([part.sums for part in parts]),
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        tuple(chain.from_iterable(part.sizes for part in parts)),
    )


class Word(NamedTuple):
    """A word in bytes, without and with a space behind it, and the checksums that begin with it."""

    data: bytes
    spaced: bytes
    alone: int
    of_two: int
    of_three: int
    of_skip: int


def word(text: str) -> Word:
    """What neighbours of a word need to know of it."""
    data = text.encode("utf-8", "surrogatepass")
    spaced = data + b" "
    begun = [crc32(spaced, crc32(block)) for block in (b"word2", b"word3", b"skip")]
    return Word(data, spaced, crc32(data, crc32(b"word1")), *begun)


def word_grams(words: Sequence[Word]) -> Grams:
    """One, two and three words in a row, and two words with one to three between them."""
    if not words:
        return Grams.alone(np.empty(0, np.uint32), [np.empty(0, np.int64)] * 4, 0)
    data, spaced, alone, of_two, of_three, of_skip = zip(*words, strict=True)
    three = map(crc32, data[2:], map(crc32, spaced[1:], of_three))
    skips = [map(crc32, data[gap:], of_skip) for gap in (2, 3, 4)]
    sums = np.array([*alone, *map(crc32, data[1:], of_two), *three, *chain.from_iterable(skips)], np.uint32)
    return Grams.alone(sums, _numbered(data), 0)


def _numbered(words: Sequence[bytes]) -> list[Whole]:
    """Each gram of `word_grams` as a number."""
    first: dict[bytes, int] = {}
    number = np.array([*map(first.setdefault, words, count())], np.int64)
    pairs = [(number[:-gap] << 18) + number[gap:] for gap in (1, 2, 3, 4)]
    return [number, pairs[0], (pairs[0][:-1] << 18) + number[2:], np.concatenate(pairs[1:])]


def letter_grams(text: str) -> Grams:
    """Three, four and five characters in a row."""
    data = np.frombuffer(text.encode("utf-8", "surrogatepass") + b"\0", np.uint8)
    begins = ((data & 0xC0) != 0x80).nonzero()[0]
    spans = {size: (begins[:-size], begins[size:] - begins[:-size]) for size in (3, 4, 5)}
    runs = Runs(data, int(spans[5][1].max(initial=12)))
    sums = [runs.sums(*span, b"letter%d" % size) for size, span in spans.items()]
    three = _threes(text)
    lefts = [three[: len(begun)] for begun, _ in spans.values()]
    rights = [np.full(len(three), ALONE + 1), three[1:], ~three[2:]]
    return Grams(np.concatenate(sums), np.concatenate(lefts), np.concatenate(rights), tuple(map(len, lefts)))


def _threes(text: str) -> Whole:
    """Each three characters in a row as one number."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)
    return (codes[:-2] << 42) | (codes[1:-1] << 21) | codes[2:]
