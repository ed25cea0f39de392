"""Concepts of a text in each other's company, and for whom they are written, as grams.

Grams have numbers: first come the concepts alone, then the pairs, kind by kind.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import chain, combinations, pairwise, product, repeat, starmap
from zlib import crc32

import numpy as np

from corpsim.reading.checksums import Sums, Whole
from corpsim.reading.concepts import Places, lexicon
from corpsim.reading.grams import Grams

_PAIRS = (("order", "1 "), ("order", "2 "), ("together", ""), ("next", ""))
"""Kinds of pairs: their block, and how their grams begin."""

_FIRST = 7
"""The block of concepts alone, which is followed by the others of concepts."""

Rows = Iterable[Iterable[tuple[int, ...]]]


def concept_grams(found: Sequence[Places], to: tuple[str, ...]) -> Grams:
    """Which concepts there are, which follow which, which share a sentence or stand in the next, and for whom."""
    sets = [sorted(set(b"".join(places))) for places in found]
    met = np.frombuffer(b"".join(chain.from_iterable(found)), np.uint8).astype(np.int64)
    gap, *order = _columns(_order(found), 3)
    together = _columns((combinations(there, 2) for there in sets), 2)
    following = _columns(starmap(product, pairwise(sets)), 2)
    numbers = [met, _pair(gap - 1, *order), _pair(2, *together), _pair(3, *following)]
    present = np.array(sorted(set().union(*sets)), np.int64)
    sums = [_sums().take(np.concatenate(numbers)), *(_sums_told(role).take(present) for role in to), _sums_to(to)]
    roles = np.array([to.index(role) for role in to], np.int64)
    told = np.add.outer(roles << 8, present).ravel()
    return Grams.alone(np.concatenate(sums), [*numbers, told, roles], _FIRST)


def _order(found: Iterable[Places]) -> Rows:
    """In each sentence every pair of neighbours, then every pair with one place between."""
    return chain.from_iterable(map(product, repeat((gap,)), places, places[gap:]) for places in found for gap in (1, 2))


def _columns(rows: Rows, width: int) -> Whole:
    flat = bytes(chain.from_iterable(chain.from_iterable(rows)))
    return np.frombuffer(flat, np.uint8).reshape(-1, width).T.astype(np.int64)


def _pair(kind: int | Whole, before: Whole, after: Whole) -> Whole:
    several = len(lexicon().concepts)
    return several + (kind * several + before) * several + after


@cache
def _sums() -> Sums:
    """The checksum of each gram of one concept or two, by its number."""
    names = lexicon().concepts
    pairs = [(block, f"{begin}{a} {b}") for block, begin in _PAIRS for a in names for b in names]
    return _checksums([*(("concept", name) for name in names), *pairs])


@lru_cache(maxsize=64)
def _sums_told(role: str) -> Sums:
    return _checksums([("told", f"{role} {name}") for name in lexicon().concepts])


@lru_cache(maxsize=64)
def _sums_to(to: tuple[str, ...]) -> Sums:
    return _checksums([("to", role) for role in to])


def _checksums(grams: Iterable[tuple[str, str]]) -> Sums:
    return np.array(
        [crc32(gram.encode("utf-8", "surrogatepass"), crc32(block.encode())) for block, gram in grams], np.uint32
    )
