"""Intervals of means over companies hold the truth as often as they say, and know where a figure ends."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm, t

from corpsim.stats.intervals import at_the_end, wilson
from corpsim.stats.means import fraction_interval, gap_interval, mean_interval

DRAWS = 1_500


def test_a_mean_of_any_figure_has_the_interval_of_student():
    values = [3.0, 5.0, 4.0, 9.0, 2.5]
    expected = t.interval(0.95, 4, loc=np.mean(values), scale=np.std(values, ddof=1) / math.sqrt(5))
    assert mean_interval([[value] for value in values]) == pytest.approx(expected, rel=1e-6)


def test_a_mean_over_clusters_agrees_with_a_regression_of_clusters():
    """Sandwich errors of statsmodels for a constant alone, over clusters of unequal size: its correction of n / (n - 1)
    is not made here."""
    from statsmodels.api import OLS

    clusters = [[0.1, 0.4], [0.9], [0.3, 0.3, 0.8], [0.6, 0.2]]
    values = [value for cluster in clusters for value in cluster]
    names = [number for number, cluster in enumerate(clusters) for _ in cluster]
    fitted = OLS(values, np.ones(8)).fit(cov_type="cluster", cov_kwds={"groups": names, "use_correction": False})
    half = t.ppf(0.975, 3) * fitted.bse[0] * math.sqrt(4 / 3)
    mean = fitted.params[0]
    assert mean_interval(clusters) == pytest.approx((mean - half, mean + half), rel=1e-6)


def test_pairs_in_companies_of_their_own_have_the_interval_of_bonett_and_price():
    """1 and 7 of 21 pairs differ, so the shares are 2 and 8 in 23. The data are those of table V in M. W. Fagerland,
    S. Lydersen and P. Laake, "Recommended tests and confidence intervals for paired binomial proportions", Statistics
    in Medicine 33 (2014), 2850-2875."""
    gap, differ = 6 / 23, 10 / 23
    half = norm.ppf(0.975) * math.sqrt((differ - gap**2) / 23)
    assert gap_interval([[-1]] + [[1]] * 7 + [[0]] * 13) == pytest.approx((gap - half, gap + half))


def test_the_interval_of_a_gap_is_that_of_the_companies_and_not_of_the_trials():
    """Ten trials of one company are one company: repeating them does not narrow the interval."""
    clusters = [[1], [0], [1], [0], [0], [1], [0], [0], [0], [0]]
    assert gap_interval(clusters) == pytest.approx(gap_interval([cluster * 10 for cluster in clusters]))


def test_companies_that_are_all_alike_do_not_make_it_sure():
    """Of 12 companies with a gap of 1: (12 - 0) / 14, with a variance of 1 less its square."""
    centre = 12 / 14
    low = centre - norm.ppf(0.975) * math.sqrt((1 - centre**2) / 14)
    assert gap_interval([[1]] * 12) == pytest.approx((low, 1))
    assert fraction_interval([[1.0]] * 12) == at_the_end(12, full=True)
    low, high = fraction_interval([[0.5, 0.5]] * 12)
    few = (norm.ppf(0.975) / t.ppf(0.975, 11)) ** 2
    assert (low, high) == pytest.approx(tuple(wilson(6 * few, 12 * few)), abs=1e-4)
    assert mean_interval([[7.0]] * 12) == (7, 7)


def test_one_company_has_no_interval():
    assert (mean_interval([[1, 0]]), fraction_interval([[1, 0]]), gap_interval([[1, 0]])) == (None, None, None)


@given(st.lists(st.lists(st.sampled_from((-1, 0, 1)), min_size=2, max_size=2), min_size=2, max_size=30))
def test_any_gap_lies_in_its_interval(clusters):
    low, high = gap_interval(clusters)
    mean = np.mean(clusters)
    assert -1 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= 1


@given(st.lists(st.lists(st.floats(0, 1), min_size=1, max_size=4), min_size=2, max_size=12))
def test_any_fraction_lies_in_its_interval(clusters):
    low, high = fraction_interval(clusters)
    mean = sum(map(sum, clusters)) / sum(map(len, clusters))
    assert -1e-9 <= low <= mean + 1e-9
    assert mean - 1e-9 <= high <= 1 + 1e-9


@pytest.mark.parametrize(
    ("companies", "first", "second", "alike"),
    [(4, 0.1, 0.4, 0.3), (12, 0.5, 0.6, 0.8), (40, 0.02, 0.1, 0.7), (40, 0.02, 0.02, 0.3)],
)
def test_intervals_of_gaps_cover_as_often_as_they_say(companies, first, second, alike):
    """Both arms of a company have rates of their own. A bootstrap of companies would hold the truth in 88 to 92 % of
    the draws of the first three."""
    dice = np.random.default_rng([companies, round(100 * second)])
    weight = (1 - alike) / alike
    seen = []
    for rate in (first, second):
        own = dice.beta(rate * weight, (1 - rate) * weight, (DRAWS, companies))
        seen.append(dice.binomial(1, own))
    differences = (seen[1] - seen[0])[:, :, None].tolist()
    found = [gap_interval(clusters) for clusters in differences]
    covered = np.mean([low <= second - first <= high for low, high in found])
    assert covered >= 0.93


@pytest.mark.parametrize(("companies", "mean"), [(3, 0.97), (4, 0.5), (6, 0.9), (20, 0.97)])
def test_intervals_of_fractions_cover_as_often_as_they_say(companies, mean):
    """Where an intent is reached wholly or not at all; Student's t would hold 12 to 88 % of these."""
    dice = np.random.default_rng([companies, round(100 * mean)])
    drawn = (dice.random((DRAWS, companies, 1)) < mean).astype(float).tolist()
    found = [fraction_interval(clusters) for clusters in drawn]
    assert np.mean([low <= mean <= high for low, high in found]) >= 0.93
