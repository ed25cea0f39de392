"""Distributions as tables of whole numbers: a uniform draw from the table is a draw from the distribution."""

from collections.abc import Sequence

import numpy as np

from corpsim.population.dice import Ints

ENTRIES = 4096


def quantiles(*points: tuple[int, int]) -> Ints:
    """A table through quantiles, given as (per mille, value) from 0 to 1000; linear in between, in whole numbers."""
    mille, value = np.array(points, dtype=np.int64).T
    # The middle of each entry, and the points, in the same parts.
    place = (2 * np.arange(ENTRIES, dtype=np.int64) + 1) * 1000
    ends = mille * 2 * ENTRIES
    after = np.searchsorted(ends, place, side="left")
    span, rise = ends[after] - ends[after - 1], value[after] - value[after - 1]
    table: Ints = value[after - 1] + ((place - ends[after - 1]) * rise * 2 + span) // (2 * span)
    return table


def weighted(weights: dict[int, int]) -> Ints:
    """A table in which each value has its share of the entries, rounded to the nearest entry boundary."""
    total = sum(weights.values())
    ends, passed = [], 0
    for value, weight in weights.items():
        passed += weight
        ends.append((value, (passed * ENTRIES * 2 + total) // (2 * total)))
    table = np.empty(ENTRIES, dtype=np.int64)
    start = 0
    for value, end in ends:
        table[start:end] = value
        start = end
    return table


def split(weights: Sequence[int], total: int) -> list[int]:
    """`total` in proportion to weights, the largest remainders rounded up."""
    whole = sum(weights) or 1
    parts = [total * weight // whole for weight in weights]
    order = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for index in order[: total - sum(parts)]:
        parts[index] += 1
    return parts


def starts(counts: Ints) -> Ints:
    """Where each group begins if groups of these sizes lie one after the other; one entry more, the end, at last."""
    ends = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts, out=ends[1:])
    return ends


def group(owner: Ints, groups: int) -> tuple[Ints, Ints]:
    """Things by owner: where each owner's things begin, and the things' numbers, in their order within an owner."""
    return starts(np.bincount(owner, minlength=groups)), np.argsort(owner, kind="stable")


def within(first: Ints, counts: Ints) -> Ints:
    """The numbers `first[i], first[i] + 1, …`, `counts[i]` of them, one after the other for all i."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    numbers: Ints = np.arange(total, dtype=np.int64) + np.repeat(first - (ends - counts), counts)
    return numbers
