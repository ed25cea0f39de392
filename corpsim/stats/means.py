"""Intervals of means over clusters (companies): of any figure, of one that lies in 0..1, and of paired differences."""

from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, fmean, variance

from corpsim.stats.intervals import CONFIDENCE, Interval, at_the_end, wilson
from corpsim.stats.student import student_quantile

Clusters = Sequence[Sequence[float]]
"""The figures of each cluster; those of one may be alike."""


def mean_interval(clusters: Clusters, confidence: float = CONFIDENCE) -> Interval | None:
    """Bounds of the mean of any figure, by Student's t on one degree of freedom less than there are clusters.

    None with fewer than two clusters; of no width where all clusters are alike, which says that there is no variation
    to learn from and not that it is sure.
    Source: W. G. Cochran, "Sampling Techniques" (3rd ed., 1977), section 9A.2: a mean over clusters as a ratio.
    """
    if len(clusters) < 2:
        return None
    mean, parts = _parts(clusters)
    half = student_quantile(0.5 + confidence / 2, len(parts) - 1) * sqrt(variance(parts) / len(parts))
    return Interval(mean - half, mean + half)


def fraction_interval(clusters: Clusters, confidence: float = CONFIDENCE) -> Interval | None:
    """Bounds of the mean of a figure that lies in 0..1: Wilson's, for as many yes-or-no observations as would have
    this mean and its variance between clusters, corrected for how few clusters that was learnt from.

    Before that they are at least as many as there are clusters, and just so many where those are all alike; at the ends
    the bounds are those of Clopper and Pearson for the clusters. None with fewer than two clusters. On simulated
    figures it holds the mean more often than Student's t, which knows of no end and has no width where few clusters
    happen to be alike.
    Source: as of `mean_interval` and `wilson`; effective sizes in place of n: E. L. Korn and B. I. Graubard, Survey
    Methodology 24 (1998), 193-201.
    """
    groups = len(clusters)
    if groups < 2:
        return None
    mean, parts = _parts(clusters)
    spread = variance(parts)
    if mean <= 0 or mean >= 1:
        return at_the_end(groups, full=mean >= 1, confidence=confidence)
    tail = 0.5 + confidence / 2
    few = NormalDist().inv_cdf(tail) / student_quantile(tail, groups - 1)
    times = max(1.0, mean * (1 - mean) / spread) if spread > 0 else 1.0
    worth = groups * times * few**2
    return wilson(mean * worth, worth, confidence)


def gap_interval(clusters: Clusters, confidence: float = CONFIDENCE) -> Interval | None:
    """Bounds of the mean of paired differences, each in -1..1: the normal interval after one cluster that differs
    wholly one way and one that differs wholly the other way are added, cut at -1 and 1.

    With one pair a cluster it is the interval of Bonett and Price, a cluster taking the place of a pair; the two that
    are added keep it from having no width where all are alike. None with fewer than two clusters.
    Source: D. G. Bonett and R. M. Price, "Adjusted Wald confidence interval for a difference of binomial proportions
    based on paired data", Journal of Educational and Behavioral Statistics 37 (2012), 479-488.
    """
    if len(clusters) < 2:
        return None
    _, parts = _parts(clusters)
    n = len(parts) + 2
    centre = sum(parts) / n
    spread = (sum(part**2 for part in parts) + 2) / n - centre**2
    half = NormalDist().inv_cdf(0.5 + confidence / 2) * sqrt(spread / n)
    return Interval(max(-1.0, centre - half), min(1.0, centre + half))


def _parts(clusters: Clusters) -> tuple[float, list[float]]:
    """The mean of all members, and one figure a cluster with this mean and its variance between clusters: the means of
    the clusters where all are as large."""
    size = fmean(map(len, clusters))
    mean = sum(map(sum, clusters)) / sum(map(len, clusters))
    return mean, [mean + (sum(cluster) - mean * len(cluster)) / size for cluster in clusters]
