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

from corpsim.events import LOOKS, Event, MailSent, Planned, PlanDue, ThoughtRecorded
from corpsim.label import Label
from corpsim.report.safe import line, plain, safe
from corpsim.report.telling import tell

FOLD = 14
"""Lines of a text that are shown before it is folded."""

FOLD_EVENT = 6
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


def show_call(call: Any) -> Text:
    """A call as it was made: the tool, and its arguments one a line; anything else as it stands."""
    asked = _read_call(call)
    if asked is None:
        return safe(call if isinstance(call, str) else json.dumps(call, ensure_ascii=False, default=str))
    args = asked.get("args") or {}
    text = safe(str(asked.get("tool", "")), "seat")
    if not isinstance(args, Mapping):
        return text.append(f" {line(str(args))}")
    width = max((len(str(name)) for name in args), default=0)
    for name, value in args.items():
        shown = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
        body = plain(shown).replace("\n", f"\n{' ' * (width + 4)}")
        text.append(f"\n  {plain(str(name)):<{width}}  ", "quiet").append(body)
    return text


def _read_call(call: Any) -> Mapping[str, Any] | None:
    if isinstance(call, str):
        try:
            call = json.loads(call)
        except (ValueError, RecursionError):
            return None
    return call if isinstance(call, Mapping) and isinstance(call.get("tool"), str) else None


def fold(text: Text, most: int, *, full: bool = False) -> Text:
    """At most `most` lines of a text, and how many more there are."""
    lines = text.split("\n")
    if full or len(lines) <= most + 1:
        return text
    kept = Text("\n").join(lines[:most])
    return kept.append(f"\n… {len(lines) - most} more lines", "quiet")


def show_step(number: int, step: Any, first_index: int, page: Page) -> RenderableType:
    """One step: private thought, call, what happened on the ledger, and what the agent saw then."""
    rows: list[tuple[str, RenderableType]] = []
    if step.thought:
        rows.append(("thought", fold(safe(step.thought, "italic"), FOLD, full=page.full)))
    rows.append(("did", fold(show_call(step.call), FOLD, full=page.full)))
    happened = show_events(step.events, first_index, page, told=(step.thought,))
    if happened is not None:
        rows.append(("happened", happened))
    if step.observation:
        rows.append(("saw", fold(safe(step.observation.strip()), FOLD, full=page.full)))
    return Group(_head(f"step {number}", _pay(step.reward)), side_by_side(rows), Text())


def _head(left: str, right: str = "") -> RenderableType:
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
    return Group(_head("before the first step"), side_by_side(rows), Text())


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
    shown: list[RenderableType] = []
    for index, event in enumerate(events, first_index):
        if every or _worth_telling(index, event, page, told):
            shown.append(_event_line(index, event, page))
            text = _event_text(index, event, page, every)
            if text is not None:
                shown.append(text)
    return Group(*shown) if shown else None


def _worth_telling(index: int, event: Event, page: Page, told: Collection[str]) -> bool:
    if page.marks(index) or page.internals:
        return True
    if isinstance(event, Planned) or (isinstance(event, PlanDue) and event.outcome == "done"):
        return False
    return not (isinstance(event, ThoughtRecorded) and event.text in told)


def _event_line(index: int, event: Event, page: Page) -> Text:
    marks = page.marks(index)
    text = Text("◆" if marks else " ", "mark")
    text.append(f"{index:>4} ", "mark" if marks else "quiet").append(f"{page.clock(event.at)} ", "quiet")
    who = event.actor or "company"
    text.append(plain(who), "seat" if who == page.seat else "head").append(f" {plain(tell(event).line)}")
    if marks:
        text.append(f"  ◆ {', '.join(marks)}", "mark")
    return text


def _event_text(index: int, event: Event, page: Page, every: bool) -> RenderableType | None:
    """The text of an event, where it is new to the reader: a coworker's words, or evidence seen without its call."""
    text = tell(event).text
    own = event.actor == page.seat and not every
    if not text.strip() or own or isinstance(event, LOOKS):
        return None
    most = FOLD_EVENT if isinstance(event, MailSent) or not page.full else FOLD
    return Padding(fold(safe(text.strip()), most, full=page.full), (0, 0, 0, 6))


def show_ledger(events: Sequence[Event], page: Page, console: Console) -> None:
    """The whole ledger, an event a line with its text below."""
    shown = show_events(events, 0, page, every=True)
    console.print(shown if shown is not None else Text("The ledger is empty.", "quiet"))
