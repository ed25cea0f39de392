import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from corpsim.stats.intervals import at_the_end, design_effect, share, wilson

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
    assert design_effect([(10, 10), (0, 10)]) == pytest.approx(19)
    assert design_effect([(5, 10), (5, 10)]) == 1
    assert apart.low < mixed.low < mixed.high < apart.high
    assert apart.clusters == 2


@pytest.mark.parametrize("trials", [1, 2, 10])
@pytest.mark.parametrize("hit", [False, True])
def test_two_companies_without_exception_tell_as_much_as_two_episodes(trials: int, hit: bool) -> None:
    found = share((company, hit) for company in "ab" for _ in range(trials))
    assert (found.low, found.high) == pytest.approx(tuple(at_the_end(2, full=hit)))


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=40))
def test_any_share_lies_in_its_interval(outcomes: list[tuple[str, bool]]) -> None:
    found = share(outcomes)
    assert 0 <= found.low <= found.high <= 1
    assert found.value is None or found.low <= found.value + 1e-12 <= found.high + 1e-9


@pytest.mark.parametrize(
    ("companies", "trials", "rate", "alike"),
    [(100, 1, 0.3, 0), (100, 5, 0.1, 0), (100, 5, 0.1, 0.3), (50, 5, 0.3, 0.1), (50, 5, 0.3, 0.6), (50, 5, 0.5, 0.3),
     (20, 5, 0.3, 0.3), (20, 5, 0.5, 0.1), (20, 10, 0.5, 0.3)],
)  # fmt: skip
def test_intervals_cover_as_often_as_they_say(companies: int, trials: int, rate: float, alike: float) -> None:
    """Companies whose own rate is drawn from a beta distribution with this mean and this correlation of trials."""
    dice = np.random.default_rng([companies, trials, round(100 * rate), round(100 * alike)])
    repeats, covered = 2_000, 0
    for _ in range(repeats):
        own = np.full(companies, rate)
        if alike:
            own = dice.beta(rate * (1 - alike) / alike, (1 - rate) * (1 - alike) / alike, companies)
        seen = dice.random((companies, trials)) < own[:, None]
        found = share((company, bool(hit)) for company, row in enumerate(seen) for hit in row)
        covered += found.low <= rate <= found.high
    assert 0.93 <= covered / repeats <= 0.97
