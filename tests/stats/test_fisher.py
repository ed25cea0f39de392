import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from corpsim.stats.fisher import fisher


def test_the_lady_tasting_tea():
    """Three of four cups right: 34 of 70 ways are no likelier (R. A. Fisher, "The Design of Experiments")."""
    assert fisher(3, 4, 1, 4) == pytest.approx(34 / 70)


@given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
def test_any_table_gives_what_scipy_gives(a, b, c, d):
    if a + b and c + d:
        assert fisher(a, a + b, c, c + d) == pytest.approx(fisher_exact([[a, b], [c, d]]).pvalue, rel=1e-6)
