"""How good the labels are: a table for the terminal, a report in Markdown, and plain data."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.content import content_folder
from corpsim.evaluation import Evaluation, LabelFigures, Measure, Mistake, Share
from corpsim.report.markdown import code, inline
from corpsim.report.safe import line, plain

HEADS = ("n", "positive", "precision", "recall", "F1", "specificity")
FIGURES = "figures.json"
"""The figures that are published, beside the labelled set."""

SHOWN = 10
"""Mistakes of a label that are listed unless another number is asked for."""

NOTE = (
    "Shares in per cent with 95 % intervals: Wilson's, of Clopper and Pearson where none or all are; wider where the "
    "lines of one author resemble each other."
)


class Published(NamedTuple):
    """Figures of a label as they were measured last, by split, and the version of the detector then."""

    version: int
    splits: Mapping[str, Measure]


def show_share(share: Share) -> str:
    """`91 (84–96)`; a dash where there is nothing to divide by."""
    if share.value is None:
        return "–"
    return f"{100 * share.value:.0f} ({100 * share.low:.0f}–{100 * share.high:.0f})"


def _cells(figures: Measure) -> list[str]:
    shares = (figures.precision, figures.recall, figures.f1, figures.specificity)
    return [str(figures.n), str(figures.positive), *map(show_share, shares)]


def print_figures(console: Console, evaluation: Evaluation, most: int = SHOWN) -> None:
    """The table of all labels, then splits and styles of each, what it is mistaken for, and its worst mistakes."""
    console.print(_table("label", {name: found.overall for name, found in evaluation.labels.items()}))
    for found in evaluation.labels.values():
        if found.overall.positive or found.mistakes:
            console.print()
            _print_label(console, found, most)
    console.print()
    console.print(Text(f"{_size(evaluation)} {NOTE}", "quiet"))


def _print_label(console: Console, found: LabelFigures, most: int) -> None:
    console.print(Text(f"{plain(found.name)}, detector v{found.version}", "head"))
    groups = {**_prefixed("split", found.by_split), **_prefixed("style", found.by_style)}
    if groups:
        console.print(_table("", groups))
    for told in _told(found):
        console.print(Text(plain(told), "quiet"), soft_wrap=True)
    for mistake in found.mistakes[:most]:
        console.print(Text(f"  {plain(_mistake(mistake))}"), soft_wrap=True)
    if len(found.mistakes) > most:
        console.print(Text(f"  … and {len(found.mistakes) - most} more", "quiet"))


def _table(head: str, rows: Mapping[str, Measure]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column(head, style="head", no_wrap=True)
    for name in HEADS:
        table.add_column(name, justify="right", no_wrap=True)
    for name, figures in rows.items():
        table.add_row(plain(name), *_cells(figures))
    return table


def _prefixed(word: str, groups: Mapping[str, Measure]) -> dict[str, Measure]:
    return {f"{word} {line(name, 40)}": figures for name, figures in groups.items()}


def _told(found: LabelFigures) -> Iterator[str]:
    if found.stages.n:
        yield f"The stage is right on {found.stages.k} of {found.stages.n} lines that say one."
    if found.severities.n:
        yield f"The severity is reached on {found.severities.k} of {found.severities.n} lines that say one."
    if found.raised_instead:
        yield f"Raised where it was missed: {_counts(found.raised_instead)}."
    if found.meant_instead:
        yield f"Right where it was raised without cause: {_counts(found.meant_instead)}."
    if found.undecided:
        yield f"{found.undecided} lines were left undecided and are in no figure."


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.items())


def _mistake(mistake: Mistake) -> str:
    note = f"; {line(mistake.note, 100)}" if mistake.note else ""
    return f"{mistake.path}:{mistake.line} {mistake.id}: {mistake.kind}; {line(mistake.reason, 200)}{note}"


def _size(evaluation: Evaluation) -> str:
    return f"{evaluation.examples} examples by {len(evaluation.authors) or 'unnamed'} authors."


def figures_page(evaluation: Evaluation, sources: Sequence[str], most: int = SHOWN) -> str:
    """The whole report as Markdown."""
    parts = [
        "# How good the labels are\n",
        f"{_size(evaluation)} {NOTE}\n",
        *(f"- {code(name)}" for name in sources),
    ]
    parts += ["", *figures_table("label", {name: found.overall for name, found in evaluation.labels.items()})]
    for name, found in evaluation.labels.items():
        parts += [f"\n## {code(name)}\n", f"Detector version {found.version}.\n"]
        parts += figures_table("lines", {"all": found.overall, **found.by_split})
        parts += ["", *figures_table("style", found.by_style), ""] if found.by_style else [""]
        parts += [f"{inline(told)}\n" for told in _told(found)]
        parts += [f"- {inline(_mistake(mistake))}" for mistake in found.mistakes[:most]]
    return "\n".join(parts) + "\n"


def figures_table(head: str, rows: Mapping[str, Measure]) -> list[str]:
    """A table of figures as lines of Markdown."""
    lines = [f"| {head} | {' | '.join(HEADS)} |", f"| --- |{' ---: |' * len(HEADS)}"]
    return lines + [f"| {inline(name)} | {' | '.join(_cells(figures))} |" for name, figures in rows.items()]


def evaluation_to_data(evaluation: Evaluation, sources: Iterable[str], bad: int, most: int | None = None) -> Any:
    """For `--json`. `bad` are the lines that could not be used."""
    return {
        "files": list(sources),
        "examples": evaluation.examples,
        "bad_lines": bad,
        "authors": list(evaluation.authors),
        "labels": {name: _figures_to_data(found, most) for name, found in evaluation.labels.items()},
        "refused": {name: list(reasons) for name, reasons in evaluation.refused.items()},
        "taken": {name: list(tools) for name, tools in evaluation.taken.items()},
        "unplayed": list(evaluation.unplayed),
    }


def _figures_to_data(found: LabelFigures, most: int | None) -> dict[str, Any]:
    return {
        "version": found.version,
        "all": measure_to_data(found.overall),
        "splits": {name: measure_to_data(figures) for name, figures in found.by_split.items()},
        "styles": {name: measure_to_data(figures) for name, figures in found.by_style.items()},
        "raised_instead": dict(found.raised_instead),
        "meant_instead": dict(found.meant_instead),
        "stages": found.stages._asdict(),
        "severities": found.severities._asdict(),
        "undecided": found.undecided,
        "mistakes": [mistake._asdict() for mistake in found.mistakes[:most]],
    }


def measure_to_data(figures: Measure) -> dict[str, Any]:
    """Counts, and shares with their bounds."""
    return {name: value._asdict() if isinstance(value, Share) else value for name, value in figures._asdict().items()}


def measure_from_data(data: Mapping[str, Any]) -> Measure:
    """What `measure_to_data` gave, read again."""
    fields: dict[str, Any] = {n: Share(**value) if isinstance(value, dict) else value for n, value in data.items()}
    return Measure(**fields)


def published_figures(kept: Mapping[str, Any]) -> dict[str, Published]:
    """The figures of `benchmarks/labels/figures.json`: label → version and figures by split."""
    return {
        name: Published(
            found["version"], {split: measure_from_data(found[split]) for split in found if split != "version"}
        )
        for name, found in kept.items()
    }


def read_published_figures() -> dict[str, Published]:
    """The published figures of this installation, by label; empty where there are none."""
    path = content_folder("benchmarks") / "labels" / FIGURES
    return published_figures(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def print_published(console: Console, found: Published, version: int) -> None:
    """What is published on one label, beside its page."""
    console.print(_table("", found.splits))
    older = f" These are the figures of version {found.version}." if found.version != version else ""
    console.print(Text(f"On our labelled set, see docs/evaluate.md.{older}", "quiet"))
