"""Drawing clusters anew: what a figure would have been with other companies of the same kind."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from corpsim.rng import stream
from corpsim.stats.intervals import CONFIDENCE, Interval

RESAMPLES = 2_000
"""Times that the clusters are drawn anew for an interval."""

LEAST_KEPT = 0.5
"""Share of the draws in which a figure must exist for its interval to say anything."""


def draws(clusters: int, resamples: int = RESAMPLES) -> NDArray[np.int64]:
    """Which clusters each draw takes, as (resamples, clusters) indices, from dice of a fixed name."""
    dice = np.random.Generator(np.random.PCG64(stream("gap interval").getrandbits(64)))
    return dice.integers(clusters, size=(resamples, clusters))


def resampled_means(clusters: Sequence[Sequence[float]]) -> NDArray[np.float64] | None:
    """The mean over all members in each draw, in rising order; None with fewer than two clusters."""
    if len(clusters) < 2:
        return None
    sums = np.array([sum(cluster) for cluster in clusters], dtype=np.float64)
    sizes = np.array([len(cluster) for cluster in clusters], dtype=np.int64)
    picks = draws(len(clusters))
    means: NDArray[np.float64] = np.sort(sums[picks].sum(axis=1) / sizes[picks].sum(axis=1))
    return means


def percentile_interval(
    clusters: int,
    figure: Callable[[NDArray[np.int64]], float | None],
    confidence: float = CONFIDENCE,
    resamples: int = RESAMPLES,
) -> Interval | None:
    """Bounds of any figure of clusters. `figure` takes the indices of a draw and is None where it does not exist.

    None with fewer than two clusters, or where the figure exists in less than half of the draws.
    """
    if clusters < 2:
        return None
    found = [value for picks in draws(clusters, resamples) if (value := figure(picks)) is not None]
    if len(found) < LEAST_KEPT * resamples:
        return None
    low, high = np.quantile(found, [(1 - confidence) / 2, (1 + confidence) / 2], method="nearest")
    return Interval(float(low), float(high))
