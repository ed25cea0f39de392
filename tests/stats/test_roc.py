"""The area under the curve, thresholds and weights, against independent definitions and published libraries."""

from itertools import pairwise
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from scipy.stats import mannwhitneyu

from corpsim.stats.logistic import fit_logistic
from corpsim.stats.roc import auroc, roc_curve, threshold_at, tpr_at
from corpsim.stats.roc_interval import Scored, auroc_estimate, tpr_estimate

SCORES = st.lists(st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5000001, 0.9, 1.0]), min_size=1, max_size=40)


@given(SCORES, SCORES)
def test_area_is_the_chance_to_score_higher(positive: list[float], negative: list[float]) -> None:
    """Any scores: the area is the share of pairs in which the positive is higher, ties counting half."""
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    assert auroc(positive, negative) == pytest.approx(wins / len(positive) / len(negative))


@given(SCORES, SCORES)
def test_area_as_scipy_has_it(positive: list[float], negative: list[float]) -> None:
    """Any scores, ties among them: the area is the U of Mann and Whitney over the number of pairs."""
    u = mannwhitneyu(positive, negative, method="asymptotic").statistic
    assert auroc(positive, negative) == pytest.approx(u / len(positive) / len(negative))


@given(SCORES, SCORES)
def test_area_under_the_points(positive: list[float], negative: list[float]) -> None:
    """Any scores: the trapezoids below the points of the curve have the same area, and neither share ever falls."""
    points = roc_curve(positive, negative)
    area = sum((b.fpr - a.fpr) * (a.tpr + b.tpr) / 2 for a, b in pairwise(points))
    assert area == pytest.approx(auroc(positive, negative))
    assert all(a.fpr <= b.fpr and a.tpr <= b.tpr for a, b in pairwise(points))
    assert points[0][1:] == (0, 0)
    assert points[-1][1:] == (1, 1)


@given(SCORES, SCORES)
def test_area_of_swapped_groups(positive: list[float], negative: list[float]) -> None:
    """Any scores: whoever confuses the groups gets the rest of the area."""
    assert auroc(positive, negative) == pytest.approx(1 - (auroc(negative, positive) or 0.0))


def test_reference_values() -> None:
    """The example of the manual of scikit-learn's roc_auc_score, and three groups with known areas."""
    assert auroc([0.35, 0.8], [0.1, 0.4]) == 0.75
    assert auroc([1.0, 1.0], [0.0]) == 1.0
    assert auroc([0.5], [0.5, 0.5]) == 0.5
    assert auroc([], [0.5]) is None


@given(SCORES, st.floats(0, 1))
def test_threshold_keeps_the_budget(negative: list[float], budget: float) -> None:
    """Any scores and budget: no more than the budget reaches the threshold, and none lower would keep it."""
    threshold = threshold_at(negative, budget)
    assert sum(score >= threshold for score in negative) <= budget * len(negative) + 1e-6
    lower = [score for score in negative if score < threshold]
    if lower:
        assert sum(score >= max(lower) for score in negative) > budget * len(negative) - 1e-6


def test_share_caught() -> None:
    """With 100 clean scores, 1 % allows one of them to be flagged; with 10 it allows none."""
    clean = [n / 100 for n in range(100)]
    assert tpr_at([0.985, 0.5, 0.999], clean, 0.01) == pytest.approx(2 / 3)
    assert tpr_at([0.95, 0.89], [n / 10 for n in range(10)], 0.01) == 0.5
    assert tpr_at([0.5], [0.5], 0.0) == 0.0
    assert threshold_at([], 0.05) == inf
    assert tpr_at([], [0.5], 0.05) is None
    with pytest.raises(ValueError, match="no share"):
        threshold_at([0.5], 2)


def test_bounds_hold_the_figure() -> None:
    """The interval of the area holds the area, and is wider where companies are alike within and differ between."""
    dice = np.random.default_rng(7)
    alike = [Scored(c, 0.4 + 0.2 * (c % 3) + 0.01 * dice.random()) for c in range(30) for _ in range(10)]
    apart = [Scored(c, dice.random() + 0.1) for c in range(30) for _ in range(10)]
    clean = [Scored(c, dice.random()) for c in range(30) for _ in range(10)]
    wide, narrow = auroc_estimate(alike, clean), auroc_estimate(apart, clean)
    for found in (wide, narrow, tpr_estimate(apart, clean, 0.05)):
        assert found.value is not None
        assert found.low is not None and found.high is not None
        assert found.low <= found.value <= found.high
    assert (wide.high or 0) - (wide.low or 0) > (narrow.high or 0) - (narrow.low or 0)


def test_bootstrap_as_drawn_by_hand() -> None:
    """The quick bootstrap equals the area computed anew for every draw of the same dice."""
    from corpsim.stats.bootstrap import draws

    dice = np.random.default_rng(1)
    up = [Scored(c, round(float(dice.random()), 1)) for c in range(5) for _ in range(3)]
    down = [Scored(c, round(float(dice.random()), 1)) for c in range(5) for _ in range(2)]
    found = []
    for picks in draws(5):
        groups = ([s.score for c in picks for s in group if s.cluster == c] for group in (up, down))
        found.append(auroc(*groups))
    low, high = np.quantile(found, [0.025, 0.975], method="nearest")
    estimate = auroc_estimate(up, down)
    assert (estimate.low, estimate.high) == pytest.approx((low, high))


def test_no_figure_without_bounds_at_the_ends() -> None:
    """Ten companies in which all is told apart leave room down to what Clopper and Pearson say of 10 of 10."""
    up, down = [Scored(c, 1.0) for c in range(10)], [Scored(c, 0.0) for c in range(10)]
    assert auroc_estimate(up, down) == pytest.approx((1.0, 0.025 ** (1 / 10), 1.0))
    assert tpr_estimate(down, up, 0.05) == pytest.approx((0.0, 0.0, 1 - 0.025 ** (1 / 10)))
    assert auroc_estimate(up[:1], down[:1]) == (1.0, None, None)
    assert auroc_estimate([], down) == (None, None, None)


def test_weights_as_scipy_finds_them() -> None:
    """The fit is where a general optimiser finds the penalised likelihood highest."""
    dice = np.random.default_rng(3)
    rows = dice.normal(size=(80, 2))
    outcomes = [bool(x + 0.5 * y + dice.normal() > 0) for x, y in rows]
    signs = np.where(outcomes, 1.0, -1.0)

    def loss(weights: np.ndarray) -> float:
        margins = signs * (weights[0] + rows @ weights[1:])
        return float(np.logaddexp(0, -margins).sum() + (weights[1:] ** 2).sum() / 2)

    best = minimize(loss, np.zeros(3), tol=1e-12).x
    assert fit_logistic(rows.tolist(), outcomes) == pytest.approx(best, abs=1e-4)


def test_weights_stay_finite() -> None:
    """A column that tells without error gets a finite weight; one outcome alone teaches nothing."""
    weights = fit_logistic([[0.0], [1.0], [0.0], [1.0]], [False, True, False, True])
    assert all(np.isfinite(weights))
    with pytest.raises(ValueError, match="both outcomes"):
        fit_logistic([[0.0]], [True])
