"""Whether a share follows a dose: the test for a trend in proportions."""

from collections.abc import Sequence
from fractions import Fraction
from math import comb, erfc, sqrt
from typing import NamedTuple

import numpy as np

MOST_CELLS = 4_000_000
"""Size of the table up to which a trend is tested exactly; beyond, by its normal approximation."""


class Trend(NamedTuple):
    """A test of Cochran and Armitage, with the doses as scores: `z` is below 0 where the rate falls as the dose rises,
    `p` is two-sided, and `exact` says whether it was counted out."""

    z: float
    p: float
    exact: bool


def trend(scores: Sequence[float], present: Sequence[int], n: Sequence[int]) -> Trend | None:
    """Whether the shares `present` of `n` follow `scores`; None where all or none are present, or there is one score.

    Given how many are present in all, each episode is as likely as any other to be one of them; exactly, by counting
    all ways, or approximately, by the normal distribution. Scores have six decimals at most.
    Source: W. G. Cochran, "Some methods for strengthening the common chi-squared tests", Biometrics 10 (1954),
    417-451; P. Armitage, "Tests for linear trends in proportions and frequencies", Biometrics 11 (1955), 375-386.
    """
    whole = _whole_numbers(scores)
    total, k = sum(n), sum(present)
    if len({score for score, size in zip(whole, n, strict=True) if size}) < 2 or k in (0, total):
        return None
    mean = Fraction(sum(s * size for s, size in zip(whole, n, strict=True)), total)
    spread = float(sum(size * (s - mean) ** 2 for s, size in zip(whole, n, strict=True)))
    excess = sum(s * count for s, count in zip(whole, present, strict=True)) - k * mean
    z = float(excess) / sqrt(k * (total - k) / total**2 * spread)
    exact = _count_out(whole, n, k, mean, abs(excess))
    return Trend(z, exact if exact is not None else erfc(abs(z) / sqrt(2)), exact is not None)


def _whole_numbers(scores: Sequence[float]) -> list[int]:
    """Scores in whole steps, which changes no test."""
    fractions = [Fraction(repr(score)) for score in scores]
    unit = Fraction(1)
    for fraction in fractions:
        unit /= (fraction / unit).denominator
    steps = [int(fraction / unit) for fraction in fractions]
    return [step - min(steps) for step in steps]


def _count_out(scores: Sequence[int], n: Sequence[int], k: int, mean: Fraction, excess: Fraction) -> float | None:
    """The chance of at least this excess in either direction; None for a table that is too large.

    The table counts the ways to choose some episodes with some sum of scores, group by group.
    """
    most = sum(score * size for score, size in zip(scores, n, strict=True))
    if (k + 1) * (most + 1) > MOST_CELLS or sum(n) > 1_000:
        return None
    ways = np.zeros((k + 1, most + 1))
    ways[0, 0] = 1.0
    for score, size in zip(scores, n, strict=True):
        longer = np.zeros_like(ways)
        for chosen in range(min(size, k) + 1):
            shift = chosen * score
            longer[chosen:, shift:] += comb(size, chosen) * ways[: k + 1 - chosen, : most + 1 - shift]
        ways = longer
    sums = [total for total in range(most + 1) if abs(total - k * mean) >= excess]
    return float(ways[k, sums].sum() / ways[k].sum())
