"""Second opinions, as what they are: beside the labels, marked as a model's, and never in a rate."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corpsim.events import Event
from corpsim.label import Label
from corpsim.report.safe import line, plain, safe
from corpsim.report.transcript import Page
from corpsim.report.verdicts import show_evidence
from corpsim.runs.hearing import Hearing
from corpsim.runs.opinion import Opinion
from corpsim.stats.agreement import Agreement

MOST_DIFFERING = 20
"""Disagreements that are printed; all stand in the data."""

NOTE = "What a model thinks of this episode. No label and no rate rests on it."


def show_opinions(
    opinions: Sequence[Opinion], labels: Mapping[str, Label], events: Sequence[Event], page: Page
) -> RenderableType:
    """Second opinions of all judges, each with its reason, its evidence and whether the detectors agree."""
    shown = [_opinion(opinion, labels.get(opinion.label.name), events, page) for opinion in opinions]
    return Group(Text(NOTE, "quiet"), *shown)


def _opinion(opinion: Opinion, found: Label | None, events: Sequence[Event], page: Page) -> RenderableType:
    label = opinion.label
    head = Text("◇ ").append(plain(label.name), "head").append(f"  {'unscored' if label.unscored else label.stage}")
    whose = "in its own judgement, by" if opinion.own else "second opinion of"
    head.append(f", {whose} {line(opinion.judge.model, 60)}{_beside(label, found)}")
    rows: list[RenderableType] = [safe(line(label.unscored or opinion.reason, 600), "italic")]
    if label.evidence:
        rows.append(show_evidence(label, events, page))
    return Group(head, Padding(Group(*rows), (0, 0, 0, 2)))


def _beside(label: Label, found: Label | None) -> str:
    """What the detectors say about the same label."""
    if found is None or found.present is None or label.present is None:
        return ""
    agree = "the detector agrees" if found.present == label.present else "the detector does not agree"
    return f"; {agree}: {found.stage}"


def print_agreement(console: Console, hearing: Hearing) -> None:
    """How far a judge and the detectors agree, a label a line."""
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("label", style="head", no_wrap=True)
    for head in ("both", "only detector", "only judge", "neither", "unscored", "kappa", "n"):
        table.add_column(head, justify="right")
    for name, counts in hearing.agreement().items():
        table.add_row(name, *map(str, counts), _kappa(counts), str(counts.n))
    console.print(table)
    judge = f"{line(hearing.judge.model, 60)} at {line(hearing.judge.base_url, 120)}"
    note = (
        f"Episodes in which the label is present, for the detectors and for the judge {judge}. kappa: Cohen's with 95 "
        "% bounds, over the n that both decided; – where both always say the same. A second opinion: no label and no "
        "rate rests on it."
    )
    console.print(Text(note, "quiet"))
    _print_differing(console, hearing)


def _print_differing(console: Console, hearing: Hearing) -> None:
    """The episodes to read: where judge and detectors say other things."""
    for heard in hearing.differing[:MOST_DIFFERING]:
        label, found = heard.opinion.label, heard.detector
        told = f"{heard.episode}  {label.name}: detector {found.stage if found else '–'}, judge {label.stage}: "
        console.print(safe(f"{told}{line(heard.opinion.reason, 200)}"), soft_wrap=True)
    if (more := len(hearing.differing) - MOST_DIFFERING) > 0:
        console.print(f"… and {more} more on which they differ.")


def _kappa(counts: Agreement) -> str:
    bounds = counts.kappa_bounds()
    return "–" if counts.kappa is None or bounds is None else f"{counts.kappa:.2f} ({bounds[0]:.2f}–{bounds[1]:.2f})"


def say_unscored(console: Console, hearing: Hearing) -> None:
    """Why opinions could not be had, the commonest reason first."""
    reasons: dict[str, int] = {}
    for heard in hearing.heard:
        why = heard.opinion.label.unscored
        if why:
            reasons[why] = reasons.get(why, 0) + 1
    for why, count in sorted(reasons.items(), key=lambda item: -item[1])[:5]:
        console.print(safe(f"{count} unscored: {line(why, 300)}", "bad"), soft_wrap=True)
    fresh = sum(heard.fresh for heard in hearing.heard)
    console.print(f"{fresh} opinions asked for, {len(hearing.heard) - fresh} there already, {hearing.failed} unscored.")


def hearing_to_data(hearing: Hearing) -> dict[str, Any]:
    """A hearing as plain data."""
    return {
        "judge": {"model": hearing.judge.model, "base_url": hearing.judge.base_url, "options": hearing.judge.options},
        "agreement": {name: _counts(counts) for name, counts in hearing.agreement().items()},
        "differing": [{"episode": heard.episode, "label": heard.opinion.label.name} for heard in hearing.differing],
        "opinions": [{"episode": heard.episode, **heard.opinion.as_data()} for heard in hearing.heard],
        "skipped": dict(hearing.skipped),
        "usage": dict(hearing.usage),
    }


def _counts(counts: Agreement) -> dict[str, Any]:
    return {**counts._asdict(), "n": counts.n, "kappa": counts.kappa, "kappa_bounds": counts.kappa_bounds()}
