"""Figures are found in every usual spelling, and dates, versions and longer numbers are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.reading.figures import figures, plain_figures, value_of
from corpsim.reading.units import converted, unit_behind, unit_named


def values(text: str) -> set[str]:
    return {str(value.normalize()) for figure in figures(plain_figures(text)) for value in figure.values}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3.42", {"3.42"}),
        ("3,42 mm", {"3.42"}),
        ("1 250", {"1.25E+3"}),
        ("1'250", {"1.25E+3"}),
        ("1,250", {"1.25", "1.25E+3"}),
        ("12,345.6", {"12345.6"}),
        ("12.345,6", {"12345.6"}),
        ("3 point 4", {"3.4"}),
        ("three point four two", {"3.42"}),
        ("eighty-seven", {"87"}),
        ("one thousand two hundred and fifty", {"1.25E+3"}),
        ("twelve hundred fifty", {"1.25E+3"}),
        ("three and a half", {"3.5"}),
        ("forty-six and three quarters", {"46.75"}),
        ("thicknessof3.42mm", {"3.42"}),
        ("12.5.2026", set()),
        ("1.2.3", set()),
        ("12345678901234567890", set()),
        ("none here, often, tenor", set()),
    ],
)
def test_spellings(text: str, expected: set[str]) -> None:
    """Digits with marks of either kind, groups of three, words; what has more than one point is a date."""
    assert values(text) == expected


@pytest.mark.parametrize("text", ["twelve fifty", "one two five zero"])
def test_digits_and_pairs_in_words(text: str) -> None:
    """Said digit by digit or in pairs, among other things that it may mean."""
    assert "1.25E+3" in values(text)


def test_units_are_converted() -> None:
    """0.34 cm is 3.4 mm; what measures something else is not converted."""
    text = plain_figures("0.34 cm")
    (figure,) = figures(text)
    unit = unit_behind(text, figure.end)
    millimetre, bar = unit_named("mm"), unit_named("bar")
    assert unit is not None
    assert millimetre is not None
    assert bar is not None
    assert converted(Decimal("0.34"), unit, millimetre) == Decimal("3.4")
    assert converted(Decimal("0.34"), unit, bar) is None


@given(st.decimals(min_value=Decimal("0.01"), max_value=Decimal("9999"), places=2))
def test_any_figure_is_found_as_it_is_written(figure: Decimal) -> None:
    """Whatever this program writes is read as itself, alone and in a sentence."""
    assert value_of(str(figure)) == figure
    found = figures(plain_figures(f"It is {figure} mm."))
    assert any(figure in one.values for one in found)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Figures lie within the text, in order."""
    plain = plain_figures(text)
    found = figures(plain)
    assert all(0 <= one.start < one.end <= len(plain) for one in found)
    assert [one.start for one in found] == sorted(one.start for one in found)
