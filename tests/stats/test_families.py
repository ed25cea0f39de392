from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.multitest import multipletests

from corpsim.stats.families import holm


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_any_family_is_adjusted_as_statsmodels_does(p_values: list[float]) -> None:
    # statsmodels collects garbage in every call, which takes a second where much is in memory.
    with patch("gc.collect"):
        expected = list(multipletests(p_values, method="holm")[1])
    assert holm(p_values) == pytest.approx(expected)


def test_no_family_is_no_trouble() -> None:
    assert holm([]) == []
