"""Effects: how much likelier a label is under a level than under its control, other factors equal."""

from collections.abc import Sequence

from corpsim.evidence.effects import Effect, EffectTable, effect_tables
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import Column, Section, bullets, fold, note, rate_cell, table, words
from corpsim.report.document.subject import Subject
from corpsim.report.effects import MOST_TOLD, effects_note, show_ratio, told
from corpsim.report.markup import Child, el
from corpsim.report.pairs import show_p
from corpsim.stats.logit import StatsMissing

CLEAR = 0.05
"""The adjusted p below which an effect is told in words."""


def effects(subject: Subject) -> Section | None:
    """Sentences for the clearest, and a table of all. Runs are no factor: what differs between them is."""
    try:
        tables = effect_tables(subject.results, list(subject.asked) or None)
    except StatsMissing as missing:
        return Section("effects", "Effects of factors", [words(str(missing))])
    if not tables:
        return None
    parts = (_part(part, tables) for part in dict.fromkeys(found.part for found in tables))
    every = fold(f"All {sum(len(found.effects) for found in tables)} effects", *parts)
    return Section("effects", "Effects of factors", [*_sentences(tables), every, note(effects_note(tables))])


def _sentences(tables: Sequence[EffectTable]) -> list[Child]:
    """The effects that hold after Holm, or the word that none does."""
    found = [(of, e) for of in tables for e in of.effects if e.adjusted is not None and e.adjusted < CLEAR]
    found.sort(key=lambda pair: pair[1].p or 0.0)
    said = [f"{of.part + ': ' if of.part else ''}{told(of, effect)}" for of, effect in found[:MOST_TOLD]]
    return [bullets(said)] if said else [words("No effect is clear once all tests of this section are adjusted for.")]


def _part(part: str, tables: Sequence[EffectTable]) -> Child:
    heads = [*map(Column, ("label", "factor", "level against control"))]
    heads += [Column(head, True) for head in ("rate", "control", "odds ratio", "p", "Holm")]
    rows = [_row(found, effect) for found in tables if found.part == part for effect in found.effects]
    return table(heads, rows, f"Every level against the control of its factor{f', in {part}' if part else ''}")


def _row(of: EffectTable, effect: Effect) -> list[Child]:
    levels = [effect.level, effect.control]
    both = " against ".join(shown_level(effect.factor, told) for told in levels)
    tests: list[Child] = ["–" if p is None else show_p(p) for p in (effect.p, effect.adjusted)]
    shares = (rate_cell(found) for found in (effect.share, effect.control_share))
    return [of.label, effect.factor, both, *shares, _odds(effect), *tests]


def _odds(effect: Effect) -> Child:
    if effect.odds_ratio is None or effect.low is None or effect.high is None:
        return effect.silent or "–"
    bounds = f"({show_ratio(effect.low)}–{show_ratio(effect.high)})"
    return [el("span", show_ratio(effect.odds_ratio), class_="share"), " ", el("span", bounds, class_="bounds")]
