"""Intervals of what a score tells apart, where scores of one cluster (company) may be alike."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.stats.bootstrap import LEAST_KEPT, draws
from corpsim.stats.intervals import CONFIDENCE, Interval, at_the_end
from corpsim.stats.roc import auroc, tpr_at

Floats = NDArray[np.float64]


class Scored(NamedTuple):
    """A score of something that belongs to a cluster, by the cluster's number."""

    cluster: int
    score: float


class Estimate(NamedTuple):
    """A figure with its bounds; None where it does not exist, and bounds None where they cannot be told."""

    value: float | None
    low: float | None = None
    high: float | None = None


def auroc_estimate(positive: Sequence[Scored], negative: Sequence[Scored], confidence: float = CONFIDENCE) -> Estimate:
    """The area under the curve, with the percentile interval over clusters drawn anew as a whole.

    Where nearly all draws give the same end of the scale, the bounds are those of Clopper and Pearson for as many
    observations as the smaller group has clusters.
    """
    value = auroc([p.score for p in positive], [n.score for n in negative])
    if value is None:
        return Estimate(None)
    weights = _weights(positive, negative)
    if weights is None:
        return Estimate(value)
    wins = _wins(positive, negative, weights.shape[1])
    ups, downs = _sizes(positive, weights), _sizes(negative, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        found = np.einsum("rc,cd,rd->r", weights, wins, weights, optimize=True) / (ups * downs)
    return _bounded(value, found, positive, negative, confidence)


def tpr_estimate(
    positive: Sequence[Scored], negative: Sequence[Scored], fpr: float, confidence: float = CONFIDENCE
) -> Estimate:
    """The share of positives flagged at a share of false alarms, with bounds as those of `auroc_estimate`."""
    value = tpr_at([p.score for p in positive], [n.score for n in negative], fpr)
    if value is None:
        return Estimate(None)
    weights = _weights(positive, negative)
    if weights is None:
        return Estimate(value)
    falling = sorted(negative, key=lambda scored: -scored.score)
    counted = np.cumsum(weights[:, [scored.cluster for scored in falling]], axis=1)
    allowed = np.floor(fpr * counted[:, -1] + 1e-9)
    first = (counted > allowed[:, None]).argmax(axis=1)
    limits = np.array([scored.score for scored in falling])[first]
    limits[allowed >= counted[:, -1]] = -np.inf
    own = weights[:, [scored.cluster for scored in positive]]
    flagged = np.array([scored.score for scored in positive])[None, :] > limits[:, None]
    with np.errstate(invalid="ignore", divide="ignore"):
        found = (own * flagged).sum(axis=1) / own.sum(axis=1)
    found[counted[:, -1] == 0] = np.nan
    return _bounded(value, found, positive, negative, confidence)


def _weights(positive: Sequence[Scored], negative: Sequence[Scored]) -> Floats | None:
    """How often each draw takes each cluster, as (draws, clusters); None with fewer than two clusters."""
    clusters = 1 + max(scored.cluster for scored in (*positive, *negative))
    if len({scored.cluster for scored in (*positive, *negative)}) < 2:
        return None
    picks = draws(clusters)
    weights = np.zeros(picks.shape)
    np.add.at(weights, (np.arange(len(picks))[:, None], picks), 1.0)
    return weights


def _sizes(group: Sequence[Scored], weights: Floats) -> Floats:
    """How many members of a group each draw takes."""
    members = np.bincount([scored.cluster for scored in group], minlength=weights.shape[1])
    sizes: Floats = weights @ members
    return sizes


def _wins(positive: Sequence[Scored], negative: Sequence[Scored], clusters: int) -> Floats:
    """For each pair of clusters, how often a positive of the first is above a negative of the second; ties half."""
    above, below = (np.array([scored.score for scored in group]) for group in (positive, negative))
    won = (above[:, None] > below[None, :]) + 0.5 * (above[:, None] == below[None, :])
    wins = np.zeros((clusters, clusters))
    rows, columns = ([scored.cluster for scored in group] for group in (positive, negative))
    np.add.at(wins, (np.array(rows)[:, None], np.array(columns)[None, :]), won)
    return wins


def _bounded(
    value: float, found: Floats, positive: Sequence[Scored], negative: Sequence[Scored], confidence: float
) -> Estimate:
    kept = found[~np.isnan(found)]
    if len(kept) < LEAST_KEPT * len(found):
        return Estimate(value)
    low, high = np.quantile(kept, [(1 - confidence) / 2, (1 + confidence) / 2], method="nearest")
    if value in (0.0, 1.0) and low == high:
        least = min(len({scored.cluster for scored in group}) for group in (positive, negative))
        return Estimate(value, *at_the_end(least, full=value == 1.0, confidence=confidence))
    return Estimate(value, *Interval(float(low), float(high)))
