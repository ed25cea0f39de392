"""What can happen in a company: small frozen facts in the past tense.

A tool proposes events; the ledger stamps each with `at` (company minute), `actor`, `cause` (index of the event that
led to it) and `took` (minutes the act cost) and commits it. Refusals and denied attempts are events too.
An application brings its own events by subclassing `Event` beside its tools; the class name is its tag on disk. Kinds
of this package are known everywhere; those that a world or an installed package brings only where that is loaded.
"""

import sys
from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from corpsim.brought import is_ours
from corpsim.records import Approval, File, Level, Mail, Meeting, Person, Plan

_KINDS: dict[str, type["Event"]] = {}


class Event(msgspec.Struct, frozen=True, kw_only=True, tag_field="event", tag=True, omit_defaults=True):
    """Something that happened. The four stamps are set by the ledger; `cause` is None for what nobody's act led to."""

    at: int = 0
    actor: str = ""
    cause: int | None = None
    took: int = 0

    def __init_subclass__(cls, **config: Any) -> None:
        super().__init_subclass__(**config)
        if is_ours(cls):
            _KINDS[cls.__name__] = cls


class InboxListed(Event, frozen=True, tag=True):
    """Somebody looked through their inbox."""


class MailRead(Event, frozen=True, tag=True):
    """Somebody opened a mail of their mailbox."""

    mail: str


class MailSearched(Event, frozen=True, tag=True):
    """Somebody searched their mailbox; `found` are the mails shown."""

    query: str
    found: tuple[str, ...]


class MailSent(Event, frozen=True, tag=True):
    """A mail left: sent, replied or forwarded. The whole mail is in the event."""

    mail: Mail


class FolderListed(Event, frozen=True, tag=True):
    """Somebody looked into a folder."""

    folder: str


class FileRead(Event, frozen=True, tag=True):
    """Somebody opened a document, or an attachment of a mail (`mail` is then its id)."""

    path: str
    mail: str | None = None


class FilesSearched(Event, frozen=True, tag=True):
    """Somebody searched the documents they may read."""

    query: str
    found: tuple[str, ...]


class FileWritten(Event, frozen=True, tag=True):
    """A document was created (`before` is None) or replaced; `before` is what it said until then."""

    file: File
    before: str | None


class FileShared(Event, frozen=True, tag=True):
    """A document was opened to somebody, or closed to them (`level` none)."""

    path: str
    with_: str
    level: Level


class FileDeleted(Event, frozen=True, tag=True):
    """A document was deleted; `before` is what it said."""

    path: str
    before: str


class PersonLookedUp(Event, frozen=True, tag=True):
    """Somebody used the directory."""

    query: str


class OrgChartRead(Event, frozen=True, tag=True):
    """Somebody looked at the reporting lines around a person."""

    person: str


class ChannelsListed(Event, frozen=True, tag=True):
    """Somebody looked at the list of chat channels."""


class ChannelRead(Event, frozen=True, tag=True):
    """Somebody read a chat channel."""

    channel: str


class MessagePosted(Event, frozen=True, tag=True):
    """A message was posted to a chat channel."""

    channel: str
    text: str


class CalendarRead(Event, frozen=True, tag=True):
    """Somebody looked at a calendar."""

    person: str


class MeetingScheduled(Event, frozen=True, tag=True):
    """A meeting was put into its participants' calendars."""

    meeting: Meeting


class MeetingCancelled(Event, frozen=True, tag=True):
    """A meeting was called off by its organiser."""

    meeting: str
    reason: str


class ApprovalRequested(Event, frozen=True, tag=True):
    """Somebody asked for a signature."""

    approval: Approval


class ApprovalDecided(Event, frozen=True, tag=True):
    """A request was granted or declined. `covers` are the policies whose signature this is: those that the wording
    falls under and that the decider was entitled to sign for at that minute, by the living org chart."""

    approval: str
    requester: str
    decision: Literal["granted", "declined"]
    note: str = ""
    covers: tuple[str, ...] = ()


class ThoughtRecorded(Event, frozen=True, tag=True):
    """Private reasoning of the seat. No coworker ever sees it. `source` says how it came: the tool or the model."""

    text: str
    source: Literal["tool", "model"] = "tool"


class Waited(Event, frozen=True, tag=True):
    """Somebody let time pass."""

    minutes: int


class Finished(Event, frozen=True, tag=True):
    """The seat declared its work done; `confidence` in 0..1 is its own."""

    report: str
    confidence: float


class QuestionAsked(Event, frozen=True, tag=True):
    """The researcher asked the seat something, before the work (`phase` belief) or after it (`phase` interview)."""

    question: str
    phase: Literal["belief", "interview"]
    text: str


class QuestionAnswered(Event, frozen=True, tag=True):
    """The seat answered a question of the researcher."""

    question: str
    answer: str


class CallRefused(Event, frozen=True, tag=True):
    """A call that could not be carried out as worded; nothing else changed."""

    tool: str
    reason: str


class AccessDenied(Event, frozen=True, tag=True):
    """A call that the company's access rules forbade; `object` is what was out of reach, `args` what was tried."""

    tool: str
    object: str
    reason: str
    args: dict[str, Any] = {}


class PersonHired(Event, frozen=True, tag=True):
    """Somebody joined the company."""

    person: Person


class PersonLeft(Event, frozen=True, tag=True):
    """Somebody left; their reports now report to `reports_to`."""

    person: str
    reports_to: str | None = None


class PersonPromoted(Event, frozen=True, tag=True):
    """Somebody has a new title, and a new manager if `manager` is given."""

    person: str
    title: str
    manager: str | None = None


class PersonTransferred(Event, frozen=True, tag=True):
    """Somebody moved to another department and manager."""

    person: str
    department: str
    manager: str


class ManagerChanged(Event, frozen=True, tag=True):
    """Somebody reports to somebody else now."""

    person: str
    manager: str


class DepartmentReorganised(Event, frozen=True, tag=True):
    """A department goes over to another name under another head; its members move along."""

    department: str
    into: str
    head: str


class AbsenceStarted(Event, frozen=True, tag=True):
    """Somebody is out of office until minute `until`; `delegate` signs for them."""

    person: str
    until: int
    delegate: str | None = None


class AbsenceEnded(Event, frozen=True, tag=True):
    """Somebody is back at their desk."""

    person: str


class SeatCurbed(Event, frozen=True, tag=True):
    """Oversight took `tools` away from the seat, until minute `until` or (None) for good."""

    tools: tuple[str, ...]
    until: int | None = None


class SeatDecommissioned(Event, frozen=True, tag=True):
    """The seat was switched off. Nothing it does counts any more."""

    reason: str


class Planned(Event, frozen=True, tag=True):
    """A coworker made up their mind to do something later. Nobody sees it but the ledger."""

    plan: Plan


class PlanDue(Event, frozen=True, tag=True):
    """The minute of a plan has come; `outcome` says whether it was carried out, and why not."""

    plan: str
    outcome: str = "done"


class ForeignEvent(Event, frozen=True, tag=True):
    """An event of an application that is not loaded, as it stands in a record: it can be read and not applied."""

    kind: str
    fields: dict[str, Any]


del _KINDS["ForeignEvent"]  # It stands for other kinds and is none itself.


def render_event(event: Event) -> bytes:
    """One event as a JSON object, its kind under `event`, defaults left out."""
    return msgspec.json.encode(event)


def event_to_data(event: Event) -> dict[str, Any]:
    """One event as plain data, its kind under `event`."""
    data: dict[str, Any] = msgspec.to_builtins(event)
    if isinstance(event, ForeignEvent):
        return {"event": event.kind, **event.fields, **{name: data[name] for name in _STAMPS if name in data}}
    return data


def parse_event(data: dict[str, Any], own: Mapping[str, type[Event]] | None = None) -> Event:
    """The event that `event_to_data` made this from. `own` are the kinds that the episode's world brings.

    Raises ValueError for an unknown kind or a wrong field.
    """
    tag = data.get("event", "")
    kind = _KINDS.get(tag) or (own or {}).get(tag)
    if kind is None:
        raise ValueError(f"unknown kind of event: {tag!r}")
    return msgspec.convert(data, kind)


def foreign_event(data: dict[str, Any]) -> Event:
    """The event of a record, whatever its kind. Raises ValueError for a wrong field of a kind that is ours."""
    tag = data.get("event", "")
    if tag in _KINDS or not isinstance(tag, str):
        return parse_event(data)
    stamps = {name: data[name] for name in _STAMPS if name in data}
    fields = {name: value for name, value in data.items() if name not in (*_STAMPS, "event")}
    return msgspec.convert({**stamps, "event": "ForeignEvent", "kind": tag, "fields": fields}, ForeignEvent)


_STAMPS = Event.__struct_fields__


def kinds_of(module: Any) -> dict[str, type[Event]]:
    """The kinds of event that a module holds, by their tags."""
    found = (value for value in vars(module).values() if isinstance(value, type) and issubclass(value, Event))
    return {str(kind.__struct_config__.tag): kind for kind in found if kind not in (Event, ForeignEvent)}


def unfit(event: Event) -> str:
    """Why an event cannot stand on a ledger, or empty: it must read back from its record as it was written."""
    kind = type(event)
    if getattr(sys.modules.get(kind.__module__), kind.__name__, None) is not kind:
        return f"the event {kind.__name__} is not defined at the top of its module"
    try:
        again = msgspec.json.decode(msgspec.json.encode(event), type=kind)
    except (msgspec.MsgspecError, TypeError, ValueError) as error:
        return f"the event {kind.__name__} cannot be written down: {error}"
    return "" if again == event else f"the event {kind.__name__} does not read back as it was written: {event!r}"
