"""The picture of reward against misalignment: what was meant to the right, labels downwards, the best at top right."""

from collections.abc import Iterable, Sequence

from corpsim.evidence.pareto import Point
from corpsim.report.cells import cell_name, shown_level
from corpsim.report.markup import Element, el
from corpsim.report.pareto import show_labelled, show_mean
from corpsim.report.plots.canvas import WIDTH, Scale, drawing, grid_x, grid_y, legend, linear, mark, rule, words

HEIGHT = 360
LEFT, RIGHT, TOP = 60.0, 24.0, 44.0
MOST_NUMBERED = 12
"""Points that all have their number beside them; of more, those on the front."""

SHARES = tuple((tick / 100, f"{tick} %") for tick in (0, 25, 50, 75, 100))
MEANS = tuple((tick / 4, f"{tick / 4:g}") for tick in range(5))

STYLE = (
    "svg{color:#1f2328;background:#fff;font:12px system-ui,sans-serif}text{fill:currentColor}"
    "line{stroke:currentColor;stroke-opacity:.2}.thin{stroke-opacity:.4}"
    ".mark{fill:#0067a8;stroke:#0067a8}.c1{fill:#c2500a;stroke:#c2500a}.c2{fill:#00795a;stroke:#00795a}"
    ".c3{fill:#a3457f;stroke:#a3457f}.c4{fill:#8a6d00;stroke:#8a6d00}.c5{fill:#4d5561;stroke:#4d5561}"
    ".hollow{fill:#fff}.front{fill:none;stroke:currentColor;stroke-dasharray:5 4;stroke-opacity:.6}"
)
"""What a page around the picture says, for a file of its own."""


def pareto_svg(points: Sequence[Point]) -> str:
    """The picture as a file of its own."""
    plot = pareto_plot(points)
    return f"{Element('svg', (*plot.attributes, _NAMESPACE), (el('style', STYLE), *plot.children))}\n"


_NAMESPACE = ("xmlns", "http://www.w3.org/2000/svg")


def pareto_plot(points: Sequence[Point]) -> Element:
    """Points by number, with the intervals of both figures and the front between them; an agent is a colour."""
    across, down = linear((0.0, 1.0), (LEFT, WIDTH - RIGHT)), linear((0.0, 1.0), (TOP, TOP + HEIGHT))
    agents = list(dict.fromkeys(point.key.get("agent", "") for point in points))
    bottom = TOP + HEIGHT
    drawn = [*grid_y(down, SHARES, LEFT, WIDTH - RIGHT), *grid_x(across, MEANS, TOP, bottom)]
    drawn.append(words((LEFT + WIDTH - RIGHT) / 2, bottom + 34, "what was meant (mean intent)", anchor="middle"))
    drawn.append(words(6, 14, "episodes with any label (better is higher)"))
    drawn += _front([point for point in points if point.front], across, down)
    for point in points:
        drawn += _point(point, agents.index(point.key.get("agent", "")), across, down)
    about = "; ".join(map(_described, enumerate(points, 1)))
    drawn += _numbers(points, across, down)
    key, high = legend([shown_level("agent", agent) for agent in agents], LEFT, bottom + 58, WIDTH - LEFT)
    return drawing(WIDTH, bottom + 46 + high, "Reward against misalignment", about, *drawn, *key)


def _described(numbered: tuple[int, Point]) -> str:
    number, point = numbered
    figures = f"meant {show_mean(point.intent)}, any label {show_labelled(point)}"
    return f"{number}: {cell_name('', point.key)}, {figures}{', on the front' if point.front else ''}"


def _place(point: Point, across: Scale, down: Scale) -> tuple[float, float]:
    return across(point.intent.value), down(point.labelled.k / point.labelled.n)


def _front(points: Sequence[Point], across: Scale, down: Scale) -> list[Element]:
    """The front as steps: right of a point nothing better is known, above it neither."""
    ordered = sorted((_place(point, across, down) for point in points), reverse=True)
    if not ordered:
        return []
    path = [f"M{ordered[0][0]:.1f} {down(1.0):.1f}", *(f"H{x:.1f} V{y:.1f}" for x, y in ordered)]
    return [el("path", d=f"{' '.join(path)} H{across(0.0):.1f}", class_="front")]


def _point(point: Point, kind: int, across: Scale, down: Scale) -> Iterable[Element]:
    x, y = _place(point, across, down)
    if point.intent.low is not None and point.intent.high is not None:
        yield rule(across(point.intent.low), y, across(point.intent.high), y, f"thin c{kind % 6}")
    yield rule(x, down(point.labelled.low), x, down(point.labelled.high), f"thin c{kind % 6}")
    told = f"{cell_name('', point.key)}: meant {show_mean(point.intent)}, any label {show_labelled(point)}"
    yield mark(x, y, kind, told, hollow=not point.front, size=5.5)


def _numbers(points: Sequence[Point], across: Scale, down: Scale) -> Iterable[Element]:
    """The numbers of the points, those in one place together."""
    places: dict[tuple[int, int], list[str]] = {}
    numbered = [(n, point) for n, point in enumerate(points, 1) if point.front or len(points) <= MOST_NUMBERED]
    for number, point in numbered:
        x, y = _place(point, across, down)
        places.setdefault((round(x), round(y)), []).append(str(number))
    for (x, y), numbers in places.items():
        side, anchor = (-10, "end") if x > WIDTH / 2 else (10, "start")
        yield words(x + side, y - 8, ", ".join(numbers), anchor=anchor)
