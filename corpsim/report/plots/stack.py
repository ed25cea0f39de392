"""Bars of parts of a whole: how the episodes came out, a bar for each kind of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpsim.report.markup import Element, el
from corpsim.report.plots.canvas import LETTER, WIDTH, drawing, linear, words

ROW = 30
BAR = 18
KEY = 30


class Bar(NamedTuple):
    """One bar: its name, and counts by part."""

    name: str
    counts: Mapping[str, int]


def stack(title: str, about: str, parts: Sequence[tuple[str, str]], bars: Sequence[Bar]) -> Element:
    """The plot. `parts` are (name, class of the style sheet), in the order in which they are stacked."""
    side = min(max(80.0, LETTER * max(len(bar.name) for bar in bars) + 14), 260.0)
    drawn = _key([part for part in parts if any(bar.counts.get(part[0]) for bar in bars)])
    most = max(sum(bar.counts.values()) for bar in bars)
    for number, bar in enumerate(bars):
        drawn += _bar(bar, parts, KEY + number * ROW, side, most)
    return drawing(WIDTH, KEY + ROW * len(bars), title, about, *drawn)


def _key(parts: Sequence[tuple[str, str]]) -> list[Element]:
    drawn: list[Element] = []
    at = 6.0
    for name, style in parts:
        drawn.append(el("rect", x=at, y=4, width=11, height=11, rx=2, class_=f"part {style}"))
        drawn.append(words(at + 17, 14, name, class_="name"))
        at += 34 + LETTER * len(name)
    return drawn


def _bar(bar: Bar, parts: Sequence[tuple[str, str]], top: float, side: float, most: int) -> list[Element]:
    scale = linear((0.0, float(most)), (side, WIDTH - 44.0))
    drawn = [words(6, top + 14, bar.name, class_="name", most=int((side - 8) / LETTER))]
    done = 0
    for name, style in parts:
        count = bar.counts.get(name, 0)
        if count:
            left, right = scale(done), scale(done + count)
            told = el("title", f"{bar.name}: {count} {name}")
            drawn.append(
                el("rect", told, x=left, y=top, width=max(1.0, right - left - 1), height=BAR, class_=f"part {style}")
            )
            if right - left > 12 + LETTER * len(str(count)):
                drawn.append(words((left + right) / 2, top + 13, str(count), anchor="middle", class_=f"inside {style}"))
            done += count
    return [*drawn, words(scale(done) + 6, top + 13, str(done), class_="tick")]
