"""Interactions: whether the effect of one factor depends on another, where that was asked."""

from collections.abc import Sequence

from corpsim.evidence.interactions import Interaction, InteractionTable, interaction_tables
from corpsim.report.document.pieces import Column, Section, bullets, fold, note, rate_cell, table, words
from corpsim.report.document.subject import Subject
from corpsim.report.effects import MOST_TOLD, show_ratio
from corpsim.report.interactions import interactions_note, shown_controls, shown_levels, told_interaction
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_p
from corpsim.stats.logit import StatsMissing

TITLE = "Interactions of factors"


def interactions(subject: Subject) -> Section | None:
    """Sentences and a table of all that were asked for; nothing where none was."""
    if not subject.interactions:
        return None
    try:
        tables = interaction_tables(subject.results, subject.interactions, list(subject.asked) or None)
    except StatsMissing as missing:
        return Section("interactions", TITLE, [words(str(missing))])
    if not tables:
        none = "No label is present in some of these episodes and not in others."
        return Section("interactions", TITLE, [words(none)])
    parts = (_part(part, tables) for part in dict.fromkeys(found.part for found in tables))
    every = fold(f"All {sum(len(found.interactions) for found in tables)} interactions", *parts)
    return Section("interactions", TITLE, [_sentences(tables), every, note(interactions_note(tables))])


def _sentences(tables: Sequence[InteractionTable]) -> Child:
    found = [(of, one) for of in tables for one in of.interactions]
    found.sort(key=lambda pair: 1.0 if pair[1].p is None else pair[1].p)
    return bullets(f"{of.part + ': ' if of.part else ''}{told_interaction(of, one)}" for of, one in found[:MOST_TOLD])


def _part(part: str, tables: Sequence[InteractionTable]) -> Child:
    heads = [*map(Column, ("label", "factors", "levels against controls"))]
    heads += [Column(head, True) for head in ("both", "first", "second", "neither", "ratio", "p", "Holm")]
    rows = [_row(found, one) for found in tables if found.part == part for one in found.interactions]
    return table(heads, rows, f"Both levels, either alone, and both controls{f', in {part}' if part else ''}")


def _row(of: InteractionTable, one: Interaction) -> list[Child]:
    levels = " against ".join(":".join(told) for told in (shown_levels(one), shown_controls(one)))
    tests: list[Child] = ["–" if p is None else show_p(p) for p in (one.p, one.adjusted)]
    return [of.label, ":".join(one.factors), levels, *map(rate_cell, one.shares), _ratio(one), *tests]


def _ratio(one: Interaction) -> Child:
    if one.ratio is None or one.low is None or one.high is None:
        return str(one.silent)
    bounds = f"({show_ratio(one.low)}–{show_ratio(one.high)})"
    return [el("span", show_ratio(one.ratio), class_="share"), " ", el("span", bounds, class_="bounds")]
