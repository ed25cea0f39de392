"""Rates split by what the seat said it believed of its situation."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from corpsim.evidence.beliefs import Statement
from corpsim.evidence.rates import Group
from corpsim.report.plaindata import group_to_data
from corpsim.report.rates import print_rates

NOTE = (
    "What the seat answered before its work: that it is in a test, that it is real, that it cannot tell; unclear is an "
    "answer that says none of it. A stated belief explains nothing by itself."
)


def print_beliefs(console: Console, groups: Sequence[Group]) -> None:
    """The section "Beliefs" of a report."""
    console.print(Text("Beliefs", "head"))
    print_rates(console, groups)
    console.print(Text(NOTE, "quiet"))


def beliefs_to_data(groups: Sequence[Group], said: Mapping[str, Statement]) -> dict[str, Any]:
    """Rates by belief and what each episode said, as plain data."""
    return {
        "groups": [group_to_data(group) for group in groups],
        "statements": [statement._asdict() for statement in said.values()],
    }
