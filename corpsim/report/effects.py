"""Effects of factors as sentences and as a table of odds ratios."""

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.evidence.effects import Effect, EffectTable
from corpsim.report.cells import shown_level
from corpsim.report.pairs import show_p
from corpsim.report.rates import percent
from corpsim.report.safe import line
from corpsim.stats.intervals import Share

MOST_TOLD = 12
"""Effects that are told in a sentence, those with p = 1 left out; the table holds all."""

LEAST_SHOWN, MOST_SHOWN = 0.001, 1_000

METHODS = {"mcnemar": "exact McNemar test of companies", "fisher": "exact Fisher test of companies"}


def told(table: EffectTable, effect: Effect) -> str:
    """An effect in a plain sentence, with its uncertainty."""
    level, control = (shown_level(effect.factor, name) for name in (effect.level, effect.control))
    before, of = ("with", "agent") if effect.factor == "agent" else ("under", line(effect.factor, 40))
    where = f"{before} {of} {level}"
    counts = f"({show_share(effect.share)} against {show_share(effect.control_share)})"
    if effect.odds_ratio is not None and effect.low is not None and effect.high is not None:
        odds = f"{show_ratio(effect.odds_ratio)} times as likely in odds ({_bounds(effect.low, effect.high)})"
        return (
            f"{_capital(where)}, {table.label} was {odds} as {before} {control}, other factors equal {counts}; "
            f"{_test(effect)}."
        )
    why = {
        "aliased": "it cannot be told apart from what else changed with it",
        "few clusters": "the companies are too few",
        "alike": "the companies are all alike in this",
    }.get(str(effect.silent), "the other factors decide it")
    if effect.silent == "separated":
        ends = [
            _end(s, f"{before} {n}") for s, n in ((effect.share, level), (effect.control_share, control)) if _ends(s)
        ]
        why = " and ".join(ends) or why
    return (
        f"{_capital(where)} against {control}, there is no odds ratio of {table.label}, for {why} {counts}; "
        f"{_test(effect)}."
    )


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _ends(found: Share) -> bool:
    return found.n > 0 and found.k in (0, found.n)


def _end(found: Share, where: str) -> str:
    return f"{where} it was {'always' if found.k else 'never'} present"


def show_share(found: Share) -> str:
    """`12/40, 30 % (18–46)`; with none at all only the bounds."""
    if found.value is None:
        return "0/0"
    return f"{found.k}/{found.n}, {percent(found.value)} % ({round(100 * found.low)}–{round(100 * found.high)})"


def show_ratio(ratio: float) -> str:
    """A ratio of odds with two digits that count; beyond thousands and thousandths only that it is."""
    if not LEAST_SHOWN <= ratio < MOST_SHOWN:
        return "<0.001" if ratio < 1 else ">999"
    if ratio >= 10:
        return f"{ratio:.0f}"
    return f"{ratio:.1f}" if ratio >= 0.95 else f"{ratio:.2g}"


def _bounds(low: float, high: float) -> str:
    return f"95 %: {show_ratio(low)} to {show_ratio(high)}"


def _test(effect: Effect) -> str:
    method = f"{METHODS[effect.method]}, " if effect.method in METHODS else ""
    return f"{method}{test_of(effect.p, effect.adjusted)}"


def test_of(p: float | None, adjusted: float | None) -> str:
    """`p 0.012, after Holm 0.024`."""
    if p is None or adjusted is None:
        return "no exact test fits"
    return f"p {show_p(p)}, after Holm {show_p(adjusted)}"


def print_effects(console: Console, tables: Sequence[EffectTable]) -> None:
    """The section "Effects" of a report."""
    console.print(Text("Effects", "head"))
    console.print(_table(tables))
    console.print()
    effects = [(table, effect) for table in tables for effect in table.effects if effect.p != 1]
    effects.sort(key=lambda found: 1.0 if found[1].p is None else found[1].p)
    for table, effect in effects[:MOST_TOLD]:
        clear = effect.adjusted is not None and effect.adjusted < 0.05
        part = f"{line(table.part, 40)}: " if table.part else ""
        console.print(Text(f"{part}{told(table, effect)}", "" if clear else "quiet"))
    if len(effects) > MOST_TOLD:
        console.print(Text(f"… and {len(effects) - MOST_TOLD} more, less clear, in the table", "quiet"))
    console.print()
    console.print(Text(effects_note(tables), "quiet"))


def _table(tables: Sequence[EffectTable]) -> Table:
    shown = Table(box=None, pad_edge=False, header_style="quiet")
    parts = any(table.part for table in tables)
    for head in (*(["part"] if parts else []), "label", "factor", "level", "against"):
        shown.add_column(head, style="head", overflow="fold")
    for head in ("rate", "control", "odds ratio", "p", "Holm"):
        shown.add_column(head, justify="right", no_wrap=True)
    for table in tables:
        for effect in table.effects:
            levels = (shown_level(effect.factor, name) for name in (effect.level, effect.control))
            names = [line(effect.factor, 40), *levels]
            part = [line(table.part, 40)] if parts else []
            shown.add_row(
                *part,
                table.label,
                *names,
                show_count(effect.share),
                show_count(effect.control_share),
                *_figures(effect),
            )
    return shown


def show_count(found: Share) -> str:
    """`12/40`."""
    return f"{found.k}/{found.n}"


def _figures(effect: Effect) -> list[str]:
    tests = ["–" if p is None else show_p(p) for p in (effect.p, effect.adjusted)]
    if effect.odds_ratio is None or effect.low is None or effect.high is None:
        return [effect.silent or "–", *tests]
    odds = f"{show_ratio(effect.odds_ratio)} ({show_ratio(effect.low)}–{show_ratio(effect.high)})"
    return [odds, *tests]


def effects_note(tables: Sequence[EffectTable]) -> str:
    """What one has to know to read the table, and of how many tests its family is."""
    tests = sum(effect.p is not None for table in tables for effect in table.effects)
    parts = [
        "Odds ratios with 95 % intervals: logistic regression of a label on all factors that vary, the agent and the "
        "world, main effects only, errors clustered by company (world and seed) and corrected for few of them. Holm: p "
        f"adjusted over the family of all {tests} tests of this section."
    ]
    if any(effect.silent == "separated" for table in tables for effect in table.effects):
        parts.append(
            "separated: the label was always or never present there, so that no odds ratio is finite; p is that of an "
            "exact test, in which a company counts once."
        )
    if any(effect.silent == "aliased" for table in tables for effect in table.effects):
        parts.append("aliased: this level was never played without another, so that their effects are one.")
    return " ".join(parts)


def effects_to_data(tables: Sequence[EffectTable]) -> list[dict[str, Any]]:
    """Effects and their sentences as plain data."""
    return [
        {
            "part": table.part,
            "label": table.label,
            "n": table.n,
            "k": table.k,
            "companies": table.companies,
            "worlds": list(table.worlds),
            "effects": [
                {
                    **effect._asdict(),
                    "share": effect.share._asdict(),
                    "control_share": effect.control_share._asdict(),
                    "sentence": told(table, effect),
                }
                for effect in table.effects
            ],
        }
        for table in tables
    ]
