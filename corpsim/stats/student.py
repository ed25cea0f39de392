"""Quantiles of Student's distribution, for the few degrees of freedom that a handful of companies leaves."""

from functools import cache
from math import atan, cos, pi, sin, sqrt
from statistics import NormalDist

MANY = 300
"""Degrees of freedom from which on the normal distribution with one correction is good to four digits."""


@cache
def student_quantile(probability: float, freedom: int) -> float:
    """The value that Student's distribution with `freedom` degrees stays below with this probability, 0.5..1.

    Raises ValueError for less than one degree or another probability.
    Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions" (1964), 26.7.3, 26.7.4 and 26.7.5.
    """
    if freedom < 1 or not 0.5 <= probability < 1:
        raise ValueError(f"no quantile: {probability} with {freedom} degrees of freedom")
    z = NormalDist().inv_cdf(probability)
    if freedom > MANY:
        return z + (z**3 + z) / (4 * freedom)
    low, high = 0.0, 1.0
    while _below(high, freedom) < probability:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle, freedom) < probability else (low, middle)
    return high


def _below(t: float, freedom: int) -> float:
    """The probability of a value below `t`, by the finite series in powers of the cosine."""
    angle = atan(t / sqrt(freedom))
    odd, square = freedom % 2, cos(angle) ** 2
    term = total = cos(angle) if odd else 1.0
    for k in range(1 + odd, freedom - 2, 2):
        term *= square * k / (k + 1)
        total += term
    if odd:
        return 0.5 + (angle + (sin(angle) * total if freedom > 1 else 0.0)) / pi
    return 0.5 + sin(angle) * total / 2
