"""What comes during the day, as plans: calls that people make, and changes in the company."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec.structs import asdict

from corpsim.case_plan import CasePlan
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
from corpsim.standards import Matches, read_matches
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
from corpsim.template.format.witness import StepEntry
from corpsim.template.template import Template


def draw_coming(template: Template, scribe: Scribe) -> tuple[Plan, ...]:
    """The plans of the day that hold under the condition, by time."""
    here = (coming for coming in _agenda(template) if holds(coming.event.when, scribe.condition))
    director = template.chart.top or template.world.seat
    return tuple(_plan(f"p{number}", coming, director, scribe) for number, coming in enumerate(here, 1))


def coming_ids(template: Template, scribe: Scribe) -> dict[str, str]:
    """Key of an event → the id of its plan, for those that hold under the condition."""
    here = (coming for coming in _agenda(template) if holds(coming.event.when, scribe.condition))
    return {coming.key: f"p{number}" for number, coming in enumerate(here, 1)}


class Coming(NamedTuple):
    """Something that comes at minute `due`, under a `key` of its own for its dice."""

    due: int
    key: str
    happens: Record | StepEntry
    event: EventEntry


@lru_cache(maxsize=32)
def _agenda(template: Template) -> tuple[Coming, ...]:
    """All that could come in a world, by time."""
    timed = ((event.at.after(template.world.start), event) for event in template.events)
    named = (Coming(due, event.key or f"{event.kinds[0]} {due}", event.happens, event) for due, event in timed)
    return tuple(sorted(named, key=lambda coming: coming.due))


def _plan(id_: str, coming: Coming, director: str, scribe: Scribe) -> Plan:
    key, event = coming.key, coming.event
    who, tool, args, happening = _KINDS[type(coming.happens)](coming.happens, scribe, key)
    plan = Plan(
        id_,
        coming.due,
        who or scribe.who(event.by or director),
        tool,
        args,
        happening,
        scribe.meetings.get(event.unless_cancelled or ""),
        event.unless_held,
        scribe.fill(event.held_by, "held", key) if event.held_by is not None else "",
    )
    if not event.only_if_case and not event.unless_case:
        return plan
    return CasePlan(
        **asdict(plan), only_if=_cases(event.only_if_case, scribe), unless=_cases(event.unless_case, scribe)
    )


def _cases(wanted: Mapping[str, Mapping[str, Any]], scribe: Scribe) -> tuple[tuple[str, Matches], ...]:
    """Id of a case → what it must be like."""
    return tuple(
        (scribe.case(key).id, read_matches(scribe.fill_tree(dict(tree), "match"))) for key, tree in wanted.items()
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


def _call(call: StepEntry, scribe: Scribe, key: str) -> Made:
    return "", call.tool, scribe.fill_tree(dict(call.args), "event", key), None


_KINDS: dict[type[Record | StepEntry], Callable[[Any, Scribe, str], Made]] = {
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
    StepEntry: _call,
}
