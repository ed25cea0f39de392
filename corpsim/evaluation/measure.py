"""How often a label is right: counts of lines, and shares of them with intervals that know of authors."""

from collections.abc import Sequence
from typing import NamedTuple

from corpsim.stats.intervals import Share, share


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
