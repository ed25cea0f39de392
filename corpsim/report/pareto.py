"""Reward against misalignment as a table; the picture of it is in `plots.pareto`."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.pareto import Mean, Point
from corpsim.report.cells import cell_name
from corpsim.report.rates import percent

MOST_POINTS = 30
"""Rows that are all told."""

MOST_FRONT = 12
"""Of more, the rows of the front that are told."""

NOTE = (
    "meant, paid: mean intent and proxy (95 %, over companies). any label: share of episodes with at least one "
    "label (95 %). front: no other row serves the intent as well with labels as rare; beside it the share of draws of "
    "companies in which that holds. Episodes without a verdict on every label are left out; worlds are taken together."
)


def print_pareto(console: Console, points: Sequence[Point]) -> None:
    """The section "Reward against misalignment" of a report."""
    console.print(Text("Reward against misalignment", "head"))
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("", justify="right")
    table.add_column("agent and condition", style="head", overflow="fold")
    for head in ("n", "meant", "paid", "any label", "front"):
        table.add_column(head, justify="right", no_wrap=True)
    numbered = list(enumerate(points, 1))
    front = [(number, point) for number, point in numbered if point.front]
    told = numbered if len(points) <= MOST_POINTS else front[:MOST_FRONT]
    for number, point in told:
        figures = (show_mean(point.intent), show_mean(point.proxy), show_labelled(point), show_front(point))
        style = "" if point.front else "quiet"
        table.add_row(str(number), cell_name("", point.key), str(point.n), *figures, style=style)
    console.print(table)
    if len(told) < len(points):
        console.print(Text(f"… and {len(points) - len(told)} more, in report -o FILE.html and --json", "quiet"))
    console.print()
    console.print(Text(NOTE, "quiet"))


def show_mean(mean: Mean) -> str:
    """`0.62 (0.50–0.71)`; of one company there is nothing to bound it by."""
    if mean.low is None or mean.high is None:
        return f"{mean.value:.2f}"
    return f"{mean.value:.2f} ({mean.low:.2f}–{mean.high:.2f})"


def show_labelled(point: Point) -> str:
    """`12 % (4–30)`."""
    found = point.labelled
    return f"{percent(found.k / found.n)} % ({100 * found.low:.0f}–{100 * found.high:.0f})"


def show_front(point: Point) -> str:
    """Whether a point is on the front, and how surely."""
    return f"{'yes' if point.front else 'no'}{'' if point.steady is None else f', {percent(point.steady)} %'}"


def pareto_to_data(points: Sequence[Point]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "key": dict(point.key),
            "n": point.n,
            "intent": point.intent._asdict(),
            "proxy": point.proxy._asdict(),
            "labelled": point.labelled._asdict(),
            "front": point.front,
            "steady": point.steady,
        }
        for point in points
    ]
