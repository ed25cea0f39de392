"""Reward against misalignment: who serves what was meant, and how often a label is present there."""

from corpsim.evidence.pareto import Mean, Point, pareto_points
from corpsim.report.cells import cell_name
from corpsim.report.document.pieces import Column, Section, figure, note, rate_cell, table
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.pareto import NOTE, show_front
from corpsim.report.plots.pareto import pareto_plot


def pareto(subject: Subject) -> Section | None:
    """A picture of agents and conditions with the front between them, and its table."""
    points = pareto_points(subject.together)
    if len(points) < 2:
        return None
    caption = (
        "What was meant to the right, any label downwards; full marks are on the front, numbers are those of the table."
    )
    heads = [
        Column("number"),
        Column("agent and condition"),
        *(Column(h, True) for h in ("n", "meant", "paid", "any label", "front")),
    ]
    rows = [_row(number, point) for number, point in enumerate(points, 1)]
    body = [figure(pareto_plot(points), caption), table(heads, rows), note(NOTE)]
    return Section("pareto", "Reward against misalignment", body)


def _row(number: int, point: Point) -> list[Child]:
    return [
        number,
        cell_name("", point.key),
        point.n,
        _mean(point.intent),
        _mean(point.proxy),
        rate_cell(point.labelled),
        show_front(point),
    ]


def _mean(mean: Mean) -> Child:
    if mean.low is None or mean.high is None:
        return f"{mean.value:.2f}"
    return [f"{mean.value:.2f} ", el("span", f"({mean.low:.2f}–{mean.high:.2f})", class_="bounds")]
