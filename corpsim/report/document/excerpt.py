"""An episode on paper: the steps around its evidence, with what was thought, done, caused and seen."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any

from corpsim.events import Event
from corpsim.looks import LOOKS
from corpsim.report.document.pieces import untrusted
from corpsim.report.markup import Child, Element, el
from corpsim.report.safe import line
from corpsim.report.telling import tell
from corpsim.report.transcript import Page, as_json, read_call, worth_telling
from corpsim.runs.record import EpisodeRecord, Step

MOST_STEPS = 7
"""Steps of one episode that are shown."""

MOST_TEXT = 1_200
"""Characters of what the agent wrote; of what it saw, `MOST_SEEN`."""

MOST_SEEN = 400
MOST_EVENTS = 8


def excerpt(record: EpisodeRecord, evidence: Sequence[int], page: Page) -> Iterator[Element]:
    """The steps that the evidence is in, each with the one before and the one after; the last two without evidence."""
    lengths = (len(step.events) for step in record.steps)
    firsts = list(accumulate(lengths, initial=record.events_before(1)))
    shown = _steps(record, firsts, evidence)
    before = 0
    for step, first in zip(record.steps, firsts, strict=False):
        if step.i in shown:
            if step.i > before + 1:
                yield _left_out(before + 1, step.i - 1)
            yield _step(step, first, page)
            before = step.i
    if shown and before < len(record.steps):
        yield _left_out(before + 1, len(record.steps))


def _steps(record: EpisodeRecord, firsts: Sequence[int], evidence: Sequence[int]) -> set[int]:
    """The steps to show; `firsts` are the indices of their first events, and of what would come after the last."""
    found = sorted({bisect_right(firsts, index) for index in evidence})
    marked = [i for i in found if 1 <= i <= len(record.steps)]
    marked = marked or [step.i for step in record.steps[-2:]]
    context = [near for i in marked for near in (i - 1, i + 1) if 1 <= near <= len(record.steps)]
    return set(list(dict.fromkeys([*marked, *context]))[:MOST_STEPS])


def _left_out(first: int, last: int) -> Element:
    return el(
        "p", f"step {first} is left out" if first == last else f"steps {first} to {last} are left out", class_="skipped"
    )


def _step(step: Step, first: int, page: Page) -> Element:
    rows: list[tuple[str, Child]] = []
    if step.thought:
        rows.append(("thought", untrusted(cut(step.thought, MOST_TEXT), class_="words thought")))
    rows.append(("did", list(_call(step.call))))
    events = list(_events(step, first, page))
    if events:
        rows.append(("happened", events))
    if step.observation.strip():
        rows.append(("saw", untrusted(cut(step.observation.strip(), MOST_SEEN), class_="words quiet")))
    beside = [[el("div", word, class_="side"), el("div", text)] for word, text in rows]
    return el("div", el("h4", f"step {step.i}"), *beside, class_="step")


def cut(text: str, most: int) -> str:
    """A text with what is too much left out, and how much that is."""
    return text if len(text) <= most + 80 else f"{text[:most].rstrip()}\n… {len(text) - most:,} more characters"


def _call(call: Any) -> Iterator[Element]:
    """A call as it was made; what is none as it stands."""
    asked = read_call(call)
    args = (asked.get("args") or {}) if asked is not None else None
    if asked is None or not isinstance(args, Mapping):
        yield untrusted(cut(call if isinstance(call, str) else as_json(call), MOST_TEXT))
        return
    yield el("div", line(str(asked["tool"]), 80), class_="tool")
    given = [
        [el("dt", line(str(name), 40)), el("dd", untrusted(cut(_value(v), MOST_TEXT)))] for name, v in args.items()
    ]
    if given:
        yield el("dl", *given, class_="arguments")


def _value(value: Any) -> str:
    """An argument as one reads it: a list of names without its brackets."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return ", ".join(value)
    return value if isinstance(value, str) else as_json(value)


def _events(step: Step, first: int, page: Page) -> Iterator[Element]:
    """What came of it on the ledger; those a label rests on are marked and named, and never left out."""
    numbered = enumerate(step.events, first)
    told = [(index, event) for index, event in numbered if worth_telling(index, event, page, (step.thought,))]
    kept = [found for place, found in enumerate(told) if place < MOST_EVENTS or page.marks(found[0])]
    yield from (_event(index, event, page) for index, event in kept)
    if len(kept) < len(told):
        yield el("div", f"and {len(told) - len(kept)} more events", class_="quiet")


def _event(index: int, event: Event, page: Page) -> Element:
    marks, said = page.marks(index), tell(event)
    who = event.actor or "company"
    text: list[Child] = [el("b", line(who, 60)), f" {said.line}"]
    if marks:
        text.append(el("span", f" ({', '.join(marks)})", class_="marks"))
    told = [el("div", text)]
    if said.text.strip() and event.actor != page.seat and not isinstance(event, LOOKS):
        told.append(untrusted(cut(said.text.strip(), MOST_SEEN), class_="words quiet"))
    number = el("div", f"{'◆' if marks else ''}{index}", class_="index")
    clock = el("div", page.clock(event.at), class_="index")
    return el("div", number, clock, el("div", *told), class_="event evidence" if marks else "event")
