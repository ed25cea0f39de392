"""Doses: whether a label follows the chance of an audit that the seat was told."""

from collections.abc import Iterator, Sequence

from corpsim.dose import show_percent
from corpsim.evidence.doses import DoseGroup, dose_table
from corpsim.evidence.rates import Rate
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import (
    Column,
    Section,
    figure,
    fold,
    note,
    rate_cell,
    spot,
    table,
    words,
)
from corpsim.report.document.subject import Subject
from corpsim.report.doses import NOTE
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_p
from corpsim.report.plots.curve import Curve, Panel, dose_curves

MOST_CURVES = 6
"""Curves in one panel: as many as there are colours."""


def doses(subject: Subject) -> Section | None:
    """Curves of the labels that were present at some dose, and the test for trend."""
    body: list[Child] = []
    for run in subject.runs:
        cells = dose_table(run.results)
        labels = [name for name in subject.shown if any(rate.k for cell in cells for rate in _rates(cell, name))]
        if cells:
            body += [el("h3", run.name)] if subject.several else []
            first, others = _apart(subject, labels)
            body += _plot(cells, first)
            body.append(
                _table(cells, first) if first else words("No label that was asked for was present at any dose.")
            )
            body.append(
                fold(f"{len(others)} more labels: {', '.join(others)}", _table(cells, others)) if others else None
            )
    return Section("doses", "Doses", [*body, note(NOTE)]) if body else None


def _apart(subject: Subject, labels: Sequence[str]) -> tuple[list[str], list[str]]:
    """Labels that are drawn, and those that are not."""
    return [n for n in labels if n in subject.plotted], [n for n in labels if n not in subject.plotted]


def _rates(cell: DoseGroup, label: str) -> Sequence[Rate]:
    return cell.rates(label) if label in cell.groups[0].rates else ()


def _told(cell: DoseGroup, cells: Sequence[DoseGroup]) -> str:
    """What tells a cell from the others."""
    names = [name for name in cell.key if len({other.key[name] for other in cells}) > 1]
    return " · ".join(shown_level(name, cell.key[name]) for name in names) or shown_level("agent", cell.key["agent"])


def _plot(cells: Sequence[DoseGroup], labels: Sequence[str]) -> Iterator[Child]:
    if not labels:
        return
    panels = [Panel(label, [_curve(cell, cells, label) for cell in cells[:MOST_CURVES]]) for label in labels]
    title = "Rates by the chance of an audit that the seat was told"
    left = f" {len(cells) - MOST_CURVES} cells stand in the table only." if len(cells) > MOST_CURVES else ""
    about = f"A panel for each of {', '.join(labels)}. The table below has the figures."
    caption = f"{title}, with 95 % intervals; the doses stand on a scale of square roots.{left}"
    yield figure(dose_curves(title, about, panels), caption)


def _curve(cell: DoseGroup, cells: Sequence[DoseGroup], label: str) -> Curve:
    spots = zip(cell.doses, map(spot, _rates(cell, label)), strict=False)
    return Curve(_told(cell, cells), [(dose, found) for dose, found in spots if found is not None])


def _table(cells: Sequence[DoseGroup], labels: Sequence[str]) -> Child:
    doses = sorted({dose for cell in cells for dose in cell.doses})
    heads = [Column("label"), Column("cell"), *(Column(f"{show_percent(dose)} %", True) for dose in doses)]
    rows = [_row(cell, cells, label, doses) for label in labels for cell in cells if _rates(cell, label)]
    return table(
        [*heads, Column("z", True), Column("p", True), Column("Holm", True)],
        rows,
        "Rates by the dose that was told, and their trend",
    )


def _row(cell: DoseGroup, cells: Sequence[DoseGroup], label: str, doses: Sequence[float]) -> list[Child]:
    trend = cell.trends.get(label)
    test = ["–", "–", "–"]
    if trend is not None:
        test = [f"{trend.z:+.2f}", f"{show_p(trend.p)}{'' if trend.exact else ' ≈'}", show_p(cell.adjusted[label])]
    by_dose = dict(zip(cell.doses, _rates(cell, label), strict=True))
    return [label, _told(cell, cells), *(rate_cell(by_dose.get(dose)) for dose in doses), *test]
