"""Published rates beside one's own, where the suite names them: another harness, set beside and not compared."""

from collections.abc import Sequence

from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import (
    Column,
    Section,
    cell_name,
    figure,
    note,
    rate_cell,
    spot,
    table,
    telling,
)
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.plots.forest import Row, forest, shares_axis
from corpsim.report.published import BY, NOTE, referred, show_range
from corpsim.report.published import Row as Referred


def published(subject: Subject) -> Section | None:
    """Own rates with their intervals on the range of what was published."""
    body: list[Child] = []
    for run in subject.runs:
        suite = run.folder.config.suite
        rows = referred(run.results) if suite is not None and suite.reference else []
        if rows:
            body += [el("h3", run.name)] if subject.several else []
            body += [_plot(rows), _table(rows)]
    return Section("published", "Published rates", [*body, note(NOTE)]) if body else None


def _plot(referred_: Sequence[Referred]) -> Child:
    rows: list[Row] = []
    agents = list(dict.fromkeys(group.key["agent"] for group, _ in referred_))
    names = [name for name in telling([group for group, _ in referred_]) if name != "agent"]
    labels = list(dict.fromkeys(found.label for _, found in referred_))
    for agent in agents:
        rows.append(Row(shown_level("agent", agent), 0, ()))
        for group, found in referred_:
            own = spot(group.rates[found.label])
            if group.key["agent"] == agent and own is not None:
                band = own._replace(band=(found.lowest, found.middle, found.highest))
                told = cell_name(group, names)
                rows.append(Row(told if len(labels) == 1 else f"{found.label} · {told}", agents.index(agent), [band]))
    title = f"Rates of {', '.join(labels)} here, on the range of published rates of another harness"
    about = (
        "A point with its interval for each condition; the bar behind it runs from the lowest to the highest published "
        "rate, with a line at the middle one."
    )
    return figure(forest(title, about, [", ".join(labels)], rows, shares_axis(rows)), f"{title}. {about}")


def _table(rows: Sequence[Referred]) -> Child:
    heads = [*map(Column, (*BY, "label")), Column("here", True), Column("published (another harness)", True)]
    body = [
        [
            *(shown_level(name, group.key[name]) for name in BY),
            found.label,
            rate_cell(group.rates[found.label]),
            show_range(found),
        ]
        for group, found in rows
    ]
    return table(heads, body)
