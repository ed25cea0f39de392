"""How alike observations of one cluster are, and how few independent ones they are therefore worth."""

from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

CAUTION = 0.8
"""How sure it is to be that observations are no more alike than is taken for granted: learnt too low, an interval of
few clusters is too narrow far more often than it is too wide when learnt too high."""

RATES, CORRELATIONS = 40, 32


def independent(sizes: Sequence[tuple[int, int]]) -> float:
    """How many independent observations tell as much as those of clusters, given as (hits, size) of each.

    It is between the number of clusters and that of observations: Kish's effective sample size at a correlation
    within clusters that is exceeded with a probability of 1 in 5, given what was seen. Hits of a cluster are taken to
    be beta-binomial, every correlation from 0 to 1 as likely as any other beforehand, and the rate as by Jeffreys.
    Source: L. Kish, "Survey Sampling" (1965), ch. 5; that effective sizes learnt from the variance between few clusters
    give too narrow intervals, and that a model of the clusters mends it: C. Franco, R. J. A. Little, T. A. Louis and
    E. V. Slud, "Comparative study of confidence intervals for proportions in complex sample surveys", Journal of Survey
    Statistics and Methodology 7 (2019), 334-364.
    """
    n = sum(size for _, size in sizes)
    return n / (1 + correlation_bound(sizes) * (sum(size**2 for _, size in sizes) / n - 1))


def correlation_bound(sizes: Sequence[tuple[int, int]]) -> float:
    """The correlation of observations in a cluster that is exceeded with a probability of 1 less `CAUTION`, 0..1."""
    return _bound(tuple(sorted(Counter(sizes).items())))


@lru_cache(maxsize=4096)
def _bound(counted: tuple[tuple[tuple[int, int], int], ...]) -> float:
    rates, correlations, edges = _grid()
    hits, sizes, times = (np.array(column) for column in zip(*((h, s, t) for (h, s), t in counted), strict=True))
    likelihood = np.zeros((len(rates), len(correlations)))
    for place in range(sizes.max()):
        added = place * correlations
        likelihood += times[hits > place].sum() * np.log(rates * (1 - correlations) + added)
        likelihood += times[sizes - hits > place].sum() * np.log((1 - rates) * (1 - correlations) + added)
        likelihood -= times[sizes > place].sum() * np.log(1 - correlations + added)
    weights = np.exp(likelihood - likelihood.max()).sum(axis=0) * np.diff(edges)
    below = np.concatenate([[0.0], np.cumsum(weights)])
    return float(np.interp(CAUTION, below / below[-1], edges))


@cache
def _grid() -> tuple[Grid, Grid, Grid]:
    """Rates as (RATES, 1), as dense as Jeffreys has them; correlations, densest near 0; the edges between these."""
    rates = np.sin((np.arange(RATES) + 0.5) / RATES * np.pi / 2)[:, None] ** 2
    edges = (np.arange(CORRELATIONS + 1) / CORRELATIONS) ** 4
    return rates, (edges[:-1] + edges[1:]) / 2, edges
