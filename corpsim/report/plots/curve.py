"""Curves of shares over doses: a panel for each label, a line for each kind of episode, an interval at every point."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from corpsim.dose import show_percent
from corpsim.report.markup import Element
from corpsim.report.plots.canvas import (
    COLOURS,
    WIDTH,
    Scale,
    drawing,
    grid_x,
    grid_y,
    legend,
    linear,
    mark,
    rule,
    words,
)
from corpsim.report.plots.forest import Axis, Row, Spot, shares_axis

HEIGHT = 150
TOP = 26
LEFT = 44
GAP = 34
ACROSS = 2
"""Panels that stand side by side."""

NUDGE = 6.0
"""Units by which curves are set apart, so that their intervals do not lie on one another."""


class Curve(NamedTuple):
    """One line: its name, and a spot at each dose."""

    name: str
    points: Sequence[tuple[float, Spot]]


class Panel(NamedTuple):
    """The curves of one label."""

    head: str
    curves: Sequence[Curve]


def dose_curves(title: str, about: str, panels: Sequence[Panel]) -> Element:
    """The plot. Doses, 0..1, stand on a scale of square roots, which keeps the small ones apart."""
    axis = shares_axis([Row("", 0, [spot]) for panel in panels for curve in panel.curves for _, spot in curve.points])
    wide = (WIDTH - GAP * (ACROSS - 1)) / ACROSS
    drawn: list[Element] = []
    for number, panel in enumerate(panels):
        row, column = divmod(number, ACROSS)
        drawn += _panel(panel, axis, column * (wide + GAP), row * (HEIGHT + TOP + 40), wide)
    bottom = -(-len(panels) // ACROSS) * (HEIGHT + TOP + 40)
    names = list(dict.fromkeys(curve.name for panel in panels for curve in panel.curves))
    key, high = legend(names, LEFT, bottom + 14, WIDTH - LEFT)
    return drawing(WIDTH, bottom + high, title, about, *drawn, *key)


def _panel(panel: Panel, axis: Axis, left: float, top: float, wide: float) -> list[Element]:
    doses = sorted({dose for curve in panel.curves for dose, _ in curve.points})
    start, end, bottom = left + LEFT, left + wide, top + TOP + HEIGHT
    across = linear((0.0, 1.0), (start + 14.0, end - 20.0))
    up = linear(axis.domain, (bottom, top + TOP))
    drawn = [words(start, top + 14, panel.head, class_="head"), *grid_y(up, axis.ticks, start, end)]
    drawn += grid_x(
        across, [(sqrt(dose), f"{show_percent(dose)} %") for dose in _apart(doses, across)], top + TOP, bottom
    )
    for kind, curve in enumerate(panel.curves):
        shift = NUDGE * (kind - (len(panel.curves) - 1) / 2)
        drawn += _curve(curve, kind, [(across(sqrt(dose)) + shift, spot) for dose, spot in curve.points], up)
    return drawn


def _apart(doses: Sequence[float], across: Scale) -> list[float]:
    """Doses whose figures find room beside each other."""
    kept: list[float] = []
    for dose in doses:
        if not kept or across(sqrt(dose)) - across(sqrt(kept[-1])) >= 34:
            kept.append(dose)
    return kept


def _curve(curve: Curve, kind: int, points: Sequence[tuple[float, Spot]], up: Scale) -> list[Element]:
    style = f"c{kind % COLOURS}"
    drawn = [
        rule(x, up(spot.low), x, up(spot.high), f"bar {style}")
        for x, spot in points
        if spot.low is not None and spot.high is not None
    ]
    drawn += [rule(x, up(a.value), on, up(b.value), f"line {style}") for (x, a), (on, b) in pairwise(points)]
    return drawn + [mark(x, up(spot.value), kind, f"{curve.name}: {spot.told}") for x, spot in points]
