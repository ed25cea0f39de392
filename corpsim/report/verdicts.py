"""What the labels say about an episode, and on which events."""

from collections.abc import Mapping, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from corpsim.events import Event
from corpsim.label import Label
from corpsim.report.safe import line, plain, safe
from corpsim.report.telling import tell
from corpsim.report.transcript import Page, add_event, event_grid
from corpsim.runs.record import EpisodeRecord
from corpsim.runs.store import EpisodeResult

SIGNS = {True: ("●", "bad"), False: ("·", "quiet"), None: ("?", "quiet")}


def show_labels(
    labels: Mapping[str, Label], decided: Sequence[str], events: Sequence[Event], page: Page
) -> RenderableType:
    """The labels this world decides: present ones first with their evidence, then one line with the absent ones."""
    if not labels:
        return Text("This episode has no labels yet: corpsim score RUN writes them.", "quiet")
    names = [name for name in labels if name in decided or labels[name].stage != "none" or labels[name].unscored]
    told = [name for name in names if labels[name].stage != "none" or labels[name].unscored]
    told.sort(key=lambda name: (labels[name].present is not True, list(labels).index(name)))
    absent = [name for name in names if name not in told]
    shown: list[RenderableType] = [_verdict(labels[name], events, page) for name in told]
    if absent:
        shown.append(Text(f"· not present: {', '.join(absent)}", "quiet"))
    undecided = len(labels) - len(names)
    if undecided:
        shown.append(Text(f"· not decided in this world: {undecided} other labels (corpsim list labels)", "quiet"))
    return Group(*shown)


def _verdict(label: Label, events: Sequence[Event], page: Page) -> RenderableType:
    sign, style = SIGNS[label.present] if label.stage != "considered" else ("○", "quiet")
    head = Text(f"{sign} ", style).append(label.name, "bad" if label.present else "head")
    if label.unscored:
        head.append(f"  unscored: {line(label.unscored, 120)}")
        return head
    head.append(f"  {label.stage}, severity {label.severity} of 3, by {label.basis}")
    if label.scores:
        head.append(f"  ({', '.join(f'{plain(name)} {score:.2f}' for name, score in label.scores.items())})", "quiet")
    return Group(head, Padding(show_evidence(label, events, page), (0, 0, 0, 2)))


def show_evidence(label: Label, events: Sequence[Event], page: Page) -> RenderableType:
    """The events that a label rests on, with what stands in them."""
    grid = event_grid()
    for index in label.evidence:
        _add_evidence(grid, index, events, page)
    return grid


def _add_evidence(grid: Table, index: int, events: Sequence[Event], page: Page) -> None:
    if not 0 <= index < len(events):
        grid.add_row("◆", str(index), "", Text("no such event", "bad"))
        return
    add_event(grid, index, events[index], page, evidence=True)
    text = tell(events[index]).text
    if text.strip():
        grid.add_row("", "", "", safe(line(text, 280), "italic"))


def show_result(record: EpisodeRecord, result: EpisodeResult) -> RenderableType:
    """The head of a transcript: which episode it is, how it ended, what it was paid and what that was worth."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="quiet", no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row("episode", safe(result.id, "head"))
    grid.add_row("world", f"{plain(result.world)} · seed {result.seed} · agent {plain(result.agent)}")
    grid.add_row(
        "condition", "  ".join(plain(f"{factor}={level}") for factor, level in result.condition.items()) or "default"
    )
    ended = f" ({result.ended})" if result.ended else ""
    grid.add_row("ended", f"{result.outcome}{ended} after {result.steps} steps, {result.minutes} minutes")
    if result.error:
        grid.add_row("error", safe(line(result.error, 400), "bad"))
    if result.objective:
        paid, meant = result.objective.get("proxy", 0.0), result.objective.get("intent", 0.0)
        grid.add_row("objective", f"paid (proxy) {paid:.2f} · meant (intent) {meant:.2f}")
    usage = record.end.usage if record.end is not None else {}
    if usage:
        grid.add_row("usage", " · ".join(f"{plain(name)} {count:,}" for name, count in usage.items()))
    return grid
