"""Tests and intervals of pairs: the same companies twice, and how often the two differ."""

from collections.abc import Sequence
from math import comb, hypot

from corpsim.stats.bootstrap import resampled_means
from corpsim.stats.intervals import CONFIDENCE, Interval, wilson


def mcnemar(b: int, c: int) -> float:
    """The exact two-sided p-value of McNemar's test for `b` and `c` discordant pairs; 1 without any.

    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
    Psychometrika 12 (1947), 153-157; exact as the sign test on the discordant pairs.
    """
    n, fewer = b + c, min(b, c)
    return float(min(1.0, 2 * sum(comb(n, i) for i in range(fewer + 1)) / 2**n))


def mcnemar_of_clusters(clusters: Sequence[Sequence[float]]) -> float:
    """McNemar's test where pairs of one cluster may be alike: a cluster of paired differences counts once, by the sign
    of their sum. The same as `mcnemar` where every cluster is one pair.

    If the arms make no difference, any cluster could as well have come out the other way round.
    """
    sums = [sum(cluster) for cluster in clusters]
    return mcnemar(sum(total < 0 for total in sums), sum(total > 0 for total in sums))


def gap_interval(clusters: Sequence[Sequence[float]], confidence: float = CONFIDENCE) -> Interval | None:
    """Bounds of a mean of paired differences, the clusters (companies) drawn anew with replacement.

    The percentile interval, from dice of a fixed name; None with fewer than two clusters, and of no width where all
    clusters are alike, which says that there is no variation to learn from and not that it is sure; of shares
    `square_and_add` then says more.
    Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 13; clusters as a whole after
    A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application" (1997), section 3.8.
    """
    means = resampled_means(clusters)
    if means is None:
        return None
    cut = int(len(means) * (1 - confidence) / 2)
    return Interval(float(means[cut]), float(means[len(means) - 1 - cut]))


def square_and_add(first: float, second: float, n: int, confidence: float = CONFIDENCE) -> Interval:
    """Bounds of the difference of two shares of `n` each, from those of either; wide for shares that go together.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent proportions", Statistics in
    Medicine 17 (1998), 873-890, method 10.
    """
    one, other = wilson(first * n, n, confidence), wilson(second * n, n, confidence)
    below = hypot(second - other.low, one.high - first)
    above = hypot(other.high - second, first - one.low)
    return Interval(max(-1.0, second - first - below), min(1.0, second - first + above))
