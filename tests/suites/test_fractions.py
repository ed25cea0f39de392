from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpsim.suites.fractions import fraction, full, one_at_a_time

levels = st.dictionaries(
    st.sampled_from("abcde"), st.integers(2, 4).map(lambda n: [str(i) for i in range(n)]), min_size=2, max_size=4
)


@given(levels)
def test_any_full_design_has_every_combination_once(given_levels: dict[str, list[str]]) -> None:
    cells = full(given_levels)
    assert [tuple(cell.values()) for cell in cells] == list(product(*given_levels.values()))


@given(levels)
def test_any_one_at_a_time_design_differs_from_its_controls_in_one_place(given_levels: dict[str, list[str]]) -> None:
    controls, *others = one_at_a_time(given_levels)
    assert len(others) == sum(len(found) - 1 for found in given_levels.values())
    assert all(sum(cell[name] != controls[name] for name in cell) == 1 for cell in others)


def test_four_factors_of_three_levels_are_told_apart_in_eighteen_cells_and_wholly() -> None:
    """The orthogonal array L18 holds seven of them; so four must come out without any correlation."""
    found = fraction({name: ["0", "1", "2"] for name in "abcd"}, 18)
    assert len({tuple(cell.values()) for cell in found.cells}) == 18
    assert (found.of, found.efficiency, found.alike) == (81, pytest.approx(1), pytest.approx(0, abs=1e-9))
    for name in "abcd":
        assert sorted(cell[name] for cell in found.cells) == sorted("012" * 6)


@settings(max_examples=15, deadline=None)
@given(levels)
def test_any_fraction_is_made_of_different_cells_tells_all_effects_and_is_the_same_again(
    given_levels: dict[str, list[str]],
) -> None:
    found = fraction(given_levels)
    rows = [tuple(cell.values()) for cell in found.cells]
    assert len(set(rows)) == len(rows) <= found.of
    assert found == fraction(given_levels)
    assert 0.8 < found.efficiency <= 1 + 1e-9
    assert found.alike < 0.5
    for name, given_list in given_levels.items():
        assert {cell[name] for cell in found.cells} == set(given_list)


def test_too_few_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="4 cells cannot tell 6 effects and a mean; it takes 7"):
        fraction({name: ["0", "1", "2"] for name in "abc"}, 4)
