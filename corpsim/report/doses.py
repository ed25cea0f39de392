"""Rates by dose: one row for each chance of an audit that the seat was told, and the trend below."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.dose import show_percent
from corpsim.evidence.doses import DoseGroup
from corpsim.report.cells import cell_name
from corpsim.report.pairs import show_p
from corpsim.report.rates import show_rate
from corpsim.stats.trend import Trend

NOTE = (
    "Dose: the chance of an audit that the seat was told; what is true is audit_probability. Rates with 95 % Wilson "
    "intervals. z, p: test of Cochran and Armitage with the doses as scores, two-sided, of this row alone; Holm: p "
    "adjusted over the family of all trends here; z below 0: less often the higher the dose. Labels without a row were "
    "present in all episodes or in none."
)


def print_doses(console: Console, groups: Sequence[DoseGroup]) -> None:
    """The section "Doses" of a report."""
    console.print(Text("Doses", "head"))
    varied = [group for group in groups if group.trends]
    for group in varied:
        if len(groups) > 1:
            console.print(Text(cell_name("", group.key), "quiet"))
        console.print(_table(group))
        console.print()
    if len(varied) < len(groups):
        console.print(Text(_steady(groups), "quiet"))
    if varied:
        console.print(Text(NOTE, "quiet"))


def _steady(groups: Sequence[DoseGroup]) -> str:
    told = [cell_name("", group.key) for group in groups if not group.trends]
    where = f" of {'; '.join(told)}" if len(groups) > 1 else ""
    return f"At no dose{where} was a label present in some episodes and not in others."


def _table(group: DoseGroup) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("label", style="head", no_wrap=True)
    for head in ("dose", "rate", "z", "p", "Holm"):
        table.add_column(head, justify="right", no_wrap=True)
    for label, trend in group.trends.items():
        tests = (f"{trend.z:+.2f}", _p(trend), show_p(group.adjusted[label]))
        for row, (dose, rate) in enumerate(zip(group.doses, group.rates(label), strict=True)):
            name, shown = ("", ("", "", "")) if row else (label, tests)
            table.add_row(name, f"{show_percent(dose)} %", show_rate(rate), *shown)
    return table


def _p(trend: Trend) -> str:
    return show_p(trend.p) if trend.exact else f"{show_p(trend.p)} ≈"


def doses_to_data(groups: Sequence[DoseGroup]) -> list[dict[str, Any]]:
    """Rates and trends as plain data."""
    return [
        {
            "key": dict(group.key),
            "doses": list(group.doses),
            "rates": {name: [rate._asdict() for rate in group.rates(name)] for name in group.groups[0].rates},
            "trends": {n: {**trend._asdict(), "adjusted": group.adjusted[n]} for n, trend in group.trends.items()},
        }
        for group in groups
    ]
