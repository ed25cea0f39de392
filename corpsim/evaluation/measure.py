"""How often a label is right: counts of lines, and shares of them with intervals that know of authors."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpsim.runs.stats import Interval, wilson

CONFIDENCE = 0.95


class Share(NamedTuple):
    """`k` of `n`; without any, `value` is None and the interval says nothing."""

    k: int
    n: int
    value: float | None
    low: float
    high: float


class Verdict(NamedTuple):
    """One line and one label: what is right, what was said, and whose line it is."""

    gold: bool
    said: bool
    cluster: str


class Measure(NamedTuple):
    """Counts of lines and what they come to. The interval of F1 is that of the share of hits among hits and errors."""

    n: int
    positive: int
    hits: int
    false_alarms: int
    missed: int
    clear: int
    prevalence: Share
    precision: Share
    recall: Share
    specificity: Share
    f1: Share


def measure(verdicts: Sequence[Verdict]) -> Measure:
    """The figures of some lines for one label."""
    counts = {
        (gold, said): sum(v.gold is gold and v.said is said for v in verdicts) for gold in _BOTH for said in _BOTH
    }
    hits, missed, false = counts[True, True], counts[True, False], counts[False, True]
    return Measure(
        len(verdicts),
        hits + missed,
        hits,
        false,
        missed,
        counts[False, False],
        prevalence=share((v.cluster, v.gold) for v in verdicts),
        precision=share((v.cluster, v.gold) for v in verdicts if v.said),
        recall=share((v.cluster, v.said) for v in verdicts if v.gold),
        specificity=share((v.cluster, not v.said) for v in verdicts if not v.gold),
        f1=_f1(share((v.cluster, v.gold and v.said) for v in verdicts if v.gold or v.said)),
    )


_BOTH = (True, False)


def _f1(jaccard: Share) -> Share:
    """F1 as what it is of the share of hits among hits, misses and false alarms."""
    value = _odds(jaccard.value) if jaccard.value is not None else None
    return jaccard._replace(value=value, low=_odds(jaccard.low), high=_odds(jaccard.high))


def _odds(jaccard: float) -> float:
    return 2 * jaccard / (1 + jaccard)


def share(outcomes: Iterable[tuple[str, bool]]) -> Share:
    """The share of what is true, with a 95 % interval: Wilson's, of Clopper and Pearson where none or all are.

    Lines of one cluster may resemble each other. Where they do, the interval is that of fewer independent lines: their
    number is divided by the design effect, the variance between clusters over that of independent lines, if above 1.
    Source: L. Kish, "Survey Sampling" (1965), ch. 5; E. L. Korn and B. I. Graubard, "Confidence intervals for
    proportions with small expected number of positive counts estimated from survey data", Survey Methodology 24
    (1998), 193-201.
    """
    clusters: dict[str, list[bool]] = defaultdict(list)
    for cluster, outcome in outcomes:
        clusters[cluster].append(outcome)
    sizes = [(sum(found), len(found)) for found in clusters.values()]
    k, n = sum(hit for hit, _ in sizes), sum(size for _, size in sizes)
    if not n:
        return Share(0, 0, None, 0.0, 1.0)
    if k in (0, n):
        return Share(k, n, k / n, *at_the_end(n, full=k == n))
    independent = n / design_effect(sizes)
    return Share(k, n, k / n, *wilson(k / n * independent, independent, CONFIDENCE))


def at_the_end(n: int, *, full: bool) -> Interval:
    """The interval of Clopper and Pearson for none, or all, of `n`.

    Source: C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the
    binomial", Biometrika 26 (1934), 404-413.
    """
    tail = float(((1 - CONFIDENCE) / 2) ** (1 / n))
    return Interval(tail, 1.0) if full else Interval(0.0, 1 - tail)


def design_effect(sizes: Sequence[tuple[int, int]]) -> float:
    """How much less the lines of clusters, as (hits, lines), tell than as many independent ones; at least 1."""
    groups, n = len(sizes), sum(size for _, size in sizes)
    rate = sum(hit for hit, _ in sizes) / n
    if groups < 2 or rate in (0.0, 1.0):
        return 1.0
    between = groups / (groups - 1) * sum((hit - rate * size) ** 2 for hit, size in sizes) / n**2
    return max(1.0, between / (rate * (1 - rate) / (n - 1)))
