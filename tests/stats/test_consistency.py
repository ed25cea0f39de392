from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.stats.consistency import pass_hat


@given(st.lists(st.lists(st.booleans(), min_size=1, max_size=6), min_size=1, max_size=5), st.integers(1, 4))
def test_any_chance_is_that_of_drawing_k_tries_which_all_succeed(companies: list[list[bool]], k: int) -> None:
    shares = [
        sum(all(chosen) for chosen in combinations(tries, k)) / len(list(combinations(tries, k)))
        for tries in companies
        if len(tries) >= k
    ]
    expected = sum(shares) / len(shares) if shares else None
    assert pass_hat(((sum(tries), len(tries)) for tries in companies), k) == pytest.approx(expected)


def test_no_tries_at_once_mean_nothing() -> None:
    with pytest.raises(ValueError, match="begins at 1"):
        pass_hat([(1, 1)], 0)
