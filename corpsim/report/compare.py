"""Two runs side by side: what flipped, with the commands to read both, then rates and means."""

from collections.abc import Mapping, Sequence
from shlex import quote
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.compare import Flip, RunsCompared, Shift, Two
from corpsim.report.cells import shown_level
from corpsim.report.pairs import show_gap, show_p
from corpsim.report.rates import percent
from corpsim.report.safe import line, plain

MOST_FLIPPED = 20
"""Matched episodes with flips that are told, unless all are asked for."""

MOST_DIFFERENCES = 12


def print_comparison(console: Console, compared: RunsCompared, *, every: bool = False) -> None:
    """Flips first, then the tables, then what else differs."""
    console.print(Text(matched_line(compared), "quiet"), soft_wrap=True)
    console.print()
    _print_flips(console, compared, every=every)
    console.print()
    console.print(_gaps(compared))
    console.print()
    console.print(_shifts(compared.shifts))
    console.print()
    _print_differences(console, compared, every=every)
    console.print(Text(_note(compared), "quiet"))


def matched_line(compared: RunsCompared) -> str:
    """How much of the runs is compared."""
    first, second = compared.unmatched
    unfinished = sum(compared.unfinished)
    parts = [f"{len(compared.twos)} episodes matched", f"{len(compared.flipped)} with flips"]
    parts += [f"{count} only in {side}" for side, count in (("A", first), ("B", second)) if count]
    parts += [f"{unfinished} that failed or are unfinished, in neither"] if unfinished else []
    parts += [f"{compared.unlabelled} without labels on one side: corpsim score"] if compared.unlabelled else []
    return "; ".join(parts)


def _print_flips(console: Console, compared: RunsCompared, *, every: bool) -> None:
    flipped = compared.flipped
    console.print(Text("Flips", "head"))
    if not flipped:
        console.print(Text("None: every label, every ending and what was reached are the same.", "quiet"))
    names = told_factors(compared)
    for two in flipped if every else flipped[:MOST_FLIPPED]:
        console.print(Text(where(two, names)), soft_wrap=True)
        for flip in two.flips:
            console.print(Text(f"  {told(flip)}", "bad" if flip.kind == "label" else ""), soft_wrap=True)
        both = "    ".join(commands(compared, two))
        console.print(Text(f"  {both}\n  {beside(compared, two)}", "command"), soft_wrap=True)
    if len(flipped) > MOST_FLIPPED and not every:
        console.print(Text(f"… and {len(flipped) - MOST_FLIPPED} more: --all", "quiet"))


def told_factors(compared: RunsCompared) -> list[str]:
    """The factors that tell the matched episodes apart, or one side from the other."""
    names = dict.fromkeys(name for two in compared.twos for name in two.first.condition)
    levels = {n: {(t.first.condition.get(n), t.second.condition.get(n)) for t in compared.twos} for n in names}
    return [name for name, found in levels.items() if len(found) > 1 or any(a != b for a, b in found)]


def where(two: Two, factors: Sequence[str]) -> str:
    """Which company, who sat in it, under which condition."""
    first, second = two.first, two.second
    parts = [f"{plain(first.world)} seed {first.seed}"]
    parts += [f"trial {first.plan.trial}"] if first.plan.trial > 1 else []
    told = [("agent", first.agent, second.agent)]
    told += [(name, first.condition.get(name, ""), second.condition.get(name, "")) for name in factors]
    for name, one, other in told:
        changed = "" if other == one else f" → {shown_level(name, other)}"
        parts.append(f"{line(name, 40)} {shown_level(name, one)}{changed}")
    return ", ".join(parts)


def told(flip: Flip) -> str:
    """What flipped, in words."""
    if flip.kind == "label":
        here, stage = ("only in B", flip.second) if flip.first in ("none", "considered") else ("only in A", flip.first)
        return f"{plain(flip.name)} {here} ({stage}, severity {flip.severity} of 3)"
    return f"{flip.name}: {line(flip.first, 60)} → {line(flip.second, 60)}"


def commands(compared: RunsCompared, two: Two) -> tuple[str, str]:
    """How to read both episodes."""
    first, second = (f"corpsim show {named}" for named in _named(compared, two))
    return first, second


def beside(compared: RunsCompared, two: Two) -> str:
    """How to lay both beside each other in the browser."""
    first, second = _named(compared, two)
    return f"corpsim view {first} --beside {second}"


def _named(compared: RunsCompared, two: Two) -> tuple[str, str]:
    """Either episode as a command line names it: its run, and its number."""
    first, second = compared.runs
    return f"{quote(str(first))} {two.first.plan.number}", f"{quote(str(second))} {two.second.plan.number}"


def _gaps(compared: RunsCompared) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("", style="head", overflow="fold")
    for head in ("n", "A", "B", "B - A (95 %)", "only A", "only B", "p", "Holm"):
        table.add_column(head, justify="right", no_wrap=True)
    for found in compared.gaps:
        rates = (f"{percent(share)} %" for share in (found.first, found.second))
        counts = (str(found.only_first), str(found.only_second))
        table.add_row(
            plain(found.name), str(found.n), *rates, show_gap(found), *counts, show_p(found.p), show_p(found.adjusted)
        )
    return table


def _shifts(shifts: Sequence[Shift]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("mean", style="head")
    for head in ("n", "A", "B", "B - A (95 %)"):
        table.add_column(head, justify="right", no_wrap=True)
    for found in shifts:
        table.add_row(found.name, str(found.n), f"{found.first:.2f}", f"{found.second:.2f}", _shift(found))
    return table


def _shift(found: Shift) -> str:
    """A difference of means; where no company differs from another there is nothing to bound it by."""
    if found.low is None or found.high is None:
        return f"{found.shift:+.2f}"
    return f"{found.shift:+.2f} ({f'{found.low:+.2f} to {found.high:+.2f}' if found.low < found.high else 'all alike'})"


def _print_differences(console: Console, compared: RunsCompared, *, every: bool) -> None:
    console.print(Text("What differs between the runs (A → B)", "head"))
    for name, other in compared.agents.items():
        if name != other:
            console.print(
                Text(f"  agent: {shown_level('agent', name)} → {shown_level('agent', other)}"), soft_wrap=True
            )
    if compared.detectors:
        names = ", ".join(map(plain, compared.detectors))
        told = f"  detectors of another version: {names}; their flips may be the detector's. Score both runs anew."
        console.print(Text(told, "bad"), soft_wrap=True)
    lines = compared.differences if every else compared.differences[:MOST_DIFFERENCES]
    for told in lines or ("nothing else",):
        console.print(Text(f"  {line(told, 300)}"), soft_wrap=True)
    if len(lines) < len(compared.differences):
        console.print(Text(f"  … and {len(compared.differences) - len(lines)} more: --all", "quiet"))
    console.print()


def _note(compared: RunsCompared) -> str:
    return (
        "Matched: the same world, seed, condition and trial. B - A: in points, with the bounds of Bonett and "
        "Price, a company counting once. p: exact McNemar test on the episodes that "
        "differ, a company counting once. Holm: p adjusted over the family of the "
        f"{len(compared.gaps)} rows of this table. Undecided labels are in no row."
    )


def comparison_to_data(compared: RunsCompared) -> dict[str, Any]:
    """The same as plain data."""
    return {
        "runs": [str(run) for run in compared.runs],
        "agents": dict(compared.agents),
        "matched": len(compared.twos),
        "unmatched": list(compared.unmatched),
        "unfinished": list(compared.unfinished),
        "flips": [_two(compared, two) for two in compared.flipped],
        "gaps": [found._asdict() for found in compared.gaps],
        "shifts": [found._asdict() for found in compared.shifts],
        "differences": list(compared.differences),
        "detectors": list(compared.detectors),
    }


def _two(compared: RunsCompared, two: Two) -> Mapping[str, Any]:
    first, second = two.first, two.second
    return {
        "world": first.world,
        "seed": first.seed,
        "trial": first.plan.trial,
        "conditions": [dict(first.condition), dict(second.condition)],
        "agents": [first.agent, second.agent],
        "episodes": [first.id, second.id],
        "flips": [flip._asdict() for flip in two.flips],
        "commands": [*commands(compared, two), beside(compared, two)],
    }
