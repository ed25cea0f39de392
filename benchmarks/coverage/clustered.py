"""Clustered data with a known truth: companies that differ, and episodes that are alike within them."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Figures = NDArray[np.float64]


def dice(*numbers: float) -> np.random.Generator:
    """A stream of its own for every cell of a grid."""
    return np.random.default_rng([round(1000 * number) for number in numbers])


def rates(stream: np.random.Generator, shape: tuple[int, ...], rate: float, alike: float, kind: str) -> Figures:
    """The own rate of each company: with mean `rate`, and `alike` the correlation of two episodes of one company.

    `beta`: drawn from a beta distribution. `mixture`: a share of the companies has one rate, in the others it never
    happens. `normal`: the log odds are normal.
    """
    if not alike:
        return np.full(shape, rate)
    if kind == "beta":
        weight = (1 - alike) / alike
        return stream.beta(rate * weight, (1 - rate) * weight, shape)
    if kind == "mixture":
        prone = rate + alike * (1 - rate)
        return np.where(stream.random(shape) < rate / prone, prone, 0.0)
    middle, spread = normal(rate, alike)
    return 1 / (1 + np.exp(-(middle + spread * stream.standard_normal(shape))))


@cache
def normal(rate: float, alike: float) -> tuple[float, float]:
    """Mean and spread of normal log odds of which the rates have this mean and correlation, by bisection."""
    z = np.linspace(-8, 8, 4001)
    weights = np.exp(-(z**2) / 2)
    weights /= weights.sum()

    def own(middle: float, spread: float) -> Figures:
        return 1 / (1 + np.exp(-np.clip(middle + spread * z, -500, 500)))

    def middle_of(spread: float) -> float:
        low, high = -40.0 * (1 + spread), 40.0 * (1 + spread)
        for _ in range(60):
            middle = (low + high) / 2
            low, high = (middle, high) if weights @ own(middle, spread) < rate else (low, middle)
        return low

    narrow, wide = 0.0, 100.0
    for _ in range(50):
        spread = (narrow + wide) / 2
        found = (weights @ own(middle_of(spread), spread) ** 2 - rate**2) / (rate * (1 - rate))
        narrow, wide = (spread, wide) if found < alike else (narrow, spread)
    return middle_of(narrow), narrow
