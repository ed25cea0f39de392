"""What all plots share: a drawing with a title and a description, text, marks, and an axis of shares."""

from collections.abc import Callable, Iterable, Sequence

from corpsim.report.markup import Child, Element, el
from corpsim.report.safe import line

WIDTH = 760
"""Units of a drawing; one is a pixel where there is room for it."""

LETTER = 6.7
"""Units that a letter takes, about, in the type of the plots; digits and capitals take more."""

COLOURS = 6
"""Colours that can be told apart, as classes `c0` to `c5` of the page's style sheet, each with a mark of its own."""

Scale = Callable[[float], float]


def drawing(width: float, height: float, title: str, about: str, *children: Child) -> Element:
    """An SVG that says what it shows to who cannot see it."""
    told = {"role": "img", "aria_label": f"{title}. {about}"}
    return el(
        "svg", el("title", title), *children, viewBox=f"0 0 {width:g} {height:g}", width=width, height=height, **told
    )


def linear(domain: tuple[float, float], place: tuple[float, float]) -> Scale:
    """A scale from figures to units."""
    (low, high), (start, end) = domain, place
    return lambda value: start + (value - low) / (high - low) * (end - start)


def words(x: float, y: float, text: str, *, anchor: str = "start", class_: str = "", most: int = 90) -> Element:
    """A line of text; what is cut off can be read by pointing at it."""
    short = line(text, most)
    more = el("title", text) if short.endswith("…") else None
    return el("text", short, more, x=x, y=y, text_anchor=anchor if anchor != "start" else None, class_=class_ or None)


def rule(x1: float, y1: float, x2: float, y2: float, class_: str) -> Element:
    """A straight line."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, class_=class_)


def mark(x: float, y: float, kind: int, told: str, *, hollow: bool = False, size: float = 4.5) -> Element:
    """A point: circle, square, diamond, triangle … each kind in its colour. `told` is read by pointing at it."""
    style = f"mark c{kind % COLOURS}{' hollow' if hollow else ''}"
    title = el("title", told)
    if kind % COLOURS == 0:
        return el("circle", title, cx=x, cy=y, r=size, class_=style)
    return el("path", title, d=f"M{' L'.join(_corners(x, y, kind % COLOURS, size))} Z", class_=style)


_SHAPES: dict[int, tuple[tuple[float, float], ...]] = {
    1: ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
    2: ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    3: ((0, -1.2), (1.15, 0.85), (-1.15, 0.85)),
    4: ((0, 1.2), (1.15, -0.85), (-1.15, -0.85)),
    5: ((-1.2, -0.45), (1.2, -0.45), (1.2, 0.45), (-1.2, 0.45)),
}


def _corners(x: float, y: float, kind: int, size: float) -> Iterable[str]:
    return (f"{x + size * dx:.2f} {y + size * dy:.2f}" for dx, dy in _SHAPES[kind])


def grid_x(
    scale: Scale, ticks: Sequence[tuple[float, str]], top: float, bottom: float, *, zero: float | None = None
) -> list[Element]:
    """Vertical lines with their figures below; the one at `zero` is stronger."""
    drawn: list[Element] = []
    for value, text in ticks:
        x = scale(value)
        drawn.append(rule(x, top, x, bottom, "zero" if value == zero else "grid"))
        drawn.append(words(x, bottom + 15, text, anchor="middle", class_="tick"))
    return drawn


def grid_y(scale: Scale, ticks: Sequence[tuple[float, str]], left: float, right: float) -> list[Element]:
    """Horizontal lines with their figures at the left."""
    drawn: list[Element] = []
    for value, text in ticks:
        y = scale(value)
        drawn.append(rule(left, y, right, y, "zero" if value == 0 else "grid"))
        drawn.append(words(left - 8, y + 4, text, anchor="end", class_="tick"))
    return drawn


def legend(names: Sequence[str], x: float, y: float, width: float) -> tuple[list[Element], float]:
    """Marks with their names, in as many lines as it takes; and the height of them."""
    drawn: list[Element] = []
    at, down = x, y
    for kind, name in enumerate(names):
        short = line(name, 60)
        needs = 24 + LETTER * len(short)
        if at > x and at + needs > x + width:
            at, down = x, down + 20
        drawn += [mark(at + 5, down - 4, kind, name), words(at + 15, down, short, class_="name")]
        at += needs + 8
    return drawn, down - y + 20
