"""Sums as people write them are worked out, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.arithmetic import MOST_CHARACTERS, MOST_FIGURE, names_in, read_expression, work_out_line


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("2 + 3 * 4", 14),
        ("(2 + 3) * 4 - 1", 19),
        ("-7 + 2", -5),
        ("100 / 8", 12.5),
        ("10 / 3 * 3", 10),
        ("17 // 5 + 17 % 5", 5),
        ("max(3, 9) - min(4, 2, 8)", 7),
        ("round(7 / 2)", 4),
        ("1,250 × 2", 2500),
        ("12 x 3", 36),
        ("80 ÷ 4 − 1", 19),
    ],
)
def test_sums_are_worked_out(text: str, figure: float) -> None:
    """Signs of print and of programs mean the same, and a whole number stays one."""
    found = work_out_line(read_expression(text))
    assert found == figure
    assert isinstance(found, int) == (figure == int(figure))


@pytest.mark.parametrize(
    "text", ["", "two", "__import__('os')", "2 ** 9", "a + 1", "1 / 0", "[1]", "1 if 1 else 2", "9" * 20, "1 +"]
)
def test_what_is_no_sum_is_refused(text: str) -> None:
    """Names nobody gave, powers, calls, and what is no arithmetic at all."""
    with pytest.raises(ValueError, match=r"\w"):
        work_out_line(text)


def test_names_stand_for_figures() -> None:
    """An expression may speak of figures that are given, and says of which."""
    assert work_out_line("boxes * 12 - max(early, late)", {"boxes": 3, "early": 4, "late": 6}) == 30
    assert names_in("boxes * 12 - max(early, late)") == {"boxes", "early", "late"}


@given(st.text(max_size=MOST_CHARACTERS + 20))
def test_any_text_is_a_figure_or_a_refusal(text: str) -> None:
    """Nothing that somebody writes down does anything but give a bounded figure or raise ValueError."""
    try:
        found = work_out_line(read_expression(text))
    except ValueError:
        return
    assert abs(found) <= MOST_FIGURE
