"""How well a score tells two groups apart: the curve, the area under it, and what a threshold lets through."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


class Point(NamedTuple):
    """The shares of either group that score at least `threshold`: `tpr` of the positive, `fpr` of the negative."""

    threshold: float
    fpr: float
    tpr: float


def auroc(positive: ArrayLike, negative: ArrayLike) -> float | None:
    """The chance that a positive scores above a negative, ties counting half; None where one group is empty.

    Source: D. Bamber, "The area above the ordinal dominance graph and the area below the receiver operating
    characteristic graph", Journal of Mathematical Psychology 12 (1975), 387-415.
    """
    above, below = _floats(positive), np.sort(_floats(negative))
    if not len(above) or not len(below):
        return None
    lower = np.searchsorted(below, above, side="left")
    upto = np.searchsorted(below, above, side="right")
    return float((lower + upto).sum() / (2 * len(above) * len(below)))


def roc_curve(positive: ArrayLike, negative: ArrayLike) -> tuple[Point, ...]:
    """The curve from (0, 0), where nothing is flagged, to (1, 1), one point for each score that occurs.

    Raises ValueError where one group is empty.
    """
    above, below = np.sort(_floats(positive)), np.sort(_floats(negative))
    if not len(above) or not len(below):
        raise ValueError("a curve needs scores of both groups")
    thresholds = np.unique(np.concatenate([above, below]))[::-1]
    points = [Point(float("inf"), 0.0, 0.0)]
    for threshold in thresholds:
        fpr, tpr = (1 - np.searchsorted(group, threshold, side="left") / len(group) for group in (below, above))
        points.append(Point(float(threshold), float(fpr), float(tpr)))
    return tuple(points)


def threshold_at(negative: ArrayLike, fpr: float) -> float:
    """The lowest threshold that at most a share `fpr` of the negatives reaches; infinite where none is low enough.

    It lies at a score of a negative or just above one, so that what reaches it is flagged. Raises ValueError unless
    0 <= fpr <= 1.
    """
    if not 0 <= fpr <= 1:
        raise ValueError(f"no share: {fpr}")
    scores = np.sort(_floats(negative))[::-1]
    if not len(scores):
        return float("inf")
    allowed = int(fpr * len(scores) + 1e-9)
    if allowed >= len(scores):
        return float("-inf")
    return float(np.nextafter(scores[allowed], np.inf))


def tpr_at(positive: ArrayLike, negative: ArrayLike, fpr: float) -> float | None:
    """The share of positives that is flagged when at most a share `fpr` of negatives may be; None without either.

    Nothing is interpolated: with fewer than 1 / fpr negatives not a single false alarm is allowed.
    """
    above, below = _floats(positive), _floats(negative)
    if not len(above) or not len(below):
        return None
    return float((above >= threshold_at(below, fpr)).mean())


def _floats(scores: ArrayLike) -> Floats:
    return np.asarray(scores, dtype=np.float64)
