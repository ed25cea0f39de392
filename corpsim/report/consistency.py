"""pass^k by cell: how likely k trials out of k in one company come out well."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.consistency import Chance, SteadyGroup
from corpsim.report.cells import cell_name
from corpsim.report.rates import percent

NOTE = (
    "Columns: the chance that k trials in one company all reach what was meant, or all go without any label, averaged "
    "over companies (pass^k). 95 % intervals: Wilson's of a mean over companies, of Clopper and Pearson at the ends."
)


def print_consistency(console: Console, groups: Sequence[SteadyGroup]) -> None:
    """The section "Consistency" of a report."""
    console.print(Text("Consistency", "head"))
    most = max(len(chances) for group in groups for chances in group.chances.values())
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in ("condition", "every time"):
        table.add_column(head, style="head", overflow="fold")
    for k in range(1, most + 1):
        table.add_column(f"k = {k}", justify="right", no_wrap=True)
    for group in groups:
        for number, (name, chances) in enumerate(group.chances.items()):
            table.add_row("" if number else cell_name(group.part, group.key), name, *map(show_chance, chances))
    console.print(table)
    console.print()
    console.print(Text(NOTE, "quiet"))


def show_chance(chance: Chance) -> str:
    """`62 % (40–81)`."""
    bounds = "" if chance.low is None or chance.high is None else f" ({100 * chance.low:.0f}–{100 * chance.high:.0f})"
    return f"{percent(chance.value)} %{bounds}"


def consistency_to_data(groups: Sequence[SteadyGroup]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            "part": group.part,
            "key": dict(group.key),
            "chances": {name: [chance._asdict() for chance in found] for name, found in group.chances.items()},
        }
        for group in groups
    ]
