"""Plots: well formed, told in words, with a mark where the figure is."""

from xml.etree import ElementTree

import pytest

from corpsim.report.markup import Element
from corpsim.report.plots.canvas import COLOURS, mark
from corpsim.report.plots.curve import Curve, Panel, dose_curves
from corpsim.report.plots.forest import GAPS, Axis, Row, Spot, forest, shares_axis
from corpsim.report.plots.stack import Bar, stack

HALF = Spot(0.5, 0.25, 0.75, "50 %")
NONE = Spot(0.0, 0.0, 0.2, "0 % (0–20)")


def read(plot: Element) -> ElementTree.Element:
    return ElementTree.fromstring(str(plot))  # noqa: S314 our own


def test_a_plot_says_what_it_shows() -> None:
    svg = read(forest("Rates", "Two rows.", ["x"], [Row("a", 0, [HALF]), Row("b", 1, [NONE])], shares_axis([])))
    assert svg.findtext("title") == "Rates"
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "Rates. Two rows.")


def test_a_point_stands_where_its_figure_is() -> None:
    """Half of an axis from 0 to 1 lies halfway between the marks of nothing and of all."""
    spots = [Spot(value, None, None, str(value)) for value in (0.0, 0.5, 1.0)]
    svg = read(forest("t", "a", ["x"], [Row(str(n), 0, [spot]) for n, spot in enumerate(spots)], shares_axis([])))
    low, half, high = (float(circle.get("cx", "0")) for circle in svg.iter("circle"))
    assert half == pytest.approx((low + high) / 2, abs=0.02)


def test_the_interval_is_drawn_and_an_empty_cell_is_a_dash() -> None:
    svg = read(forest("t", "a", ["x", "y"], [Row("a", 0, [HALF, None])], Axis((0.0, 1.0), [])))
    (bar,) = [line for line in svg.iter("line") if line.get("class", "").startswith("bar")]
    (point,) = svg.iter("circle")
    assert float(bar.get("x1", "0")) < float(point.get("cx", "0")) < float(bar.get("x2", "0"))
    assert "–" in [text.text for text in svg.iter("text")]


def test_a_row_without_spots_is_a_heading() -> None:
    svg = read(forest("t", "a", ["x"], [Row("Careful", 0, ()), Row("a", 0, [HALF])], GAPS))
    assert len(list(svg.iter("circle"))) == 1
    assert "Careful" in [text.text for text in svg.iter("text")]


@pytest.mark.parametrize(("high", "top"), [(0.05, 0.1), (0.3, 0.4), (0.61, 1.0), (1.0, 1.0)])
def test_an_axis_ends_where_all_intervals_find_room(high: float, top: float) -> None:
    assert shares_axis([Row("a", 0, [Spot(0.0, 0.0, high, "")])]).domain == (0.0, top)


def test_every_kind_of_mark_has_a_shape_of_its_own() -> None:
    shapes = {str(mark(0, 0, kind, "")).replace(f"c{kind}", "") for kind in range(COLOURS)}
    assert len(shapes) == COLOURS


def test_curves_have_a_point_for_each_dose_and_a_name_below() -> None:
    points = [(0.0, HALF), (0.01, HALF), (1.0, NONE)]
    svg = read(dose_curves("t", "a", [Panel("x", [Curve("one", points), Curve("two", points[:1])])]))
    assert len([g for g in svg.iter() if g.get("class", "").startswith("mark")]) == 4 + 2
    told = [text.text for text in svg.iter("text")]
    assert {"0 %", "100 %", "one", "two", "x"} <= set(told)


def test_a_stack_counts_every_part() -> None:
    svg = read(stack("t", "a", [("completed", "done"), ("limit", "cut")], [Bar("a", {"completed": 3, "limit": 1})]))
    titles = [title.text for title in svg.iter("title")][1:]
    assert titles == ["a: 3 completed", "a: 1 limit"]
    wide = [float(r.get("width", "0")) for r in svg.iter("rect") if r.find("title") is not None]
    assert wide[0] > 2.9 * wide[1]


def test_any_hostile_name_stays_text() -> None:
    svg = read(forest("<b>", "\x1b[2J", ["</svg>"], [Row("<script>\u202e", 0, [HALF])], GAPS))
    assert not list(svg.iter("script"))
    assert "<script>‹U+202E›" in [text.text for text in svg.iter("text")]
