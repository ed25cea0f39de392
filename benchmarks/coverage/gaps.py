"""Intervals of a paired gap: companies with a rate of their own in either arm, both arms played equally often."""

from collections.abc import Iterator

import numpy as np
from clustered import dice, rates
from grid import Cell

from corpsim.stats.means import gap_interval

CLUSTERS = (4, 6, 8, 12, 20, 40)
PER = (1, 2, 5)
RATES = ((0.02, 0.02), (0.1, 0.1), (0.3, 0.3), (0.02, 0.1), (0.1, 0.4), (0.5, 0.6), (0.05, 0.9))
ALIKE = (0.0, 0.1, 0.3, 0.5, 0.8)
KINDS = ("apart", "together", "uneven")
"""`apart`: both rates of a company are drawn on their own; `together`: where one is high the other is; `uneven`: apart,
and every other company is played once."""


def cells(draws: int, kind: str) -> Iterator[Cell]:
    """Every cell of the grid."""
    for clusters in CLUSTERS:
        for per in PER:
            for alike in ALIKE:
                for first, second in RATES:
                    yield cell(draws, kind, clusters, per, (first, second), alike)


def cell(draws: int, kind: str, clusters: int, per: int, arms: tuple[float, float], alike: float) -> Cell:
    """Draw the companies anew, often, and look whether the interval holds the difference of the two rates."""
    truth = arms[1] - arms[0]
    times = np.array([per if kind != "uneven" or number % 2 else 1 for number in range(clusters)])
    gaps = np.zeros((draws, clusters))
    for arm, rate in enumerate(arms):
        mine = dice(clusters, per, *arms, alike, arm)
        # From the same dice both rates of a company come out at the same place of their distributions.
        same = dice(clusters, per, *arms, alike) if kind == "together" else mine
        own = rates(same, gaps.shape, rate, alike, "normal" if kind == "together" else "beta")
        gaps += (2 * arm - 1) * mine.binomial(times, own) / times
    bounds = np.array([gap_interval([[gap] * n for gap, n in zip(row, times, strict=True)]) for row in gaps.tolist()])
    held = (bounds[:, 0] <= truth) & (truth <= bounds[:, 1])
    return Cell(kind, clusters, per, truth, alike, float(held.mean()), float(np.diff(bounds).mean()))
