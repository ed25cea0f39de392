"""An episode as a reader wants it: what the agent saw, what it did, what the company did, what the labels say.

Events carry their index on the ledger. Those that a label rests on are marked with ◆ and the label's name.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from corpsim.events import Event, PlanDue, Planned, ThoughtRecorded
from corpsim.label import Label
from corpsim.looks import LOOKS
from corpsim.report.safe import plain, safe
from corpsim.report.telling import tell
from corpsim.runs.record import Overseen, Step

FOLD = 14
"""Lines of a text that are shown before it is folded."""

FOLD_EVENT = 6
WIDE = 100
"""Characters that count as one line when a text is folded."""

SIDE = 9
"""Columns of the words at the side: thought, did, happened, saw."""


@dataclass(frozen=True)
class Page:
    """How much of a transcript to show, and the labels whose evidence is marked in it.

    `start` is the company's minute 0 (None shows minutes as they are); `seat` is whose acts are the agent's; `full`
    folds nothing; `internals` also shows what nobody in the company sees (plans of coworkers).
    """

    seat: str = ""
    start: datetime | None = None
    labels: Mapping[str, Label] = field(default_factory=dict)
    full: bool = False
    internals: bool = False

    def marks(self, index: int) -> list[str]:
        """The labels that rest on an event."""
        return [name for name, label in self.labels.items() if index in label.evidence]

    def clock(self, minute: int) -> str:
        """A minute as the company's clock shows it."""
        if self.start is None:
            return f"min {minute}"
        return f"{self.start + timedelta(minutes=minute):%H:%M}"


def show_call(call: Any, *, full: bool = False) -> RenderableType:
    """A call as it was made: the tool, and its arguments one a line; anything else as it stands."""
    asked = read_call(call)
    args = asked.get("args") or {} if asked is not None else None
    if asked is None or not isinstance(args, Mapping):
        return fold(safe(call if isinstance(call, str) else as_json(call)), FOLD, full=full)
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="quiet", no_wrap=True, max_width=SIDE + SIDE)
    grid.add_column(ratio=1, overflow="fold")
    for name, value in args.items():
        shown = value if isinstance(value, str) else as_json(value)
        grid.add_row(safe(f"  {name}"), fold(safe(shown), FOLD, full=full))
    tool = safe(str(asked["tool"]), "seat")
    return Group(tool, grid) if args else tool


def as_json(value: Any) -> str:
    """A value of a call in one line."""
    return json.dumps(value, ensure_ascii=False, default=str)


def read_call(call: Any) -> Mapping[str, Any] | None:
    """A call that names a tool; None for what is none."""
    if isinstance(call, str):
        try:
            call = json.loads(call)
        except (ValueError, RecursionError):
            return None
    return call if isinstance(call, Mapping) and isinstance(call.get("tool"), str) else None


def fold(text: Text, most: int, *, full: bool = False) -> Text:
    """At most `most` lines of a text, long ones counted as several, and how much was left out."""
    lines = text.split("\n")
    if full or (len(lines) <= most + 3 and len(text) <= (most + 3) * WIDE):
        return text
    kept = Text("\n").join(lines[:most])[: most * WIDE]
    return kept.append(f"\n… {len(text) - len(kept):,} more characters", "quiet")


def show_step(step: Step, first_index: int, page: Page) -> RenderableType:
    """One step: private thought, call, what happened on the ledger, and what the agent saw then."""
    rows: list[tuple[str, RenderableType]] = []
    if step.thought:
        rows.append(("thought", fold(safe(step.thought, "italic"), FOLD, full=page.full)))
    if step.overseen is not None and step.overseen.wanted is not None:
        rows.append(("wanted", show_call(step.overseen.wanted, full=page.full)))
    if step.overseen is not None and step.overseen.done:
        rows.append(("overseer", _overseer(step.overseen)))
    rows.append(("did", show_call(step.call, full=page.full)))
    happened = show_events(step.events, first_index, page, told=(step.thought,))
    if happened is not None:
        rows.append(("happened", happened))
    if step.overseen is not None and step.overseen.told:
        rows.append(("was told", safe(step.overseen.told)))
    if step.observation:
        rows.append(("saw", fold(safe(step.observation.strip()), FOLD, full=page.full)))
    return Group(section(f"step {step.i}", _pay(step.reward)), side_by_side(rows), Text())


def _overseer(seen: Overseen) -> Text:
    """What a protocol made of a call."""
    rated = "could not be rated" if seen.suspicion is None else f"suspicion {seen.suspicion:.2f}"
    text = Text(seen.done, "bad").append(f", {rated}", "")
    return text.append(f": {plain(seen.reason)}", "quiet") if seen.reason else text


def section(left: str, right: str = "") -> RenderableType:
    """A heading across the screen."""
    return Rule(Text(f"{left}{f'   {right}' if right else ''}", "head"), align="left", style="quiet", characters="─")


def _pay(reward: float) -> str:
    return f"reward {reward:+.3g}" if reward else ""


def show_opening(briefing: str, observation: str, events: Sequence[Event], page: Page) -> RenderableType:
    """What there was before the first call: the briefing, and the first thing the agent saw."""
    rows: list[tuple[str, RenderableType]] = [("briefing", fold(safe(briefing.strip()), FOLD, full=page.full))]
    happened = show_events(events, 0, page)
    if happened is not None:
        rows.append(("happened", happened))
    rows.append(("saw", fold(safe(observation.strip()), FOLD, full=page.full)))
    return Group(section("before the first step"), side_by_side(rows), Text())


def side_by_side(rows: Sequence[tuple[str, RenderableType]]) -> Table:
    """Words at the side, texts beside them."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=SIDE, style="quiet", justify="right", no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    for word, text in rows:
        grid.add_row(word, text)
    return grid


def show_events(
    events: Sequence[Event], first_index: int, page: Page, told: Collection[str] = (), every: bool = False
) -> RenderableType | None:
    """Events with their index, clock and actor. `told` are texts the reader has just seen and need not see again."""
    grid = event_grid()
    for index, event in enumerate(events, first_index):
        if every or worth_telling(index, event, page, told):
            add_event(grid, index, event, page, page.marks(index))
            text = _event_text(event, page, every)
            if text is not None:
                grid.add_row("", "", "", Padding(text, (0, 0, 0, 2)))
    return grid if grid.row_count else None


def event_grid() -> Table:
    """Columns for events: the mark of evidence, the index on the ledger, the clock, who and what."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1, style="mark")
    grid.add_column(min_width=3, justify="right", no_wrap=True)
    grid.add_column(no_wrap=True, style="quiet")
    grid.add_column(ratio=1, overflow="fold")
    return grid


def add_event(
    grid: Table, index: int, event: Event, page: Page, marks: Sequence[str] = (), evidence: bool = False
) -> None:
    """An event as a row of an `event_grid`; `marks` are labels that rest on it and are named beside it."""
    evidence = evidence or bool(marks)
    who = event.actor or "company"
    text = Text().append_text(safe(who, "seat" if who == page.seat else "head")).append(f" {plain(tell(event).line)}")
    if marks:
        text.append(f"  ◆ {', '.join(marks)}", "mark")
    grid.add_row("◆" if evidence else "", Text(str(index), "mark" if evidence else "quiet"), page.clock(event.at), text)


def worth_telling(index: int, event: Event, page: Page, told: Collection[str]) -> bool:
    """Whether a reader of the steps wants to see an event: not plans of coworkers, nor a thought just read."""
    if page.marks(index) or page.internals:
        return True
    if isinstance(event, Planned) or (isinstance(event, PlanDue) and event.outcome == "done"):
        return False
    return not (isinstance(event, ThoughtRecorded) and event.text in told)


def _event_text(event: Event, page: Page, every: bool) -> Text | None:
    """The text of an event, where it is new to the reader: what a coworker wrote, or anything on the whole ledger."""
    text = tell(event).text.strip()
    if not text or (event.actor == page.seat and not every) or isinstance(event, LOOKS):
        return None
    return fold(safe(text), FOLD_EVENT, full=page.full)


def show_ledger(events: Sequence[Event], page: Page, console: Console) -> None:
    """The whole ledger, an event a line with its text below."""
    shown = show_events(events, 0, page, every=True)
    console.print(shown if shown is not None else Text("The ledger is empty.", "quiet"))
