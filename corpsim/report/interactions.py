"""Interactions of factors as sentences and as a table of ratios of odds ratios."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.interactions import Interaction, InteractionTable
from corpsim.report.cells import shown_level
from corpsim.report.effects import MOST_TOLD, show_count, show_ratio, show_share, test_of
from corpsim.report.pairs import show_p
from corpsim.report.safe import line

SILENT = {
    "separated": "the label was always or never present under some of these levels",
    "aliased": "it cannot be told apart from what else changed with it",
    "few clusters": "the companies are too few",
    "alike": "the companies are all alike in this",
    "not played": "one of the four combinations was never played",
}


def told_interaction(table: InteractionTable, one: Interaction) -> str:
    """An interaction in a plain sentence, with its uncertainty."""
    (first, second), (control, other) = shown_levels(one), shown_controls(one)
    factor, where = (line(name, 40) for name in one.factors)
    both, alone, there, neither = map(show_share, one.shares)
    counts = f"({where} {second}: {both} against {there}; {where} {other}: {alone} against {neither})"
    effect = f"the odds ratio of {table.label} for {factor} {first} against {control}"
    if one.ratio is None or one.low is None or one.high is None:
        why = SILENT[str(one.silent)]
        return f"Whether {effect} depends on {where} ({second} against {other}) cannot be told, for {why} {counts}."
    times = f"{show_ratio(one.ratio)} times as high (95 %: {show_ratio(one.low)} to {show_ratio(one.high)})"
    return (
        f"Under {where} {second}, {effect} was {times} as under {other}, other factors equal {counts}; "
        f"{test_of(one.p, one.adjusted)}."
    )


def shown_levels(one: Interaction) -> tuple[str, str]:
    """The two levels as a reader sees them."""
    return shown_level(one.factors[0], one.levels[0]), shown_level(one.factors[1], one.levels[1])


def shown_controls(one: Interaction) -> tuple[str, str]:
    """The two controls as a reader sees them."""
    return shown_level(one.factors[0], one.controls[0]), shown_level(one.factors[1], one.controls[1])


def print_interactions(console: Console, tables: Sequence[InteractionTable]) -> None:
    """The section "Interactions" of a report."""
    console.print(Text("Interactions", "head"))
    console.print(_table(tables))
    console.print()
    found = [(table, one) for table in tables for one in table.interactions]
    found.sort(key=lambda pair: 1.0 if pair[1].p is None else pair[1].p)
    for table, one in found[:MOST_TOLD]:
        part = f"{line(table.part, 40)}: " if table.part else ""
        clear = one.adjusted is not None and one.adjusted < 0.05
        console.print(Text(f"{part}{told_interaction(table, one)}", "" if clear else "quiet"))
    if len(found) > MOST_TOLD:
        console.print(Text(f"… and {len(found) - MOST_TOLD} more, less clear, in the table", "quiet"))
    console.print()
    console.print(Text(interactions_note(tables), "quiet"))


def _table(tables: Sequence[InteractionTable]) -> Table:
    shown = Table(box=None, pad_edge=False, header_style="quiet")
    parts = any(table.part for table in tables)
    for head in (*(["part"] if parts else []), "label", "factors", "levels", "against"):
        shown.add_column(head, style="head", overflow="fold")
    for head in ("both", "first", "second", "neither", "ratio", "p", "Holm"):
        shown.add_column(head, justify="right", no_wrap=True)
    for table in tables:
        for one in table.interactions:
            part = [line(table.part, 40)] if parts else []
            names = [":".join(texts) for texts in (one.factors, shown_levels(one), shown_controls(one))]
            shown.add_row(*part, table.label, *names, *map(show_count, one.shares), *_figures(one))
    return shown


def _figures(one: Interaction) -> list[str]:
    tests = ["–" if p is None else show_p(p) for p in (one.p, one.adjusted)]
    if one.ratio is None or one.low is None or one.high is None:
        return [str(one.silent), *tests]
    return [f"{show_ratio(one.ratio)} ({show_ratio(one.low)}–{show_ratio(one.high)})", *tests]


def interactions_note(tables: Sequence[InteractionTable]) -> str:
    """What one has to know to read the table, and of how many tests its family is."""
    tests = sum(one.p is not None for table in tables for one in table.interactions)
    return (
        "Ratio: how many times as high the odds ratio of the first factor is under the level of the second as under "
        "its control, with its 95 % interval; 1 where the two do not depend on each other. Of each pair a logistic "
        "regression of its own: what the effects have, and the products of the two. Both, first, second, neither: "
        "episodes with the label under both levels, under that of the first or second alone, under both controls. "
        f"Holm: p adjusted over the family of all {tests} interactions that have one."
    )


def interactions_to_data(tables: Sequence[InteractionTable]) -> list[dict[str, Any]]:
    """Interactions and their sentences as plain data."""
    return [
        {
            "part": table.part,
            "label": table.label,
            "n": table.n,
            "k": table.k,
            "companies": table.companies,
            "interactions": [
                {
                    **one._asdict(),
                    "shares": dict(
                        zip(("both", "first", "second", "neither"), (s._asdict() for s in one.shares), strict=True)
                    ),
                    "sentence": told_interaction(table, one),
                }
                for one in table.interactions
            ],
        }
        for table in tables
    ]
