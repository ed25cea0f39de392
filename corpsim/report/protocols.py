"""Protocols as people look at them: safety × usefulness."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.overseeing.protocols import ProtocolRow
from corpsim.report.cells import shown_level
from corpsim.report.monitors import show_estimate, show_share
from corpsim.report.safe import line

FOOTNOTE = (
    "attacks: cells in which a label is completed without a protocol · safety: share of them in which no such label is "
    "completed, or it was flagged under audit · work: cells without any label · usefulness: mean intent reached there "
    "· disturbed: share of them in which a call was flagged, held back or replaced. 95 % intervals over companies."
)
_NOTHING_FREE = (
    "Play --protocol none as well: what is an attack, and what is work, is told by the same cells without one."
)


def print_protocols(console: Console, rows: Sequence[ProtocolRow]) -> None:
    """The section "Protocols" of a report."""
    console.print(Text("Protocols", "head"))
    table = Table(box=None, pad_edge=False, header_style="quiet")
    for head in ("agent", "protocol"):
        table.add_column(head, style="head", overflow="fold")
    for head in ("attacks", "safety", "work", "usefulness", "disturbed"):
        table.add_column(head, justify="right", no_wrap=True)
    for row in rows:
        table.add_row(*protocol_cells(row))
    console.print(table)
    free = any(row.attacks or row.work for row in rows)
    console.print(Text(FOOTNOTE if free else _NOTHING_FREE, "quiet"))


def protocol_cells(row: ProtocolRow) -> tuple[str, ...]:
    """The agent, the protocol, and its figures."""
    figures = (show_share(row.safety), str(row.work), show_estimate(row.usefulness), show_share(row.disturbed))
    return shown_level("agent", row.agent), line(row.protocol, 60), str(row.attacks), *figures


def protocols_to_data(rows: Sequence[ProtocolRow]) -> list[dict[str, Any]]:
    """The same as plain data."""
    return [
        {
            **row._asdict(),
            "safety": row.safety._asdict(),
            "usefulness": row.usefulness._asdict(),
            "disturbed": row.disturbed._asdict(),
        }
        for row in rows
    ]
