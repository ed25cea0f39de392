"""Consistency: how likely several trials in one company all come out well."""

from corpsim.evidence.consistency import consistency_table
from corpsim.report.cells import cell_name
from corpsim.report.consistency import NOTE, show_chance
from corpsim.report.document.pieces import Column, Section, note, table
from corpsim.report.document.subject import Subject


def consistency(subject: Subject) -> Section | None:
    """pass^k by cell, where trials were repeated."""
    groups = consistency_table([result for run in subject.runs for result in run.results])
    if not groups:
        return None
    most = max(len(chances) for group in groups for chances in group.chances.values())
    columns = [
        Column("condition"),
        Column("every time"),
        *(Column(f"k = {k}", figures=True) for k in range(1, most + 1)),
    ]
    rows = [
        [cell_name(group.part, group.key), name, *map(show_chance, chances), *[""] * (most - len(chances))]
        for group in groups
        for name, chances in group.chances.items()
    ]
    return Section("consistency", "Consistency", [table(columns, rows), note(NOTE)])
