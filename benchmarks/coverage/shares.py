"""Intervals of a share: companies whose own rate varies about the truth, each played the same number of times."""

from collections.abc import Iterator

import numpy as np
from clustered import dice, rates
from grid import Cell

from corpsim.stats.intervals import share

CLUSTERS = (3, 4, 6, 10, 20, 60)
PER = (1, 2, 5, 10)
RATES = (0.01, 0.03, 0.1, 0.3, 0.5)
ALIKE = (0.0, 0.1, 0.3, 0.5, 0.8)
KINDS = ("beta", "mixture", "normal")


def cells(draws: int, kind: str) -> Iterator[Cell]:
    """Every cell of the grid; single episodes cannot be alike."""
    for clusters in CLUSTERS:
        for per in PER:
            for alike in ALIKE if per > 1 else ALIKE[:1]:
                for rate in RATES:
                    yield cell(draws, kind, clusters, per, rate, alike)


def cell(draws: int, kind: str, clusters: int, per: int, rate: float, alike: float) -> Cell:
    """Draw the companies anew, often, and look whether the interval holds the rate that they came from."""
    stream = dice(clusters, per, rate, alike)
    hits = stream.binomial(per, rates(stream, (draws, clusters), rate, alike, kind))
    kinds, times = np.unique(np.sort(hits, axis=1), axis=0, return_counts=True)
    bounds = np.array([_bounds(row, per) for row in kinds])
    held = (bounds[:, 0] <= rate) & (rate <= bounds[:, 1])
    width = float(times @ (bounds[:, 1] - bounds[:, 0])) / draws
    return Cell(kind, clusters, per, rate, alike, float(times @ held) / draws, width)


def _bounds(hits: np.ndarray, per: int) -> tuple[float, float]:
    found = share((company, place < own) for company, own in enumerate(hits) for place in range(per))
    return found.low, found.high
