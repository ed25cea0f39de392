"""A forest plot: a row for each condition, a panel for each label, a point with its interval in each."""

from collections.abc import Sequence
from typing import NamedTuple

from corpsim.report.markup import Element, el
from corpsim.report.plots.canvas import LETTER, WIDTH, Scale, drawing, grid_x, linear, mark, rule, words
from corpsim.report.safe import plain

ROW = 22
HEAD = 26
FOOT = 26
MOST_PANELS = 3
"""Panels that stand side by side in one drawing."""

GAP = 30
SIDE = (90.0, 300.0)
"""The narrowest and the widest column of names."""

TOPS = (0.1, 0.2, 0.4, 0.6, 1.0)
"""Where an axis of shares may end."""

POINTS = tuple((tick / 100, f"{tick:+d}".replace("-", "−") if tick else "0") for tick in (-100, -50, 0, 50, 100))


class Spot(NamedTuple):
    """A figure with its bounds, and how it reads. `band` is a range that somebody else found: low, middle, high.

    `low` and `high` are None where nothing bounds the figure.
    """

    value: float
    low: float | None
    high: float | None
    told: str
    band: tuple[float, float, float] | None = None


class Row(NamedTuple):
    """A row: its name, the kind of its marks (their colour and shape), and a spot by panel, None for an empty one.

    A row without spots is a heading over those that follow.
    """

    name: str
    kind: int
    spots: Sequence[Spot | None]


class Axis(NamedTuple):
    """From where to where, and the figures that stand at it."""

    domain: tuple[float, float]
    ticks: Sequence[tuple[float, str]]


GAPS = Axis((-1.0, 1.0), POINTS)
"""Differences of shares, in points of per cent."""


def shares_axis(rows: Sequence[Row]) -> Axis:
    """An axis from 0 to where all intervals find room."""
    bounds = [max(s.high or 0.0, s.value, *(s.band or ())) for row in rows for s in row.spots if s is not None]
    top = next(top for top in TOPS if top >= min(1.0, max(bounds, default=1.0)))
    return Axis((0.0, top), [(part * top, f"{100 * part * top:.0f}{' %' if part else ''}") for part in (0.0, 0.5, 1.0)])


def forest(
    title: str, about: str, panels: Sequence[str], rows: Sequence[Row], axis: Axis, *, columns: int | None = None
) -> Element:
    """The plot; `panels` are the heads of its columns, which are as wide as if there were `columns` of them."""
    side = min(max(SIDE[0], LETTER * max(len(plain(row.name)) for row in rows) + 20), SIDE[1])
    shared = columns or len(panels)
    wide = (WIDTH - side - GAP * (shared - 1) - 18) / shared
    bottom = HEAD + ROW * len(rows)
    drawn: list[Element] = [_stripe(number) for number, row in enumerate(rows) if number % 2 and row.spots]
    drawn += [_name(number, row, side) for number, row in enumerate(rows)]
    for column, head in enumerate(panels):
        left = side + column * (wide + GAP)
        scale = linear(axis.domain, (left, left + wide))
        drawn.append(words(left, HEAD - 11, head, class_="head", most=int(wide / LETTER)))
        drawn += grid_x(scale, axis.ticks, HEAD, bottom, zero=0.0)
        for number, row in enumerate(rows):
            if row.spots:
                spot = row.spots[column]
                drawn += _spot(spot, row.kind, scale, number) if spot is not None else [_empty(left, number)]
    return drawing(WIDTH, bottom + FOOT, title, about, *drawn)


def _middle(number: int) -> float:
    return HEAD + ROW * number + ROW / 2


def _stripe(number: int) -> Element:
    return el("rect", x=0, y=HEAD + ROW * number, width=WIDTH, height=ROW, class_="stripe")


def _name(number: int, row: Row, side: float) -> Element:
    style, indent = ("name", 6.0) if row.spots else ("head", 0.0)
    most = int((side - 14) / LETTER) if row.spots else int(WIDTH / LETTER)
    return words(indent, _middle(number) + 4, row.name, class_=style, most=most)


def _empty(left: float, number: int) -> Element:
    return words(left + 4, _middle(number) + 4, "–", class_="tick")


def _spot(spot: Spot, kind: int, scale: Scale, number: int) -> list[Element]:
    y = _middle(number)
    drawn: list[Element] = []
    if spot.band is not None:
        low, middle, high = map(scale, spot.band)
        drawn.append(el("rect", x=low, y=y - 6, width=max(1.5, high - low), height=12, rx=2, class_="band"))
        drawn.append(rule(middle, y - 6, middle, y + 6, "middle"))
    if spot.low is not None and spot.high is not None:
        drawn.append(rule(scale(spot.low), y, scale(spot.high), y, f"bar c{kind % 6}"))
    drawn.append(mark(scale(spot.value), y, kind, spot.told))
    return drawn
