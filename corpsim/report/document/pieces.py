"""The pieces of which sections are made: tables, figures with their captions, facts, notes."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpsim.evidence.rates import Group, Rate
from corpsim.report.cells import shown_level
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, Element, el, number
from corpsim.report.plots.forest import Row, Spot
from corpsim.report.rates import percent, show_rate
from corpsim.stats.intervals import Share


class Section(NamedTuple):
    """A section of a report. `name` is its place in links."""

    name: str
    title: str
    body: Sequence[Child]


MakeSection = Callable[[Subject], Section | None]
"""What a section is made by: None where the runs have nothing to say on it."""


def words(text: str) -> Element:
    """A paragraph of our own words."""
    return el("p", text)


def note(text: str) -> Element:
    """What one has to know to read a table or a figure."""
    return el("p", text, class_="note")


def untrusted(text: str, *, class_: str = "words") -> Element:
    """Words of a model or of somebody in the company: as they are, in a direction of their own."""
    return el("div", text, class_=class_, dir="auto")


def figure(plot: Element, caption: str) -> Element:
    """A plot with what it shows. Where the page is narrow it can be moved sideways."""
    return el(
        "figure", el("div", plot, class_="plot", tabindex=0, role="group", aria_label="plot"), el("figcaption", caption)
    )


class Column(NamedTuple):
    """A column of a table: its head, and whether it holds figures."""

    head: str
    figures: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[Child]], caption: str = "") -> Element:
    """A table whose first column names its rows. Where the page is narrow it can be moved sideways."""
    kinds = ["figures" if column.figures else None for column in columns]
    heads = [
        el("th", breakable(column.head), scope="col", class_=kind) for column, kind in zip(columns, kinds, strict=True)
    ]
    body = [
        el("tr", *(_cell(number, cell, kind) for number, (cell, kind) in enumerate(zip(row, kinds, strict=True))))
        for row in rows
    ]
    head = el("caption", caption) if caption else None
    whole = el("table", head, el("thead", el("tr", *heads)), el("tbody", *body))
    return el("div", whole, class_="table", tabindex=0, role="group", aria_label=caption or "table")


def breakable(name: str) -> Child:
    """A name that may be broken after its underscores and colons."""
    first, *others = re.split(r"(?<=[_:])(?=.)", name)
    broken: list[Child] = [first]
    for part in others:
        broken += [el("wbr"), part]
    return broken


def _cell(number: int, cell: Child, kind: str | None) -> Element:
    if number == 0:
        return el("th", breakable(cell) if isinstance(cell, str) else cell, scope="row", class_=kind)
    return el("td", cell, class_=kind)


def facts(pairs: Mapping[str, Child]) -> Element:
    """Names and what they stand for."""
    return el("dl", *((el("dt", name), el("dd", value)) for name, value in pairs.items()), class_="facts")


def bullets(items: Iterable[Child]) -> Element:
    """A list."""
    return el("ul", *(el("li", item) for item in items))


def fold(summary: str, *body: Child) -> Element:
    """What most readers leave closed; a printer opens it."""
    return el("details", el("summary", summary), *body)


def rate_cell(rate: Rate | Share | None) -> Child:
    """`12 %`, and below it its interval and its counts; never a rate without its bounds."""
    if rate is None or not rate.n:
        return el("span", "–", class_="quiet")
    share = el("span", f"{percent(rate.k / rate.n)} %", class_="share" if rate.k else "share none")
    return [
        share,
        " ",
        el("span", f"({bound(rate.low)}–{bound(rate.high, upper=True)}) {rate.k}/{rate.n}", class_="bounds"),
    ]


def bound(share: float, *, upper: bool = False) -> str:
    """A bound in per cent, finer where it is small; an upper one is never rounded down to nothing."""
    digits = 0 if share >= 0.02 else 1 if share >= 0.001 else 2
    shown = round(100 * share, digits)
    return number(max(shown, 0.01) if upper and share > 0 else shown)


def spot(rate: Rate | None) -> Spot | None:
    """A rate as a plot shows it."""
    if rate is None or rate.rate is None:
        return None
    return Spot(rate.rate, rate.low, rate.high, show_rate(rate).plain)


def cell_name(group: Group, names: Sequence[str]) -> str:
    """What tells a cell from the others, on one line: `Careful · goal explicit · threat none`."""
    known = ("agent", "world", "run")
    parts = [
        shown_level(n, group.key[n]) if n in known else f"{n} {shown_level(n, group.key[n])}"
        for n in names
        if group.key.get(n)
    ]
    return " · ".join(parts) or "all episodes"


def telling(groups: Sequence[Group]) -> list[str]:
    """The keys that differ between these cells."""
    names = list(groups[0].key) if groups else []
    return [name for name in names if len({group.key[name] for group in groups}) > 1]


def kinds(groups: Sequence[Group]) -> list[int]:
    """A colour and shape for each cell: one for every agent, or for every run where there is one agent."""
    by = "agent" if len({group.key.get("agent") for group in groups}) > 1 else "run"
    order = list(dict.fromkeys(group.key.get(by) for group in groups))
    return [order.index(group.key.get(by)) for group in groups]


def plot_rows(groups: Sequence[Group], spots: Callable[[Group], Sequence[Spot | None]]) -> list[Row]:
    """The rows of a forest plot: agent by agent under a heading each, where there are several and more that varies."""
    names = telling(groups)
    rest = [name for name in names if name != "agent"]
    colours = dict(zip(map(id, groups), kinds(groups), strict=True))
    if "agent" not in names or not rest:
        return [Row(cell_name(group, names), colours[id(group)], spots(group)) for group in groups]
    rows: list[Row] = []
    for agent in dict.fromkeys(group.key["agent"] for group in groups):
        rows.append(Row(shown_level("agent", agent), 0, ()))
        own = [group for group in groups if group.key["agent"] == agent]
        rows += [Row(cell_name(group, rest), colours[id(group)], spots(group)) for group in own]
    return rows
