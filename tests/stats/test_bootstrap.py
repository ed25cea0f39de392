import numpy as np
import pytest
from scipy.stats import norm

from corpsim.stats.bootstrap import draws, percentile_interval, resampled_means


def test_draws_are_the_same_every_time_and_take_every_cluster() -> None:
    assert np.array_equal(draws(7), draws(7))
    assert set(draws(7).ravel()) == set(range(7))


def test_a_mean_has_the_spread_that_theory_gives_it() -> None:
    dice = np.random.default_rng(3)
    clusters = dice.normal(2, 1, 200)
    low, high = percentile_interval(200, lambda picks: float(clusters[picks].mean()))
    half = norm.ppf(0.975) * clusters.std() / np.sqrt(200)
    assert (low, high) == pytest.approx((clusters.mean() - half, clusters.mean() + half), abs=0.02)


def test_a_figure_that_mostly_does_not_exist_has_no_interval() -> None:
    assert percentile_interval(5, lambda picks: None) is None
    assert percentile_interval(1, lambda picks: 1.0) is None
    assert resampled_means([[1.0]]) is None
    assert percentile_interval(5, lambda picks: 1.0 if picks[0] else None) == (1, 1)
