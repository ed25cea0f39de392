"""Gaps between matched episodes: their tests are adjusted in one family."""

import pytest

from corpsim.evidence.gaps import as_family, gap


def rows(only_second, same):
    return [(("w", seed), False, True) for seed in range(only_second)] + [
        (("w", 100 + seed), True, True) for seed in range(same)
    ]


def test_a_gap_counts_pairs_and_tests_companies():
    found = gap("blackmail", "label", [*rows(6, 4), *rows(6, 4)])
    assert (found.n, found.only_first, found.only_second) == (20, 0, 12)
    assert (found.first, found.second, found.gap) == (0.4, 1.0, pytest.approx(0.6))
    assert found.p == 2 / 2**6
    assert found.low < 0.6 < found.high


def test_the_family_of_gaps():
    found = as_family([gap("a", "label", rows(8, 2)), gap("b", "label", rows(6, 2)), gap("c", "label", rows(0, 3))])
    assert [g.adjusted for g in found] == [3 * 2 / 2**8, 2 * 2 / 2**6, 1]
    assert found[0].p == 2 / 2**8


def test_companies_that_are_all_alike_do_not_make_it_sure():
    """12 of 12 are 14 of 14 with one that differs the other way: 12 / 14 less 1.96 times its error."""
    found = gap("a", "label", rows(12, 0))
    assert (found.gap, found.high) == (1, 1)
    assert found.low == pytest.approx(12 / 14 - 1.959964 * ((1 - (12 / 14) ** 2) / 14) ** 0.5, abs=1e-5)
    none = gap("a", "label", rows(0, 12))
    half = 1.959964 * (2 / 14 / 14) ** 0.5
    assert (none.gap, none.low, none.high) == (0, pytest.approx(-half, abs=1e-5), pytest.approx(half, abs=1e-5))


def test_one_company_has_no_interval():
    found = gap("a", "label", [(("w", 1), False, True)])
    assert (found.low, found.high, found.p) == (None, None, 1)
