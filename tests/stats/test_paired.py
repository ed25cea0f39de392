import pytest

from corpsim.stats.paired import mcnemar, mcnemar_of_clusters


# M. P. Fay, "Exact McNemar's Test and Matching Confidence Intervals" (vignette of the R package exact2x2): 9 against 2
# discordant pairs, p = 0.06543; by hand 2 (1 + 11 + 55) / 2^11. 1 against 9: 2 (1 + 10) / 2^10.
@pytest.mark.parametrize(("b", "c", "p"), [(2, 9, 0.06543), (1, 9, 0.021484), (0, 8, 0.0078125), (3, 3, 1), (0, 0, 1)])
def test_mcnemar_gives_the_published_figures(b, c, p):
    assert mcnemar(b, c) == pytest.approx(p, abs=5e-6)
    assert mcnemar(c, b) == mcnemar(b, c)


def test_pairs_of_one_company_are_one_pair():
    """Five trials that all differ the same way tell as much as one; a company that nets to nothing tells nothing."""
    assert mcnemar_of_clusters([[1, 1, 1, 1, 1], [1, 0], [-1, 1], [1]]) == mcnemar(0, 3)
    assert mcnemar_of_clusters([[1], [-1], [1], [0]]) == mcnemar(1, 2)
