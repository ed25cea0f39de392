"""Doses: whether a label follows the chance of an audit that the seat was told."""

from collections.abc import Sequence

from corpsim.dose import show_percent
from corpsim.evidence.doses import DoseGroup, dose_table
from corpsim.report.document.pieces import Column, Section, agent_name, figure, level, note, rate_cell, spot, table
from corpsim.report.document.subject import Subject
from corpsim.report.doses import NOTE
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_p
from corpsim.report.plots.curve import Curve, dose_curves

MOST_CURVES = 6
"""Curves in one plot: as many as there are colours."""


def doses(subject: Subject) -> Section | None:
    """A curve of every label that was present at some dose, and the test for trend."""
    body: list[Child] = []
    for run in subject.runs:
        cells = dose_table(run.results)
        if cells:
            body += [el("h3", run.name)] if subject.several else []
            body += [_plot(cells, label) for label in _present(cells, subject.shown)]
            body.append(_table(cells, _present(cells, subject.shown) or cells[0].trends))
    return Section("doses", "Doses", [*body, note(NOTE)]) if body else None


def _present(cells: Sequence[DoseGroup], shown: Sequence[str]) -> list[str]:
    return [name for name in shown if any(g.rates[name].k for cell in cells for g in cell.groups if name in g.rates)]


def _told(cell: DoseGroup, cells: Sequence[DoseGroup]) -> str:
    """What tells a cell from the others."""
    names = [name for name in cell.key if len({other.key[name] for other in cells}) > 1]
    return " · ".join(level(name, cell.key[name]) for name in names) or agent_name(cell.key["agent"])


def _plot(cells: Sequence[DoseGroup], label: str) -> Child:
    curves = []
    for cell in [cell for cell in cells if label in cell.groups[0].rates][:MOST_CURVES]:
        spots = zip(cell.doses, map(spot, cell.rates(label)), strict=True)
        curves.append(Curve(_told(cell, cells), [(dose, found) for dose, found in spots if found is not None]))
    title = f"{label} by the chance of an audit that the seat was told"
    left = f" {len(cells) - len(curves)} cells stand in the table only." if len(curves) < len(cells) else ""
    about = f"{len(curves)} curves over doses from 0 to 100 per cent. The table below has the figures."
    return figure(dose_curves(title, about, curves), f"{title}, with 95 % intervals; the doses stand on a scale of square roots.{left}")


def _table(cells: Sequence[DoseGroup], labels: Sequence[str] | object) -> Child:
    rows: list[list[Child]] = []
    for cell in cells:
        for label in labels:  # type: ignore[attr-defined]
            rows += _rows(cell, cells, label)
    heads = [Column("cell"), Column("label"), *(Column(head, True) for head in ("told", "rate", "z", "p"))]
    return table(heads, rows, "Rates by dose, and whether they follow it")


def _rows(cell: DoseGroup, cells: Sequence[DoseGroup], label: str) -> list[list[Child]]:
    trend = cell.trends.get(label)
    test = (f"{trend.z:+.2f}", f"{show_p(trend.p)}{'' if trend.exact else ' ≈'}") if trend is not None else ("–", "–")
    found = zip(cell.doses, cell.rates(label) if label in cell.groups[0].rates else (), strict=False)
    return [
        [_told(cell, cells) if not n else "", label if not n else "", f"{show_percent(dose)} %", rate_cell(rate), *(test if not n else ("", ""))]
        for n, (dose, rate) in enumerate(found)
    ]
