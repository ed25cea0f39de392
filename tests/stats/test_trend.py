from itertools import combinations, product

import pytest

from corpsim.stats.trend import trend


def test_the_trend_test_gives_the_published_figures():
    """A. Agresti, "Categorical Data Analysis", section 3.4.5: alcohol and malformation, z^2 = 6.57, P = 0.010."""
    found = trend((0, 0.5, 1.5, 4, 7), (48, 38, 5, 1, 1), (17_114, 14_502, 793, 127, 38))
    assert found.z**2 == pytest.approx(6.570, abs=5e-4)
    assert found.p == pytest.approx(0.0104, abs=5e-5)
    assert not found.exact


def test_two_doses_are_the_exact_test_of_fisher():
    """R. A. Fisher's tea: 3 of 4 against 1 of 4 cups, two-sided p = 0.4857; and 1 of 10 against 8 of 10, 0.005477."""
    assert trend((0, 1), (1, 3), (4, 4)).p == pytest.approx(34 / 70)
    assert trend((0, 1), (1, 8), (10, 10)).p == pytest.approx(0.005477, abs=5e-7)


@pytest.mark.parametrize("present", list(product(range(4), range(3), range(4))))
def test_the_exact_test_counts_what_can_be_counted_by_hand(present):
    """Every way to put the episodes that are present among all, tried one by one."""
    scores, n = (0, 0.1, 0.5), (3, 2, 3)
    each = [score for score, size in zip((0, 1, 5), n, strict=True) for _ in range(size)]
    k, observed = sum(present), present[1] + 5 * present[2]
    found = trend(scores, present, n)
    if k in (0, 8):
        assert found is None
        return
    sums = [sum(chosen) for chosen in combinations(each, k)]
    mean = k * sum(each) / 8
    extreme = sum(abs(total - mean) >= abs(observed - mean) for total in sums)
    assert found.p == pytest.approx(extreme / len(sums))


def test_a_large_table_is_approximated_and_agrees_with_the_count():
    scores = (0, 1, 2)
    exact = trend(scores, (30, 40, 50), (100, 100, 100))
    large = trend(scores, (300, 310, 320), (1000, 1000, 1000))
    assert exact.exact
    assert not large.exact
    assert exact.z == pytest.approx(20 / (120 * 180 / 300**2 * 200) ** 0.5)


def test_without_difference_there_is_no_trend():
    assert trend((0, 1), (0, 0), (5, 5)) is None
    assert trend((0, 1), (5, 5), (5, 5)) is None
    assert trend((0.5, 0.5), (1, 3), (5, 5)) is None
    assert trend((0, 1), (1, 0), (5, 0)) is None
