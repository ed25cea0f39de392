"""Effects of factors: in sentences, and as a table of odds ratios."""

from collections.abc import Sequence

from corpsim.evidence.effects import Effect, EffectTable, effect_tables
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import Column, Section, bullets, fold, note, table
from corpsim.report.document.subject import Subject
from corpsim.report.effects import effect_figures, effects_note, told
from corpsim.report.safe import line
from corpsim.stats.logit import StatsMissing

MOST_TOLD = 12
HEADS = ("part", "label", "factor", "level", "against")
FIGURES = ("rate", "control", "odds ratio", "p", "Holm")


def effects(subject: Subject) -> Section | None:
    """The clearest effects, then all of them; left out where the extra for statistics is not installed."""
    try:
        tables = effect_tables([result for run in subject.runs for result in run.results], subject.shown)
    except StatsMissing:
        return None
    found = [(table, effect) for table in tables for effect in table.effects]
    if not found:
        return None
    clear = sorted((pair for pair in found if pair[1].p != 1), key=_chance)
    columns = [*(Column(head) for head in HEADS), *(Column(head, figures=True) for head in FIGURES)]
    whole = table(columns, [_row(*pair) for pair in found])
    sentences = bullets(f"{_part(table)}{told(table, effect)}" for table, effect in clear[:MOST_TOLD])
    all_of_them = fold(f"All {len(found)} effects", whole)
    return Section("effects", "Effects of factors", [sentences, all_of_them, note(effects_note(tables))])


def _chance(pair: tuple[EffectTable, Effect]) -> float:
    return 1.0 if pair[1].p is None else pair[1].p


def _part(table: EffectTable) -> str:
    return f"{line(table.part, 40)}: " if table.part else ""


def _row(table: EffectTable, effect: Effect) -> Sequence[str]:
    counts = (f"{share.k}/{share.n}" for share in (effect.share, effect.control_share))
    levels = (shown_level(effect.factor, level) for level in (effect.level, effect.control))
    names = (line(table.part, 40) or "all", table.label, line(effect.factor, 40), *levels)
    return (*names, *counts, *effect_figures(effect))
