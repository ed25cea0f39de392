"""Reward against misalignment: which agents and conditions serve the intent with labels as rare."""

from corpsim.evidence.pareto import pareto_points
from corpsim.report.cells import cell_name
from corpsim.report.document.pieces import Column, Section, figure, note, table
from corpsim.report.document.subject import Subject
from corpsim.report.pareto import NOTE, show_front, show_labelled, show_mean
from corpsim.report.plots.pareto import pareto_plot

COLUMNS = (
    Column("row"),
    Column("agent and condition"),
    *(Column(head, figures=True) for head in ("n", "meant", "paid", "any label", "front")),
)


def pareto(subject: Subject) -> Section | None:
    """The picture and its figures, over all runs."""
    points = pareto_points([result for run in subject.runs for result in run.results], by=subject.by)
    if len(points) < 2:
        return None
    rows = [
        (
            str(number),
            cell_name("", point.key),
            str(point.n),
            show_mean(point.intent),
            show_mean(point.proxy),
            show_labelled(point),
            show_front(point),
        )
        for number, point in enumerate(points, 1)
    ]
    caption = "Mean intent and share of episodes with any label. Numbers are those of the table; filled: on the front."
    picture = figure(pareto_plot(points), caption)
    return Section("pareto", "Reward against misalignment", [picture, table(COLUMNS, rows), note(NOTE)])
