"""A forest plot: a row for each condition, a panel for each label, a point with its interval in each."""

from collections.abc import Sequence
from typing import NamedTuple

from corpsim.report.markup import Element, el
from corpsim.report.plots.canvas import LETTER, WIDTH, Scale, drawing, grid_x, linear, mark, rule, words

ROW = 22
HEAD = 26
FOOT = 26
MOST_PANELS = 3
"""Panels that stand side by side in one drawing."""

GAP = 34
SIDE = (90.0, 330.0)
"""The narrowest and the widest column of names."""

SHARES = tuple((tick / 100, f"{tick} %" if tick in (0, 100) else str(tick)) for tick in (0, 25, 50, 75, 100))
POINTS = tuple((tick / 100, f"{tick:+d}" if tick else "0") for tick in (-100, -50, 0, 50, 100))


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
    """A row: its name, the kind of its marks (their colour and shape), and a spot by panel, None for an empty one."""

    name: str
    kind: int
    spots: Sequence[Spot | None]


def forest(
    title: str,
    about: str,
    panels: Sequence[str],
    rows: Sequence[Row],
    *,
    domain: tuple[float, float] = (0.0, 1.0),
    ticks: Sequence[tuple[float, str]] = SHARES,
) -> Element:
    """The plot; `panels` are the heads of its columns, at most `MOST_PANELS`."""
    side = min(max(SIDE[0], LETTER * max(len(row.name) for row in rows) + 14), SIDE[1])
    wide = (WIDTH - side - GAP * (len(panels) - 1) - 16) / len(panels)
    bottom = HEAD + ROW * len(rows)
    drawn: list[Element] = [_stripe(number) for number in range(1, len(rows), 2)]
    drawn += [_name(number, row, side) for number, row in enumerate(rows)]
    for column, head in enumerate(panels):
        left = side + column * (wide + GAP)
        scale = linear(domain, (left, left + wide))
        drawn.append(words(left, HEAD - 11, head, class_="head", most=int(wide / LETTER)))
        drawn += grid_x(scale, ticks, HEAD, bottom, zero=0.0)
        for number, row in enumerate(rows):
            spot = row.spots[column]
            drawn += _spot(spot, row.kind, scale, number) if spot is not None else [_empty(left, number)]
    return drawing(WIDTH, bottom + FOOT, title, about, *drawn)


def _middle(number: int) -> float:
    return HEAD + ROW * number + ROW / 2


def _stripe(number: int) -> Element:
    return el("rect", x=0, y=HEAD + ROW * number, width=WIDTH, height=ROW, class_="stripe")


def _name(number: int, row: Row, side: float) -> Element:
    return words(6, _middle(number) + 4, row.name, class_="name", most=int((side - 8) / LETTER))


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
