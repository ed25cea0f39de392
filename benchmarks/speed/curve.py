"""What a step costs in larger and larger companies, drawn as SVG that reads on light and on dark paper."""

import math
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from clockwork import Section, number
from size import FLAT_ENOUGH

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 360, 56, 24, 210, 44
INK, RULE = "#7d8590", "#7d859055"
COLOURS = ("#2f81f7", "#db6d28", "#3fb950", "#a371f7", "#e3b341", "#f778ba", "#39c5cf")
LEAST, ROOM = 0.5, 1.25


def draw(sections: Sequence[Section]) -> str:
    """All curves of some sections; both axes are logarithmic, the dashed line is the aim."""
    curves = {name: points for section in sections for name, points in section.curves.items()}
    return Plot(curves).svg() if curves else ""


class Plot:
    """The paper: where a company size and a quotient lie on it."""

    def __init__(self, curves: Mapping[str, Mapping[int, float]]) -> None:
        self.curves = curves
        self.sizes = sorted({size for points in curves.values() for size in points})
        self.most = max(2.0, ROOM * max(value for points in curves.values() for value in points.values()))

    def x(self, size: float) -> float:
        """From left to right."""
        return LEFT + (WIDTH - LEFT - RIGHT) * _share(size, self.sizes[0], self.sizes[-1])

    def y(self, value: float) -> float:
        """From the bottom up."""
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * _share(max(value, LEAST), LEAST, self.most)

    def svg(self) -> str:
        """The whole picture."""
        head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        head += f'font-size="12" fill="{INK}" role="img" aria-label="Cost of a step over company size">'
        return "\n".join([head, *self._axes(), *self._lines(), "</svg>"]) + "\n"

    def _axes(self) -> list[str]:
        ticks = [value for power in range(-1, 6) for value in (10.0**power, 2 * 10.0**power, 5 * 10.0**power)]
        marks = [f'<text x="{LEFT}" y="14">cost, in multiples of that in the smallest company</text>']
        marks += [self._tick(tick) for tick in ticks if LEAST <= tick <= self.most]
        marks.append(self._rule(FLAT_ENOUGH.bound, INK, ' stroke-dasharray="5 4"'))
        marks.append(_text(LEFT + 4, self.y(FLAT_ENOUGH.bound) - 5, f"aim: {FLAT_ENOUGH} ×", "start"))
        marks += [_text(self.x(size), HEIGHT - BOTTOM + 18, f"{size:,}", "middle") for size in self.sizes]
        return [*marks, _text((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 8, "employees", "middle")]

    def _tick(self, value: float) -> str:
        return self._rule(value, RULE, "") + _text(LEFT - 8, self.y(value) + 4, f"{value:g}", "end")

    def _rule(self, value: float, colour: str, more: str) -> str:
        y = self.y(value)
        return f'<line x1="{LEFT}" x2="{WIDTH - RIGHT}" y1="{y:.1f}" y2="{y:.1f}" stroke="{colour}"{more}/>'

    def _lines(self) -> list[str]:
        """The curves, each with its name at a height of its own, the highest first."""
        parts = []
        ranked = sorted(self.curves.items(), key=lambda item: -item[1][max(item[1])])
        for place, (name, points) in enumerate(ranked):
            colour, height = COLOURS[place % len(COLOURS)], TOP + 16 + 22 * place
            path = " ".join(f"{self.x(size):.1f},{self.y(value):.1f}" for size, value in sorted(points.items()))
            parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
            label = f"{name} {number(points[max(points)])} ×"
            parts.append(f'<g fill="{colour}">{_text(WIDTH - RIGHT + 12, height, label, "start")}</g>')
        return parts


def _share(value: float, least: float, most: float) -> float:
    return math.log(value / least) / math.log(most / least) if most > least else 0.5


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
