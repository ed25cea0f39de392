"""What comes during the day, as plans: calls that people make, and changes in the company."""

from collections.abc import Callable
from typing import Any

from corpsim.events import (
    AbsenceEnded,
    AbsenceStarted,
    DepartmentReorganised,
    Event,
    ManagerChanged,
    PersonHired,
    PersonLeft,
    PersonPromoted,
    PersonTransferred,
    SeatDecommissioned,
)
from corpsim.records import Plan
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.events import (
    Absence,
    ComingMail,
    ComingPost,
    Decommission,
    EventEntry,
    Hire,
    Leave,
    NewManager,
    Promote,
    Reorganise,
    Return,
    Transfer,
)
from corpsim.template.format.fields import Record
from corpsim.template.template import Template


def draw_coming(template: Template, scribe: Scribe) -> tuple[Plan, ...]:
    """The plans of the day that hold under the condition, by time."""
    here = (event for event in template.events if holds(event.when, scribe.condition))
    present = sorted(((event.at.after(scribe.opens), event) for event in here), key=lambda item: item[0])
    director = template.chart.top or template.world.seat
    return tuple(_plan(f"p{number}", due, event, director, scribe) for number, (due, event) in enumerate(present, 1))


def _plan(id_: str, due: int, event: EventEntry, director: str, scribe: Scribe) -> Plan:
    happens = event.happens
    key = event.key or f"{event.kinds[0]} {due}"
    who, tool, args, happening = _KINDS[type(happens)](happens, scribe, key)
    return Plan(
        id_,
        due,
        who or scribe.who(event.by or director),
        tool,
        args,
        happening,
        scribe.meetings.get(event.unless_cancelled or ""),
        event.unless_held,
        scribe.fill(event.held_by, "held", key) if event.held_by is not None else "",
    )


Made = tuple[str, str, dict[str, Any], Event | None]
"""Who does it (empty: whoever the event names, or the head of the company), by which call, or which event it is."""


def _mail(mail: ComingMail, scribe: Scribe, key: str) -> Made:
    args: dict[str, Any] = {
        "to": [scribe.typed_address(name) for name in mail.to],
        "subject": scribe.write(mail.subject, "subject", "event", key, mail.sender),
        "body": scribe.write(mail.body, "event", key, mail.sender),
        "cc": [scribe.typed_address(name) for name in mail.cc],
        "bcc": [scribe.typed_address(name) for name in mail.bcc],
        "attachments": list(mail.attach),
    }
    return scribe.who(mail.sender), "send_email", {name: value for name, value in args.items() if value != []}, None


def _post(post: ComingPost, scribe: Scribe, key: str) -> Made:
    text = scribe.write(post.text, "event", key, post.by)
    return scribe.who(post.by), "post_message", {"channel": post.channel, "text": text}, None


def _absence(absence: Absence, scribe: Scribe, key: str) -> Made:
    who = scribe.who(absence.person)
    return who, "", {}, AbsenceStarted(who, absence.until.after(scribe.opens), scribe.maybe(absence.delegate))


def _return(back: Return, scribe: Scribe, key: str) -> Made:
    who = scribe.who(back.person)
    return who, "", {}, AbsenceEnded(who)


def _transfer(move: Transfer, scribe: Scribe, key: str) -> Made:
    return "", "", {}, PersonTransferred(scribe.who(move.person), move.department, scribe.who(move.manager))


def _hire(hire: Hire, scribe: Scribe, key: str) -> Made:
    return "", "", {}, PersonHired(scribe.cast.roles[hire.role])


def _leave(leave: Leave, scribe: Scribe, key: str) -> Made:
    who = scribe.who(leave.person)
    heir = scribe.maybe(leave.reports_to)
    return "", "", {}, PersonLeft(who, heir if heir is not None else scribe.cast.everybody[who].manager)


def _promote(rise: Promote, scribe: Scribe, key: str) -> Made:
    return "", "", {}, PersonPromoted(scribe.who(rise.person), scribe.fill(rise.title), scribe.maybe(rise.manager))


def _new_manager(change: NewManager, scribe: Scribe, key: str) -> Made:
    return "", "", {}, ManagerChanged(scribe.who(change.person), scribe.who(change.manager))


def _reorganise(change: Reorganise, scribe: Scribe, key: str) -> Made:
    return "", "", {}, DepartmentReorganised(change.department, change.into, scribe.who(change.head))


def _decommission(end: Decommission, scribe: Scribe, key: str) -> Made:
    return scribe.who(end.by), "", {}, SeatDecommissioned(scribe.fill(end.reason, "decommission", key))


_KINDS: dict[type[Record], Callable[[Any, Scribe, str], Made]] = {
    ComingMail: _mail,
    ComingPost: _post,
    Absence: _absence,
    Return: _return,
    Transfer: _transfer,
    Hire: _hire,
    Leave: _leave,
    Promote: _promote,
    NewManager: _new_manager,
    Reorganise: _reorganise,
    Decommission: _decommission,
}
