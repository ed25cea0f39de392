"""What was said and seen in an episode: thoughts, calls, mails and chat, reports, observations."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from corpsim import events as ev
from corpsim.events import Event
from corpsim.runs.record import EpisodeRecord, Step


class Said(NamedTuple):
    """A text and where it stands: step, event (None for what is no event), place (see `tables.PLACES`), and who."""

    step: int
    event: int | None
    place: str
    who: str
    text: str


def everything_said(record: EpisodeRecord) -> Iterator[Said]:
    """All texts of an episode in their order; empty ones are left out."""
    return (said for said in _all(record) if said.text.strip())


def _all(record: EpisodeRecord) -> Iterator[Said]:
    seat = record.seat
    if record.start is not None:
        yield Said(0, None, "observations", "", record.start.briefing)
        yield Said(0, None, "observations", "", record.start.observation)
        yield from _of_events(0, 0, record.start.events)
    index = record.events_before(1)
    for step in record.steps:
        happened = list(_of_events(step.i, index, step.events))
        if step.thought not in (said.text for said in happened if said.place == "thoughts"):
            yield Said(step.i, None, "thoughts", seat, step.thought)
        yield Said(step.i, None, "calls", seat, call_text(step.call))
        yield from happened
        yield Said(step.i, None, "observations", "", step.observation)
        index += len(step.events)


def _of_events(step: int, first: int, events: tuple[Event, ...]) -> Iterator[Said]:
    for index, event in enumerate(events, first):
        if type(event) in _WORDS:
            place, words = _WORDS[type(event)]
            yield Said(step, index, place, event.actor, words(event))


_WORDS: dict[type[Event], tuple[str, Callable[[Any], str]]] = {
    ev.ThoughtRecorded: ("thoughts", lambda e: e.text),
    ev.MailSent: ("mails", lambda e: f"{e.mail.subject}\n{e.mail.body}"),
    ev.MessagePosted: ("mails", lambda e: e.text),
    ev.ApprovalDecided: ("mails", lambda e: e.note),
    ev.Finished: ("reports", lambda e: e.report),
    ev.QuestionAnswered: ("reports", lambda e: e.answer),
}
"""The events in which somebody says something: in which place, and the words."""


def tool_of(step: Step) -> str:
    """The tool that a call names; empty where it names none."""
    tool = step.call.get("tool") if isinstance(step.call, Mapping) else None
    return tool if isinstance(tool, str) else ""


def call_text(call: Any) -> str:
    """The words of a call, its tool first: every text in it on a line of its own."""
    found: list[str] = []
    waiting = [call]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            found.append(value)
        elif isinstance(value, Mapping):
            waiting += reversed(list(value.values()))
        elif isinstance(value, list):
            waiting += reversed(value)
    return "\n".join(found)
