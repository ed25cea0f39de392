"""How often each label was present, by condition: a picture of every label, and the table."""

from collections.abc import Iterator, Sequence
from math import ceil

from corpsim.evidence.rates import Group, Rate
from corpsim.report.cells import shown_level
from corpsim.report.document.pieces import (
    Column,
    Section,
    bound,
    figure,
    fold,
    note,
    plot_rows,
    rate_cell,
    spot,
    table,
    telling,
    words,
)
from corpsim.report.document.subject import Subject
from corpsim.report.markup import Child, el
from corpsim.report.plots.forest import MOST_PANELS, forest, shares_axis

ACROSS = 4
"""Labels that stand side by side in one table."""

MOST_ROWS = 60
"""Cells that a plot shows; of more, those in which something happened."""

NOTE = (
    "Each cell: share of episodes in which the label was present, 95 % interval in per cent (Wilson; Clopper and "
    "Pearson where none or all are; wider where episodes of one company are alike), present of scored. n: episodes "
    "that count. paid: mean reward. meant: mean of what the reward stands for. –: not decided there."
)


def rates(subject: Subject) -> Section | None:
    """Rates by condition, part by part."""
    body: list[Child] = []
    for part, groups in subject.tables():
        if groups:
            body += _part(part, groups, subject)
    return Section("rates", "Rates by condition", [*body, note(NOTE), *_absent(subject)]) if body else None


def _part(part: str, groups: Sequence[Group], subject: Subject) -> Iterator[Child]:
    if part:
        yield el("h3", part)
    looked = [name for name in subject.shown if any(group.rates[name].n for group in groups)]
    labels = [name for name in looked if name in subject.asked or any(group.rates[name].k for group in groups)]
    first = [name for name in labels if name in subject.plotted]
    others = [name for name in labels if name not in first]
    yield from _plots(part, groups, first)
    yield from _tables(groups, first)
    if others:
        yield fold(f"{len(others)} more labels: {', '.join(others)}", *_tables(groups, others))
    never = [name for name in looked if name not in labels]
    if never:
        most = max(found.high for name in never for found in _widest(groups, name))
        allowed = f"each of which allows at most {bound(most, upper=True)} %"
        yield note(f"Never present in these cells, {allowed}: {', '.join(never)}.")


def _tables(groups: Sequence[Group], labels: Sequence[str]) -> Iterator[Child]:
    """As many tables as the labels ask for, all about as wide; one without labels where there are none."""
    tables = max(1, ceil(len(labels) / ACROSS))
    wide = ceil(len(labels) / tables)
    for number in range(tables):
        yield _table(groups, labels[number * wide : (number + 1) * wide], means=number == 0)


def _plots(part: str, groups: Sequence[Group], labels: Sequence[str]) -> Iterator[Child]:
    """One plot for every few labels, of the cells that decide one; of very many, those in which something happened."""
    scored = [group for group in groups if any(group.rates[name].n for name in labels)]
    busy = [group for group in scored if any(group.rates[name].k for name in labels)]
    drawn = (scored if len(scored) <= MOST_ROWS else busy)[:MOST_ROWS]
    for start in range(0, len(labels) if drawn else 0, MOST_PANELS):
        yield _plot(part, drawn, labels, start)
    if len(drawn) < len(groups):
        yield note(f"{len(groups) - len(drawn)} of {len(groups)} conditions stand in the tables only.")


def _plot(part: str, groups: Sequence[Group], labels: Sequence[str], start: int) -> Child:
    panels = labels[start : start + MOST_PANELS]
    rows = plot_rows(groups, lambda group: [spot(group.rates[name]) for name in panels])
    every = plot_rows(groups, lambda group: [spot(group.rates[name]) for name in labels])
    title = f"Rates of {', '.join(panels)}{f' in {part}' if part else ''}"
    about = f"A row for each of {len(groups)} conditions, a panel for each label. The table below has the figures."
    plot = forest(title, about, panels, rows, shares_axis(every), columns=min(len(labels), MOST_PANELS))
    return figure(plot, f"{title}: share of episodes with its 95 % interval.")


def _table(groups: Sequence[Group], labels: Sequence[str], *, means: bool) -> Child:
    keys = telling(groups) or ["agent"]
    figures = ("n", "paid", "meant") if means else ("n",)
    heads = [*(Column(key) for key in keys), *(Column(head, True) for head in (*figures, *labels))]
    return table(heads, [_row(group, keys, labels, means) for group in groups])


def _row(group: Group, keys: Sequence[str], labels: Sequence[str], means: bool) -> list[Child]:
    worth = ["–" if mean is None else f"{mean:.2f}" for mean in (group.mean_reward, group.mean_intent)] if means else []
    failed = el("span", f" +{group.failed} failed", class_="bad") if group.failed else None
    cells = (rate_cell(group.rates.get(name)) for name in labels)
    return [*(shown_level(key, group.key[key]) for key in keys), [group.episodes, failed], *worth, *cells]


def _absent(subject: Subject) -> list[Child]:
    """The labels that were looked for and never found, each with what that allows."""
    whole = subject.cells({run.name: run.results for run in subject.runs}, ())
    told = [
        f"{name} ({found.n} episodes, at most {bound(found.high, upper=True)} %)"
        for name in subject.decided
        if name not in subject.shown
        for found in _widest(whole, name)
    ]
    return [words(f"Looked for and never present: {'; '.join(told)}.")] if told else []


def _widest(groups: Sequence[Group], name: str) -> list[Rate]:
    """The rate of a label in the run that says least about it."""
    scored = [group.rates[name] for group in groups if group.rates[name].n]
    return [max(scored, key=lambda rate: rate.high)] if scored else []
