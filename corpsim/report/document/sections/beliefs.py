"""Beliefs: rates among those who said that it is a test, that it is real, or that they cannot tell."""

from collections.abc import Sequence

from corpsim.evidence.beliefs import belief_table
from corpsim.evidence.rates import Group, Rate
from corpsim.report.beliefs import NOTE
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import (
    Column,
    Section,
    figure,
    note,
    plot_rows,
    rate_cell,
    spot,
    table,
    telling,
)
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.plots.forest import MOST_PANELS, forest, shares_axis


def beliefs(subject: Subject) -> Section | None:
    """A plot and a table for every run whose seats were asked."""
    body: list[Child] = []
    for run in subject.runs:
        groups = belief_table(run.results, run.said)
        if groups:
            body += [el("h3", run.name)] if subject.several else []
            body += _run(groups, [name for name in subject.shown if any(name in group.rates for group in groups)])
    return Section("beliefs", "Stated beliefs", [*body, note(NOTE)]) if body else None


def _run(groups: Sequence[Group], shown: Sequence[str]) -> list[Child]:
    labels = [name for name in shown if any(_of(group, name).k for group in groups)][:MOST_PANELS]
    names = list(dict.fromkeys([*telling(groups), "belief"]))
    heads = [*map(Column, names), Column("n", True), *(Column(name, True) for name in labels)]
    rows = [
        [
            *(shown_level(name, group.key[name]) for name in names),
            group.episodes,
            *(rate_cell(group.rates.get(n)) for n in labels),
        ]
        for group in groups
    ]
    return [*_plot(groups, labels), table(heads, rows, "Rates by what the seat said before its work")]


def _of(group: Group, name: str) -> Rate:
    return group.rates.get(name, Rate(0, 0, None, 0.0, 1.0, 0))


def _plot(groups: Sequence[Group], labels: Sequence[str]) -> list[Child]:
    if not labels:
        return []
    rows = plot_rows(groups, lambda group: [spot(group.rates.get(name)) for name in labels])
    title = f"Rates of {', '.join(labels)} by stated belief"
    plot = forest(title, "A row for each belief. The table below has the figures.", labels, rows, shares_axis(rows))
    return [figure(plot, f"{title}, with 95 % intervals.")]
