import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from corpsim.stats.alike import independent
from corpsim.stats.intervals import at_the_end, share, wilson

# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17 (1998),
# table I, method 3 (score without continuity correction).
NEWCOMBE = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("k", "n", "low", "high"), [*NEWCOMBE, (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)])
def test_wilson_gives_the_published_figures(k, n, low, high):
    assert wilson(k, n) == pytest.approx((low, high), abs=5e-5)


def test_wilson_at_another_confidence_is_wider_for_more():
    assert wilson(5, 10, 0.99) == pytest.approx((0.1842, 0.8158), abs=5e-5)


def test_without_observations_anything_is_possible():
    assert wilson(0, 0) == (0, 1)


@given(n=st.integers(1, 10_000), data=st.data())
def test_any_interval_holds_its_share_lies_in_0_to_1_and_is_symmetric(n, data):
    k = data.draw(st.integers(0, n))
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_no_share(k, n):
    with pytest.raises(ValueError, match="no share"):
        wilson(k, n)


@pytest.mark.parametrize("n", [1, 3, 20, 100, 1000])
def test_the_ends_are_those_of_clopper_and_pearson(n: int) -> None:
    """Nothing of 20 allows 16.8 %, nothing of 100 allows 3.6 %."""
    assert at_the_end(n, full=False) == pytest.approx((0, beta.ppf(0.975, 1, n)))
    assert at_the_end(n, full=True) == pytest.approx((beta.ppf(0.025, n, 1), 1))


def test_one_episode_a_company_is_the_interval_of_wilson() -> None:
    found = share((seed, seed < 8) for seed in range(10))
    assert (found.low, found.high) == pytest.approx(tuple(wilson(8, 10)))
    nothing = share((seed, False) for seed in range(20))
    assert (nothing.low, nothing.high) == (0, pytest.approx(0.1684, abs=1e-4))


def test_companies_that_differ_widen_the_interval() -> None:
    """One company in which it always happens and one in which it never does tell as much as two episodes."""
    apart = share([("a", True)] * 10 + [("b", False)] * 10)
    mixed = share([(company, hit) for company in "ab" for hit in (True, False)] * 5)
    assert apart.low < mixed.low < mixed.high < apart.high
    assert apart.clusters == 2


@pytest.mark.parametrize("trials", [1, 2, 10])
@pytest.mark.parametrize("hit", [False, True])
def test_two_companies_without_exception_tell_little_more_than_two_episodes(trials: int, hit: bool) -> None:
    """Nothing was seen of how alike their episodes are, so they count as hardly more than one each."""
    found = share((company, hit) for company in "ab" for _ in range(trials))
    two, three = at_the_end(2, full=hit), at_the_end(3, full=hit)
    width = found.high - found.low
    assert three[1] - three[0] < width <= two[1] - two[0] + 1e-9


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=40))
def test_any_share_lies_in_its_interval(outcomes: list[tuple[str, bool]]) -> None:
    found = share(outcomes)
    assert 0 <= found.low <= found.high <= 1
    assert found.value is None or found.low <= found.value + 1e-12 <= found.high + 1e-9


def test_where_one_company_is_not_like_the_others_its_bound_is_further_off() -> None:
    """One company of six in which it always happened is compatible with a share of -ln(0.95) in a little over six."""
    found = share((company, company == 0) for company in range(6) for _ in range(3))
    worth = independent([(3, 3)] + [(0, 3)] * 5)
    assert found.low == pytest.approx(-math.log(0.95) / worth)
    assert found.high == pytest.approx(wilson(worth / 6, worth).high)
    mirrored = share((company, company != 0) for company in range(6) for _ in range(3))
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low))


COVERED = [
    (100, 5, 0.1, 0), (50, 5, 0.3, 0.1), (50, 5, 0.3, 0.6), (20, 5, 0.3, 0.3), (3, 10, 0.3, 0.8), (4, 5, 0.1, 0.5),
    (6, 10, 0.1, 0.8), (8, 10, 0.1, 0.8), (12, 10, 0.05, 0.8), (20, 10, 0.03, 0.8), (60, 10, 0.01, 0.8),
]  # fmt: skip
"""Companies, trials of each, rate, how alike. With the variance between companies for all that is learnt of how alike
they are, intervals would hold the truth in 53 to 66 % of the draws of the last five."""


@pytest.mark.parametrize(("companies", "trials", "rate", "alike"), COVERED)
@pytest.mark.parametrize("kind", ["beta", "mixture"])
def test_intervals_cover_as_often_as_they_say(
    companies: int, trials: int, rate: float, alike: float, kind: str
) -> None:
    """Companies whose own rate is drawn from a beta distribution with this mean and this correlation of trials, or that
    are of two kinds, in one of which it never happens."""
    dice = np.random.default_rng([companies, trials, round(100 * rate), round(100 * alike)])
    draws = 600
    own = np.full((draws, companies), rate)
    if alike and kind == "beta":
        own = dice.beta(rate * (1 - alike) / alike, (1 - rate) * (1 - alike) / alike, own.shape)
    elif alike:
        prone = rate + alike * (1 - rate)
        own = np.where(dice.random(own.shape) < rate / prone, prone, 0)
    found = [
        share((company, place < hits) for company, hits in enumerate(row) for place in range(trials))
        for row in dice.binomial(trials, own)
    ]
    assert np.mean([one.low <= rate <= one.high for one in found]) >= 0.93
