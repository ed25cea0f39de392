"""Tests of pairs: the same companies twice, and how often the two differ."""

from collections.abc import Sequence
from math import comb


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
