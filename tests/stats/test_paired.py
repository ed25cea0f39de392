import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.stats.paired import gap_interval, mcnemar, mcnemar_of_clusters, square_and_add


# M. P. Fay, "Exact McNemar's Test and Matching Confidence Intervals" (vignette of the R package exact2x2): 9 against 2
# discordant pairs, p = 0.06543; by hand 2 (1 + 11 + 55) / 2^11. 1 against 9: 2 (1 + 10) / 2^10.
@pytest.mark.parametrize(("b", "c", "p"), [(2, 9, 0.06543), (1, 9, 0.021484), (0, 8, 0.0078125), (3, 3, 1), (0, 0, 1)])
def test_mcnemar_gives_the_published_figures(b, c, p):
    assert mcnemar(b, c) == pytest.approx(p, abs=5e-6)
    assert mcnemar(c, b) == mcnemar(b, c)


def test_the_interval_of_a_gap_is_that_of_the_companies_and_not_of_the_trials():
    """Ten trials of one company are one company: repeating them does not narrow the interval."""
    clusters = [[1], [0], [1], [0], [0], [1], [0], [0], [0], [0]]
    alone = gap_interval(clusters)
    assert alone == gap_interval([cluster * 10 for cluster in clusters])
    # A mean of ten draws from 3 ones and 7 zeros is binomial(10, 0.3) / 10: P(0) = 0.028, P(at most 5) = 0.953,
    # P(at most 6) = 0.989, so the 2.5 and 97.5 % points are 0 and 0.6.
    assert alone == pytest.approx((0, 0.6))
    assert gap_interval([[1, 0, 1]]) is None


@given(st.lists(st.lists(st.sampled_from((-1, 0, 1)), min_size=1, max_size=4), min_size=2, max_size=8))
def test_any_interval_lies_within_what_the_clusters_can_give(clusters):
    low, high = gap_interval(clusters)
    means = [sum(cluster) / len(cluster) for cluster in clusters]
    assert min(means) <= low <= high <= max(means)


def test_pairs_of_one_company_are_one_pair():
    """Five trials that all differ the same way tell as much as one; a company that nets to nothing tells nothing."""
    assert mcnemar_of_clusters([[1, 1, 1, 1, 1], [1, 0], [-1, 1], [1]]) == mcnemar(0, 3)
    assert mcnemar_of_clusters([[1], [-1], [1], [0]]) == mcnemar(1, 2)


def test_the_difference_of_two_shares_is_bounded_as_published():
    """9 of 10 against 3 of 10: 0.1705 to 0.8090 (R. G. Newcombe, 1998, table II, method 10)."""
    assert square_and_add(0.3, 0.9, 10) == pytest.approx((0.1705, 0.8090), abs=5e-5)
