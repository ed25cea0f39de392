"""A curve of shares over doses, one for each kind of episode, with an interval at every point."""

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

from corpsim.dose import show_percent
from corpsim.report.markup import Element
from corpsim.report.plots.canvas import COLOURS, WIDTH, Scale, drawing, grid_x, grid_y, legend, linear, mark, rule, words
from corpsim.report.plots.forest import Spot

HEIGHT = 210
LEFT = 52
RIGHT = 24
TOP = 18
SHARES = tuple((tick / 100, f"{tick} %") for tick in (0, 25, 50, 75, 100))
NUDGE = 7.0
"""Units by which curves are set apart, so that their intervals do not lie on one another."""


class Curve(NamedTuple):
    """One line: its name, and a spot at each dose."""

    name: str
    points: Sequence[tuple[float, Spot]]


def dose_curves(title: str, about: str, curves: Sequence[Curve]) -> Element:
    """The plot. Doses, 0..1, stand on a scale of square roots, which keeps the small ones apart."""
    doses = sorted({dose for curve in curves for dose, _ in curve.points})
    across = linear((0.0, 1.0), (LEFT + 16.0, WIDTH - RIGHT - 16.0))
    up = linear((0.0, 1.0), (float(TOP + HEIGHT), float(TOP)))
    bottom = TOP + HEIGHT
    drawn = grid_y(up, SHARES, LEFT, WIDTH - RIGHT)
    ticks = [(sqrt(dose), f"{show_percent(dose)} %") for dose in _apart(doses)]
    drawn += grid_x(across, ticks, TOP, bottom)
    drawn.append(words(WIDTH - RIGHT, bottom + 34, "told chance of an audit", anchor="end", class_="tick"))
    for number, curve in enumerate(curves):
        shift = NUDGE * (number - (len(curves) - 1) / 2)
        drawn += _curve(curve, number, [(across(sqrt(dose)) + shift, spot) for dose, spot in curve.points], up)
    key, high = legend([curve.name for curve in curves], LEFT, bottom + 54, WIDTH - LEFT)
    return drawing(WIDTH, bottom + 42 + high, title, about, *drawn, *key)


def _apart(doses: Sequence[float]) -> list[float]:
    """Doses whose figures find room beside each other."""
    kept: list[float] = []
    for dose in doses:
        if not kept or (sqrt(dose) - sqrt(kept[-1])) * (WIDTH - LEFT) >= 40:
            kept.append(dose)
    return kept


def _curve(curve: Curve, kind: int, points: Sequence[tuple[float, Spot]], up: Scale) -> list[Element]:
    style = f"c{kind % COLOURS}"
    drawn = [rule(x, up(spot.low), x, up(spot.high), f"bar {style}") for x, spot in points if spot.low is not None and spot.high is not None]
    drawn += [rule(x, up(a.value), on, up(b.value), f"line {style}") for (x, a), (on, b) in pairwise(points)]
    return drawn + [mark(x, up(spot.value), kind, f"{curve.name}: {spot.told}") for x, spot in points]
