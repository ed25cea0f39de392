import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.stats.agreement import Agreement, agreement


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        ((20, 5, 10, 15), 0.4),
        ((45, 15, 25, 15), 0.1304),
        ((25, 35, 5, 35), 0.2593),
        ((5, 0, 0, 5), 1.0),
        ((0, 5, 5, 0), -1.0),
    ],
)
def test_kappa_gives_the_known_figures(counts, kappa):
    """The first three are the worked examples of the usual textbook article on Cohen's kappa."""
    assert Agreement(*counts).kappa == pytest.approx(kappa, abs=5e-5)


def test_bounds_of_kappa_are_the_published_ones():
    """The analytical interval of Stata's `kapci` for the table 1395, 118, 261, 158 (Statalist, December 2009)."""
    table = Agreement(158, 261, 118, 1395)
    assert table.kappa == pytest.approx(0.3411969207847029)
    assert table.kappa_bounds() == pytest.approx((0.2896667786271169, 0.3927270629422889))


@pytest.mark.parametrize("counts", [(0, 0, 0, 0), (0, 0, 0, 9)])
def test_no_kappa_has_no_bounds(counts):
    assert Agreement(*counts).kappa_bounds() is None


@given(st.tuples(*[st.integers(0, 100)] * 4))
def test_any_bounds_hold_their_kappa(counts):
    table = Agreement(*counts)
    bounds = table.kappa_bounds()
    assert bounds is None or -1 <= bounds[0] <= table.kappa <= bounds[1] <= 1


@pytest.mark.parametrize("counts", [(0, 0, 0, 0, 3), (0, 0, 0, 9), (9, 0, 0, 0)])
def test_kappa_is_not_made_up_where_chance_explains_everything(counts):
    assert Agreement(*counts).kappa is None


def test_undecided_episodes_are_in_no_cell_of_the_agreement():
    pairs = [(True, True), (True, False), (False, True), (False, False), (None, True), (False, None), (None, None)]
    assert agreement(pairs) == Agreement(1, 1, 1, 1, 3)
    assert agreement(pairs).n == 4


@given(st.tuples(*[st.integers(0, 1000)] * 4))
def test_any_kappa_lies_between_minus_one_and_one_whoever_is_called_the_judge(counts):
    both, detector_only, judge_only, neither = counts
    kappa = Agreement(*counts).kappa
    assert kappa == Agreement(both, judge_only, detector_only, neither).kappa
    assert kappa is None or -1 <= kappa <= 1
