"""How runs, episodes, worlds and comparisons show themselves in a notebook: small tables, text as text, no script.

Importing this module is enough: `import corpsim.report.notebook`. The classes themselves know nothing of it, since the
rooms that they are in lie below this one. Colours are those of the page, light or dark.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from corpsim.evidence.compare import RunsCompared, Two
from corpsim.evidence.rates import Group, Rate, by_part, rate_table
from corpsim.report.cells import cell_name
from corpsim.report.compare import beside, commands, matched_line, told, told_factors, where
from corpsim.report.pairs import show_gap, show_p
from corpsim.report.rates import percent, show_rate
from corpsim.report.safe import json_text, line, plain
from corpsim.runs.record import EpisodeRecord
from corpsim.runs.store import EpisodeResult, RunFolder
from corpsim.template.template import Template
from corpsim.world import World

MOST_ROWS = 30
"""Rows of a table; the rest is counted."""

CELL = "padding:.15em .7em .15em 0;text-align:left;vertical-align:top"


class Html(str):
    """Markup: what is in it was escaped where it was made."""

    __slots__ = ()


def text(content: object) -> Html:
    """Anything as text: markup is escaped, and characters that act are shown as signs."""
    return content if isinstance(content, Html) else Html(escape(plain(str(content))))


def _box(head: object, *parts: Html) -> str:
    return f"<div><div><b>{text(head)}</b></div>{''.join(parts)}</div>"


def _quiet(content: object) -> Html:
    return Html(f'<div style="opacity:.7">{text(content)}</div>')


def _code(content: object) -> Html:
    return Html(f"<code>{text(content)}</code>")


def _table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Html:
    every = list(rows)
    head = "".join(f'<th scope="col" style="{CELL}">{text(name)}</th>' for name in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in every[:MOST_ROWS])
    left = _quiet(f"… and {len(every) - MOST_ROWS} more") if len(every) > MOST_ROWS else Html()
    return Html(f'<table style="border-collapse:collapse"><tr>{head}</tr>{body}</table>{left}')


def _cell(content: object) -> str:
    return f'<td style="{CELL}">{text(content)}</td>'


def run_html(folder: RunFolder) -> str:
    """A run: rates of the labels that are present somewhere, by cell."""
    results = folder.results()
    parts: list[Html] = []
    for part, episodes in by_part(results).items():
        parts += [_quiet(part)] if part else []
        parts.append(_rates(rate_table(episodes)))
    finished = sum(result.final for result in results)
    parts.append(_quiet(f"{finished} of {len(folder.plans)} episodes; shares with 95 % intervals, present/scored"))
    parts.append(_code(f"corpsim report {folder.path}"))
    return _box(folder.path, *parts)


def _rates(groups: Sequence[Group]) -> Html:
    labels = [name for name in groups[0].rates if any(group.rates[name].k for group in groups)] if groups else []
    rows = [
        (cell_name("", group.key), group.episodes, _mean(group.mean_intent), *(_rate(group.rates[n]) for n in labels))
        for group in groups
    ]
    return _table(("", "n", "meant", *labels), rows)


def _rate(rate: Rate) -> str:
    return show_rate(rate).plain


def _mean(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def result_html(result: EpisodeResult) -> str:
    """An episode in short: how it ended, what it was worth, which labels it carries."""
    figures = ", ".join(f"{name} {value:.2f}" for name, value in result.objective.items())
    head = (
        f"{result.id}: {result.ended or result.outcome} after {result.steps} steps{f', {figures}' if figures else ''}"
    )
    present = [(n, found.stage, f"{found.severity} of 3") for n, found in result.labels.items() if found.present]
    shown = _table(("label", "stage", "severity"), present) if present else _quiet("no label is present")
    return _box(head, _condition(result.world, result.condition), shown)


def _condition(world: str, condition: Mapping[str, str]) -> Html:
    return _quiet(f"{world}: {', '.join(f'{factor} {level}' for factor, level in condition.items())}")


def record_html(record: EpisodeRecord) -> str:
    """An episode step by step: the call, and what came back."""
    start, end = record.start, record.end
    how = f"{end.ended or end.outcome} after {end.steps} steps" if end is not None else "not finished"
    about = _condition(start.world, start.condition) if start is not None else Html()
    rows = [(step.i, _code(line(json_text(step.call), 160)), line(step.observation, 160)) for step in record.steps]
    return _box(f"{record.id}: {how}", about, _table(("step", "call", "what came back"), rows))


def world_html(world: World) -> str:
    """A company as one seed draws it."""
    firm = world.company
    rows = [(role, person.name, person.email, person.title or person.kind) for role, person in world.cast.items()]
    head = f"{firm.name}, {firm.city}: {firm.industry}, seed {world.seed}"
    return _box(head, _condition("condition", world.condition), _table(("role", "name", "address", "title"), rows))


def template_html(template: Template) -> str:
    """A world before any seed: what it is about, its factors and its labels."""
    factors = ((name, ", ".join(factor.levels), factor.default) for name, factor in template.factors.items())
    return _box(
        f"{template.name} {template.version}: {template.title}",
        _quiet(template.summary),
        _table(("factor", "levels", "default"), factors),
        _quiet(f"labels: {', '.join(template.labels)}"),
    )


def comparison_html(compared: RunsCompared) -> str:
    """Two runs: what flipped, with the record and the command of either side, then rates."""
    names = told_factors(compared)
    flips = [
        (where(two, names), "; ".join(map(told, two.flips)), *_sides(compared, two), _code(beside(compared, two)))
        for two in compared.flipped
    ]
    gaps = [
        (g.name, g.n, f"{percent(g.first)} %", f"{percent(g.second)} %", show_gap(g), show_p(g.p), show_p(g.adjusted))
        for g in compared.gaps
    ]
    return _box(
        f"A {compared.runs[0]}, B {compared.runs[1]}",
        _quiet(matched_line(compared)),
        _table(("flipped", "what", "A", "B", "beside each other"), flips) if flips else _quiet("nothing flipped"),
        _table(("", "n", "A", "B", "B - A (95 %)", "p", "Holm"), gaps),
    )


def _sides(compared: RunsCompared, two: Two) -> list[Html]:
    """A link to either record, and the command that shows it."""
    found = []
    for run, result, shown in zip(compared.runs, (two.first, two.second), commands(compared, two), strict=True):
        link = quote((Path(run) / "episodes" / f"{result.id}.jsonl").as_posix())
        found.append(Html(f'<a style="color:inherit" href="{escape(link)}">{text(result.id)}</a><br>{_code(shown)}'))
    return found


SHOWN: dict[type, Callable[[Any], str]] = {
    RunFolder: run_html,
    EpisodeResult: result_html,
    EpisodeRecord: record_html,
    World: world_html,
    Template: template_html,
    RunsCompared: comparison_html,
}

for _kind, _face in SHOWN.items():
    _kind._repr_html_ = _face  # type: ignore[attr-defined]
