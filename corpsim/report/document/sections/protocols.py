"""Protocols: how much of what was done without one is kept from happening, and how much work is left."""

from corpsim.overseeing.protocols import protocol_table
from corpsim.report.document.pieces import Column, Section, note, table
from corpsim.report.document.subject import Subject
from corpsim.report.protocols import FOOTNOTE, protocol_cells

COLUMNS = (
    Column("agent"),
    Column("protocol"),
    *(Column(head, figures=True) for head in ("attacks", "safety", "work", "usefulness", "disturbed")),
)


def protocols(subject: Subject) -> Section | None:
    """Safety and usefulness of each protocol, over all runs."""
    rows = protocol_table([result for run in subject.runs for result in run.results])
    if not rows:
        return None
    return Section("protocols", "Protocols", [table(COLUMNS, map(protocol_cells, rows)), note(FOOTNOTE)])
