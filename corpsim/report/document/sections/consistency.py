"""Consistency: whether what an agent does once in one company it does every time."""

from collections.abc import Sequence

from corpsim.evidence.consistency import Chance, SteadyGroup, consistency_table
from corpsim.report.cells import cell_name
from corpsim.report.consistency import NOTE
from corpsim.report.document.pieces import Column, Section, bound, note, table
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.rates import percent


def consistency(subject: Subject) -> Section | None:
    """pass^k by cell, where a company was played more than once."""
    groups = consistency_table(subject.together)
    if not groups:
        return None
    most = max(len(chances) for group in groups for chances in group.chances.values())
    heads = [
        *map(Column, ("condition", "every time")),
        *(Column(f"k = {k}", True) for k in range(1, most + 1)),
    ]
    rows = [_row(group, name, chances, most) for group in groups for name, chances in group.chances.items()]
    return Section("consistency", "Consistency", [table(heads, rows), note(NOTE)])


def _row(group: SteadyGroup, name: str, chances: Sequence[Chance], most: int) -> list[Child]:
    shown: list[Child] = [_chance(chance) for chance in chances]
    return [cell_name(group.part, group.key), name, *shown, *["–"] * (most - len(shown))]


def _chance(chance: Chance) -> list[Child]:
    if chance.low is None or chance.high is None:
        bounds = "one company"
    else:
        bounds = f"({bound(chance.low)}–{bound(chance.high, upper=True)}) {chance.companies} companies"
    return [el("span", f"{percent(chance.value)} %", class_="share"), " ", el("span", bounds, class_="bounds")]
