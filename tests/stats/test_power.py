from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.proportion import power_proportions_2indep

from corpsim.stats.paired import mcnemar
from corpsim.stats.power import Test as Plan
from corpsim.stats.power import episodes_per_arm, pairs_needed, smallest_rise, smallest_shift


def test_the_known_figures() -> None:
    """5 to 10 % takes 434.4 episodes an arm, 10 to 20 % 198.9."""
    assert episodes_per_arm(0.05, 0.10) == 435
    assert episodes_per_arm(0.10, 0.20) == 199


@given(st.floats(0.02, 0.9), st.floats(0.05, 0.5))
def test_any_number_has_the_power_that_statsmodels_finds(first: float, rise: float) -> None:
    second = min(0.98, first + rise)
    n = episodes_per_arm(first, second)
    found = power_proportions_2indep(second - first, first, n).power
    assert found >= 0.8 - 1e-6
    assert n < 30 or power_proportions_2indep(second - first, first, n - 1).power < 0.8 + 1e-6


def test_pairs_have_the_power_they_are_said_to_have() -> None:
    """By simulation of the exact test, which is a little more careful than the approximation."""
    n = int(pairs_needed(0.05, 0.25))
    dice = np.random.default_rng(5)
    counts = dice.multinomial(n, [0.05, 0.25, 0.70], size=4_000)
    found = np.mean([mcnemar(int(b), int(c)) < 0.05 for b, c, _ in counts])
    assert 0.72 <= found <= 0.84


def test_episodes_that_are_alike_and_many_tests_cost_more() -> None:
    plain = episodes_per_arm(0.1, 0.3)
    assert episodes_per_arm(0.1, 0.3, Plan(per_company=5, alike=0.5)) == pytest.approx(3 * plain, abs=3)
    assert episodes_per_arm(0.1, 0.3, Plan(tests=20)) > 1.5 * plain


@given(st.floats(0, 0.9), st.integers(5, 2_000))
def test_the_smallest_rise_is_the_smallest(first: float, n: int) -> None:
    found = smallest_rise(first, n)
    if found is None:
        assert episodes_per_arm(first, 1.0) > n
        return
    assert episodes_per_arm(first, found) <= n
    assert episodes_per_arm(first, first + (found - first) * 0.98) >= n


def test_what_cannot_be_told_apart() -> None:
    assert episodes_per_arm(0.3, 0.3) == inf
    assert pairs_needed(0.1, 0.1) == inf
    assert smallest_rise(0.99, 10) is None
    assert smallest_shift(0.0, 100) == pytest.approx(0.0773, abs=2e-3)
    with pytest.raises(ValueError, match="no share"):
        episodes_per_arm(-0.1, 0.5)
    with pytest.raises(ValueError, match="more than all"):
        pairs_needed(0.7, 0.5)
