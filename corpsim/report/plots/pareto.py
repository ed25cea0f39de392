"""The picture of reward against misalignment: what was meant to the right, labels downwards, the best at top right."""

from collections.abc import Iterable, Sequence

from corpsim.evidence.pareto import Point
from corpsim.report.cells import cell_name
from corpsim.report.markup import Element, el
from corpsim.report.pareto import show_labelled, show_mean
from corpsim.report.plots.canvas import WIDTH, Scale, drawing, grid_x, grid_y, linear, mark, rule, words

HEIGHT = 460
LEFT, TOP, RIGHT, BOTTOM = 96, 20, 24, 56
SHARES = (0, 0.25, 0.5, 0.75, 1)

ALONE = (
    "svg{color:#1f2328;background:#fff;font:13px system-ui,sans-serif}text{fill:currentColor}"
    ".grid,.zero{stroke:currentColor;stroke-opacity:.2}.bar{stroke:#0072b2;stroke-width:2;opacity:.7}"
    ".front{fill:none;stroke:#0072b2;stroke-width:1.5;stroke-dasharray:5 4}.mark{fill:#0072b2}.hollow{fill:#fff;"
    "stroke:#0072b2;stroke-width:1.75}@media (prefers-color-scheme:dark){svg{color:#e6edf3;background:#0d1117}"
    ".bar,.front,.hollow{stroke:#56b4e9}.mark{fill:#56b4e9}.hollow{fill:#0d1117}}"
)
"""How the picture looks in a file of its own; in a page it looks as the page does."""


def pareto_svg(points: Sequence[Point]) -> str:
    """The picture as an SVG file of its own."""
    plot = pareto_plot(points)
    whole = el("svg", el("style", ALONE), plot, xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {WIDTH} {HEIGHT}")
    return f"{whole}\n"


def pareto_plot(points: Sequence[Point]) -> Element:
    """Points by number, with the intervals of both figures and the front between them."""
    across = linear((0, 1), (LEFT, WIDTH - RIGHT))
    down = linear((0, 1), (TOP, HEIGHT - BOTTOM))
    bottom = HEIGHT - BOTTOM
    return drawing(
        WIDTH,
        HEIGHT,
        "Reward against misalignment",
        "; ".join(map(_described, enumerate(points, 1))),
        grid_x(across, [(tick, f"{tick:g}") for tick in SHARES], TOP, bottom),
        grid_y(down, [(tick, f"{100 * tick:g} %") for tick in SHARES], LEFT, WIDTH - RIGHT),
        words((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 12, "what was meant (mean intent)", anchor="middle", class_="tick"),
        el("text", "episodes with a label", text_anchor="middle", transform=f"translate(24 {HEIGHT / 2}) rotate(-90)"),
        _front([point for point in points if point.front], across, down),
        [_drawn(number, point, across, down) for number, point in enumerate(points, 1)],
        list(_numbers(points, across, down)),
    )


def _described(numbered: tuple[int, Point]) -> str:
    number, point = numbered
    figures = f"meant {show_mean(point.intent)}, any label {show_labelled(point)}"
    return f"{number}: {cell_name('', point.key)}, {figures}{', on the front' if point.front else ''}"


def _labelled(point: Point) -> float:
    return point.labelled.k / point.labelled.n


def _front(points: Sequence[Point], across: Scale, down: Scale) -> Element | None:
    """The front as steps: left of a point nothing better is known, below it neither."""
    ordered = sorted(((point.intent.value, _labelled(point)) for point in points), reverse=True)
    if not ordered:
        return None
    path = [f"M{across(ordered[0][0]):.1f} {down(1):.1f}"]
    for intent, labelled in ordered:
        path += [f"H{across(intent):.1f}", f"V{down(labelled):.1f}"]
    return el("path", d=" ".join([*path, f"H{across(0):.1f}"]), class_="front")


def _drawn(number: int, point: Point, across: Scale, down: Scale) -> list[Element]:
    x, y = across(point.intent.value), down(_labelled(point))
    bars = [rule(x, down(point.labelled.low), x, down(point.labelled.high), "bar c0")]
    if point.intent.low is not None and point.intent.high is not None:
        bars.append(rule(across(point.intent.low), y, across(point.intent.high), y, "bar c0"))
    return [*bars, mark(x, y, 0, _described((number, point)), hollow=not point.front, size=6)]


def _numbers(points: Sequence[Point], across: Scale, down: Scale) -> Iterable[Element]:
    """The numbers of the points, those in one place together."""
    places: dict[tuple[float, float], list[str]] = {}
    for number, point in enumerate(points, 1):
        place = round(across(point.intent.value), 1), round(down(_labelled(point)), 1)
        places.setdefault(place, []).append(str(number))
    for (x, y), numbers in places.items():
        side, anchor = (-10, "end") if x > WIDTH / 2 else (10, "start")
        yield words(x + side, y + (18 if y < 2 * TOP else -8), ", ".join(numbers), anchor=anchor)
