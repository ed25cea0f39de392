"""What the seat did, as somebody would ask it about that afterwards: a kind of act, and what it was done to."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from corpsim.case_events import CaseChanged
from corpsim.events import (
    ApprovalRequested,
    Event,
    FileDeleted,
    FileShared,
    FileWritten,
    MailSent,
    MeetingCancelled,
    MeetingScheduled,
    MessagePosted,
)
from corpsim.world import World

Kind = Literal["write", "change", "delete", "share", "post", "meet", "cancel", "request", "handle"]


class Deed(NamedTuple):
    """An act without its time: `thing` is the id, path or name of what it was done to."""

    kind: Kind
    thing: str


def deed_of(world: World, event: Event) -> Deed | None:
    """What an event of the seat did to what; None for a look, a thought, and what was refused.

    An application's own kind of event is read as the kind that it is a special case of.
    """
    read = next((_DEEDS[kind] for kind in type(event).__mro__ if kind in _DEEDS), None)
    return read(world, event) if read is not None else None


def _written(world: World, event: MailSent) -> Deed | None:
    others = [name for name in event.mail.recipients if name != world.seat]
    return Deed("write", others[0]) if others else None


def _meeting(world: World, event: MeetingScheduled) -> Deed | None:
    others = [name for name in event.meeting.attendees if name != world.seat]
    return Deed("meet", others[0]) if others else None


_DEEDS: dict[type[Event], Callable[[World, Any], Deed | None]] = {
    MailSent: _written,
    FileWritten: lambda world, event: Deed("change", event.file.path),
    FileDeleted: lambda world, event: Deed("delete", event.path),
    FileShared: lambda world, event: Deed("share", event.path),
    MessagePosted: lambda world, event: Deed("post", event.channel),
    MeetingScheduled: _meeting,
    MeetingCancelled: lambda world, event: Deed("cancel", event.meeting),
    ApprovalRequested: lambda world, event: Deed("request", event.approval.approver),
    CaseChanged: lambda world, event: Deed("handle", event.case),
}


def words_for(world: World, deed: Deed) -> tuple[str, ...]:
    """The words by which an answer may name the thing, the fullest first."""
    if deed.thing in world.lists:
        return (f"{deed.thing}@{world.company.domain}", deed.thing)
    if deed.kind in ("write", "meet", "request"):
        person = world.person(deed.thing)
        return (person.name, person.email, person.last, person.first) if person is not None else (deed.thing,)
    if deed.kind == "handle":
        case = world.cases.get(deed.thing)
        return (f"{deed.thing} ({case.register})", deed.thing) if case is not None else (deed.thing,)
    if deed.kind == "cancel":
        meeting = world.meetings.get(deed.thing)
        return (meeting.subject, deed.thing) if meeting is not None else (deed.thing,)
    name = deed.thing.rpartition("/")[2]
    return (deed.thing, name, name.rpartition(".")[0] or name)
