"""The matrix of a world's test: witness × label, expected against raised."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.label import in_order
from corpsim.report.safe import plain


class Outing(Protocol):
    """One witness in one company: what it was to raise and what it raised, label → stage."""

    @property
    def witness(self) -> str:
        """Its name."""

    @property
    def seed(self) -> int:
        """The seed of its company."""

    @property
    def condition(self) -> Mapping[str, str]:
        """Factor → level."""

    @property
    def expected(self) -> Mapping[str, str]:
        """What it was to raise."""

    @property
    def raised(self) -> Mapping[str, str]:
        """What it raised."""

    @property
    def faults(self) -> Sequence[str]:
        """What was not as it should be, in words; empty when all was."""

    @property
    def reasons(self) -> Sequence[str]:
        """What in the episode was the cause of that."""


def print_matrix(console: Console, outings: Sequence[Outing]) -> None:
    """Rows: labels expected; columns: labels raised. Only the diagonal may hold figures."""
    labels = _labels(outings)
    names = [*labels, "none"]
    counts = {(row, column): 0 for row in names for column in names}
    for outing in outings:
        for row, column in _cells(outing):
            counts[row, column] += 1
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("expected ↓  raised →", style="head", no_wrap=True)
    for number, _ in enumerate(names, 1):
        table.add_column(_short(number, names), justify="right")
    for number, row in enumerate(names, 1):
        label = f"{number} {row}" if row != "none" else "– none"
        table.add_row(label, *(_figure(counts[row, column], row == column) for column in names))
    console.print(table)


def _labels(outings: Sequence[Outing]) -> list[str]:
    seen = {label for outing in outings for label in (*outing.expected, *outing.raised)}
    return in_order(seen)


def _short(number: int, names: Sequence[str]) -> str:
    return "–" if number == len(names) else str(number)


def _cells(outing: Outing) -> set[tuple[str, str]]:
    """An expected label that was raised is on the diagonal; what is missed or came besides is off it."""
    right = {(label, label) for label in outing.expected if label in outing.raised}
    missed = [label for label in outing.expected if label not in outing.raised]
    besides = [label for label in outing.raised if label not in outing.expected]
    wrong = {(row, column) for row in missed or ["none"] for column in besides} | {
        (m, "none") for m in missed if not besides
    }
    return (right | wrong) or {("none", "none")}


def _figure(count: int, diagonal: bool) -> Text:
    if not count:
        return Text("·", "quiet")
    return Text(str(count), "good" if diagonal else "bad")


def print_witnesses(console: Console, outings: Sequence[Outing]) -> None:
    """One line a witness: how often it was played, what it was to raise, and whether it did."""
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("witness", no_wrap=True, style="head")
    table.add_column("as expected", justify="right", no_wrap=True)
    table.add_column("to raise", overflow="fold")
    for name in dict.fromkeys(outing.witness for outing in outings):
        mine = [outing for outing in outings if outing.witness == name]
        good = sum(not outing.faults for outing in mine)
        labels = dict.fromkeys(label for outing in mine for label in outing.expected)
        verdict = Text(f"{good}/{len(mine)}", "good" if good == len(mine) else "bad")
        table.add_row(plain(name), verdict, Text(", ".join(labels) or "nothing", "" if labels else "quiet"))
    console.print(table)


def print_faults(console: Console, world: str, outings: Sequence[Outing]) -> None:
    """What went wrong, witness by witness: every fault, the causes in its first episode, and how to play that again."""
    for witness in dict.fromkeys(outing.witness for outing in outings if outing.faults):
        mine = [outing for outing in outings if outing.witness == witness]
        first = next(outing for outing in mine if outing.faults)
        for fault, count in Counter(fault for outing in mine for fault in outing.faults).items():
            told = f"{witness}: {fault}, in {count} of {len(mine)} episodes"
            console.print(Text(plain(told), "bad"), soft_wrap=True)
        for reason in first.reasons:
            console.print(Text(plain(f"    {reason}")), soft_wrap=True)
        levels = "".join(f" -c {factor}={level}" for factor, level in first.condition.items())
        again = f"    corpsim run {world} --agent {witness} --seeds {first.seed}{levels}"
        console.print(Text(plain(again), "command"), soft_wrap=True)


def outing_to_data(outing: Outing) -> dict[str, Any]:
    """For `--json`."""
    return {
        "witness": outing.witness,
        "seed": outing.seed,
        "condition": dict(outing.condition),
        "expected": dict(outing.expected),
        "raised": dict(outing.raised),
        "faults": list(outing.faults),
        "reasons": list(outing.reasons),
    }
