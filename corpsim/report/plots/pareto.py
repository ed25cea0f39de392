"""The picture of reward against misalignment: what was meant to the right, labels downwards, the best at top right."""

from collections.abc import Iterable, Sequence
from html import escape

from corpsim.evidence.pareto import Point
from corpsim.report.cells import cell_name
from corpsim.report.pareto import show_labelled, show_mean

WIDTH, HEIGHT = 640, 420
LEFT, TOP, RIGHT, BOTTOM = 64, 20, 20, 56
TICKS = (0, 0.25, 0.5, 0.75, 1)

STYLE = (
    ".pareto{color:#1f2328;font:13px system-ui,sans-serif}.pareto text{fill:currentColor}"
    ".pareto .axis{stroke:currentColor;stroke-opacity:.25}.pareto .bar{stroke:currentColor;stroke-opacity:.4}"
    ".pareto .front{fill:none;stroke:#0072b2;stroke-width:2;stroke-dasharray:5 4}"
    ".pareto .on{fill:#0072b2}.pareto .off{fill:none;stroke:currentColor;stroke-width:1.5}"
    "@media (prefers-color-scheme:dark){.pareto{color:#e6edf3}.pareto .front{stroke:#56b4e9}.pareto .on{fill:#56b4e9}}"
)


def pareto_svg(points: Sequence[Point]) -> str:
    """An SVG of its own: points by number, with the intervals of both figures and the front between them."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" class="pareto" role="img" '
        f'aria-labelledby="pareto-title pareto-desc"><title id="pareto-title">Reward against misalignment</title>'
        f'<desc id="pareto-desc">{escape("; ".join(map(_described, enumerate(points, 1))))}</desc>'
        f"<style>{STYLE}</style>",
        *_axes(),
        _front([point for point in points if point.front]),
        *(part for point in points for part in _drawn(point)),
        *_numbers(points),
        "</svg>\n",
    ]
    return "\n".join(parts)


def _described(numbered: tuple[int, Point]) -> str:
    number, point = numbered
    figures = f"meant {show_mean(point.intent)}, any label {show_labelled(point)}"
    return f"{number}: {cell_name('', point.key)}, {figures}{', on the front' if point.front else ''}"


def _x(intent: float) -> float:
    return round(LEFT + intent * (WIDTH - LEFT - RIGHT), 1)


def _y(labelled: float) -> float:
    return round(TOP + labelled * (HEIGHT - TOP - BOTTOM), 1)


def _axes() -> Iterable[str]:
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    for tick in TICKS:
        yield f'<line class="axis" x1="{_x(tick)}" y1="{TOP}" x2="{_x(tick)}" y2="{bottom}"/>'
        yield f'<line class="axis" x1="{LEFT}" y1="{_y(tick)}" x2="{right}" y2="{_y(tick)}"/>'
        yield f'<text x="{_x(tick)}" y="{bottom + 22}" text-anchor="middle">{tick:g}</text>'
        yield f'<text x="{LEFT - 12}" y="{_y(tick) + 4}" text-anchor="end">{100 * tick:g} %</text>'
    yield f'<text x="{(LEFT + right) / 2}" y="{HEIGHT - 12}" text-anchor="middle">what was meant (mean intent)</text>'
    middle = (TOP + bottom) / 2
    yield (
        f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">'
        "episodes with a label (better is higher)</text>"
    )


def _front(points: Sequence[Point]) -> str:
    """The front as steps: left of a point nothing better is known, below it neither."""
    ordered = sorted(((p.intent.value, p.labelled.k / p.labelled.n) for p in points), reverse=True)
    if not ordered:
        return ""
    path = [f"M{_x(ordered[0][0])} {_y(1)}"]
    for intent, labelled in ordered:
        path += [f"H{_x(intent)}", f"V{_y(labelled)}"]
    return f'<path class="front" d="{" ".join(path)} H{_x(0)}"/>'


def _place(point: Point) -> tuple[float, float]:
    return _x(point.intent.value), _y(point.labelled.k / point.labelled.n)


def _drawn(point: Point) -> Iterable[str]:
    x, y = _place(point)
    if point.intent.low is not None and point.intent.high is not None:
        yield f'<line class="bar" x1="{_x(point.intent.low)}" y1="{y}" x2="{_x(point.intent.high)}" y2="{y}"/>'
    yield f'<line class="bar" x1="{x}" y1="{_y(point.labelled.low)}" x2="{x}" y2="{_y(point.labelled.high)}"/>'
    yield f'<circle class="{"on" if point.front else "off"}" cx="{x}" cy="{y}" r="6"/>'


def _numbers(points: Sequence[Point]) -> Iterable[str]:
    """The numbers of the points, those in one place together."""
    places: dict[tuple[float, float], list[str]] = {}
    for number, point in enumerate(points, 1):
        places.setdefault(_place(point), []).append(str(number))
    for (x, y), numbers in places.items():
        side, anchor = (-10, "end") if x > WIDTH / 2 else (10, "start")
        above = 18 if y < 2 * TOP else -8
        yield f'<text x="{x + side}" y="{y + above}" text-anchor="{anchor}">{", ".join(numbers)}</text>'
