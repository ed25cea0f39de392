"""How alike episodes of a company are is learnt with caution: from few companies too little is known."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from corpsim.stats.alike import CAUTION, correlation_bound, independent

SIZES = st.lists(st.integers(1, 8).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), min_size=1, max_size=12)


@given(SIZES)
def test_any_clusters_are_worth_between_their_number_and_that_of_observations(sizes):
    n = sum(size for _, size in sizes)
    worth = independent(sizes)
    assert worth <= n + 1e-9
    assert worth >= n**2 / sum(size**2 for _, size in sizes) - 1e-9  # Kish, at a correlation of 1.


@given(SIZES)
def test_what_did_not_happen_is_as_alike_as_what_did(sizes):
    mirrored = [(size - hits, size) for hits, size in sizes]
    assert independent(mirrored) == pytest.approx(independent(sizes))


@pytest.mark.parametrize(
    "sizes", [[(3, 5), (0, 5), (1, 5), (5, 5)], [(0, 3)] * 6 + [(2, 3)], [(1, 2), (4, 9), (0, 1), (3, 3)]]
)
def test_the_bound_is_that_of_the_beta_binomial_distribution_of_scipy(sizes):
    """By its probabilities on a fine grid of rates and correlations, both in the same place beforehand."""
    rates = np.sin((np.arange(200) + 0.5) / 200 * np.pi / 2)[:, None] ** 2
    alike = (np.arange(400) + 0.5) / 400
    first, second = rates * (1 - alike) / alike, (1 - rates) * (1 - alike) / alike
    likelihood = sum(betabinom.logpmf(hits, size, first, second) for hits, size in sizes)
    below = np.cumsum(np.exp(likelihood).sum(axis=0))
    assert correlation_bound(sizes) == pytest.approx(np.interp(CAUTION, below / below[-1], alike), abs=0.01)


def test_more_companies_tell_more_of_how_alike_they_are():
    """The same shares of companies, ten times as many: the bound comes nearer to what is seen."""
    few = [(0, 10), (4, 10), (5, 10), (6, 10), (10, 10)]
    assert correlation_bound(few * 10) < correlation_bound(few)


def test_what_never_happened_tells_nothing_of_how_alike_companies_are():
    """None of 200 in 20 companies is worth little more than none of 20."""
    assert 20 < independent([(0, 10)] * 20) < 25
    assert independent([(5, 10)] * 20) > 150
