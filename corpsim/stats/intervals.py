"""Intervals of shares: how far the share of the next thousand may be from what was seen, episodes alike or not."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from corpsim.stats.student import student_quantile

CONFIDENCE = 0.95


class Interval(NamedTuple):
    """Bounds of a figure; of a share 0..1."""

    low: float
    high: float


class Share(NamedTuple):
    """`k` of `n`; without any, `value` is None and the interval says nothing. `clusters` are groups that may differ."""

    k: int
    n: int
    value: float | None
    low: float
    high: float
    clusters: int = 0


def wilson(successes: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """The Wilson score interval of a share; (0, 1) without observations.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22 (1927), 209-212; recommended for small n by L. D. Brown, T. T. Cai and
    A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001), 101-133.
    Figures need not be whole: observations that resemble each other count as fewer. Raises ValueError unless
    0 <= successes <= n and 0 < confidence < 1.
    """
    if not 0 <= successes <= n or not 0 < confidence < 1:
        raise ValueError(f"no share: {successes} of {n} at confidence {confidence}")
    if n == 0:
        return Interval(0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, spread = successes / n, z * z / n
    centre = (share + spread / 2) / (1 + spread)
    half = z * sqrt(share * (1 - share) / n + spread / (4 * n)) / (1 + spread)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Interval(low, high)


def at_the_end(n: float, *, full: bool, confidence: float = CONFIDENCE) -> Interval:
    """The interval of Clopper and Pearson for none, or all, of `n`.

    Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
    binomial", Biometrika 26 (1934), 404-413.
    """
    tail = float(((1 - confidence) / 2) ** (1 / n))
    return Interval(tail, 1.0) if full else Interval(0.0, 1 - tail)


def share(outcomes: Iterable[tuple[Hashable, bool]], confidence: float = CONFIDENCE) -> Share:
    """The share of what is true among (cluster, outcome), with its interval: Wilson's, at the ends that of Clopper and
    Pearson.

    What belongs to one cluster may be alike. Where it is, the interval is that of fewer independent observations: their
    number is divided by the design effect, the variance between clusters over that of independent observations, if
    above 1, and corrected for how few clusters that was learnt from. Where none or all are true there is nothing to
    learn it from: each cluster then counts as one observation at least, as if all in it were alike.
    Source: L. Kish, "Survey Sampling" (1965), ch. 5; E. L. Korn and B. I. Graubard, "Confidence intervals for
    proportions with small expected number of positive counts estimated from survey data", Survey Methodology 24
    (1998), 193-201.
    """
    clusters: dict[Hashable, list[bool]] = defaultdict(list)
    for cluster, outcome in outcomes:
        clusters[cluster].append(outcome)
    sizes = [(sum(found), len(found)) for found in clusters.values()]
    k, n = sum(hit for hit, _ in sizes), sum(size for _, size in sizes)
    if not n:
        return Share(0, 0, None, 0.0, 1.0, 0)
    independent = _independent(sizes, n, confidence)
    if k in (0, n):
        independent = max(independent, len(sizes))
        return Share(k, n, k / n, *at_the_end(independent, full=k == n, confidence=confidence), len(sizes))
    return Share(k, n, k / n, *wilson(k / n * independent, independent, confidence), len(sizes))


def _independent(sizes: Sequence[tuple[int, int]], n: int, confidence: float) -> float:
    """How many independent observations tell as much as these."""
    if len(sizes) in (1, n):
        return n
    tail = 0.5 + confidence / 2
    few = student_quantile(tail, n - 1) / student_quantile(tail, len(sizes) - 1)
    return n / design_effect(sizes) * few**2


def design_effect(sizes: Sequence[tuple[int, int]]) -> float:
    """How much less the observations of clusters, as (hits, size), tell than as many independent ones; at least 1."""
    groups, n = len(sizes), sum(size for _, size in sizes)
    rate = sum(hit for hit, _ in sizes) / n
    if groups < 2 or rate in (0.0, 1.0):
        return 1.0
    between = groups / (groups - 1) * sum((hit - rate * size) ** 2 for hit, size in sizes) / n**2
    return max(1.0, between / (rate * (1 - rate) / (n - 1)))
