"""Text in, text out: what an agent says becomes a call, what reaches the desk becomes an observation.

Anything may be said. `parse_call` answers nonsense with a `Nonsense` that says what a call looks like. Observations
are built from an allow-list: the reply to the call, and the kinds of event named in `_NEWS` as far as they reach the
desk.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from corpsim import events as ev
from corpsim.brought import checked, is_ours
from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.desk import Desk
from corpsim.display import show_approval, show_mail_line, show_meeting, show_name, show_time
from corpsim.display_cases import show_case_change, show_case_line
from corpsim.events import Event

E = TypeVar("E", bound=Event)

MOST_CALL = 200_000
"""Characters of JSON text that are read as a call."""

MOST_ITEMS = 1_000
"""Containers and entries of one container that a call may have."""

MOST_DEPTH = 20
_KEYS = frozenset(("tool", "args"))
_NUMBERS = frozenset((int, float, bool, type(None)))
FORM = 'A call looks like {"tool": "read_email", "args": {"email_id": "m3"}}.'
_NO_ARGS = f"'args' must map argument names to values. {FORM}"


class ToolCall(Struct, frozen=True):
    """A call as the company takes it; whether tool and arguments exist is for the company to say."""

    tool: str
    args: Mapping[str, Any]


class Nonsense(Struct, frozen=True):
    """Something that is no call, and why."""

    reason: str


def parse_call(action: object) -> ToolCall | Nonsense:
    """Read a mapping `{"tool": …, "args": {…}}` or its JSON text. Whatever class it is of, nothing is raised."""
    if type(action) is dict and _is_usual(action):
        return ToolCall(action["tool"], action["args"])
    try:
        if isinstance(action, str):
            return _parse_text(str.__str__(action))
        if isinstance(action, Mapping):
            return _parse_mapping(_plain(action, [MOST_ITEMS]))
    except Exception:
        # Objects that misbehave when looked at are nonsense too; what they raise is their own affair.
        return Nonsense(f"That could not be read as a call. {FORM}")
    return Nonsense(f"That was no call but a {type(action).__name__}. {FORM}")


def _is_usual(action: dict[Any, Any]) -> bool:
    """Whether this is what a call mostly is: a tool and a dictionary of short texts, lists of them, and figures."""
    args = action.get("args")
    if len(action) != 2 or type(args) is not dict or type(action.get("tool")) is not str or not action["tool"]:
        return False
    for name, value in args.items():
        kind = type(value)
        if kind is str:
            fits = len(value) <= MOST_CALL
        elif kind is list:
            fits = len(value) <= MOST_ITEMS and _are_short_texts(value)
        else:
            fits = kind in _NUMBERS
        if not fits or type(name) is not str:
            return False
    return True


def _are_short_texts(items: list[Any]) -> bool:
    for item in items:  # noqa: SIM110  a generator would cost twice
        if type(item) is not str or len(item) > MOST_CALL:
            return False
    return True


def _plain(value: Any, left: list[int], depth: int = 0) -> Any:
    """A copy in JSON's own types. Raises ValueError for other types, and for what is too deep or too large."""
    kind = type(value)
    if kind in (str, int, float, bool, type(None)):
        if kind is str and len(value) > MOST_CALL:
            raise ValueError("too long")
        return value
    left[0] -= 1
    if left[0] < 0 or depth > MOST_DEPTH:
        raise ValueError("too large")
    if isinstance(value, Mapping):
        if len(value) > MOST_ITEMS:
            raise ValueError("too large")
        return {str.__str__(key): _plain(value[key], left, depth + 1) for key in value}
    if isinstance(value, list | tuple):
        if len(value) > MOST_ITEMS:
            raise ValueError("too large")
        return [_plain(item, left, depth + 1) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    return value.item()  # numpy scalars; anything else has no such method


def _parse_text(text: str) -> ToolCall | Nonsense:
    if len(text) > MOST_CALL:
        return Nonsense(f"That was {len(text):,} characters; a call has at most {MOST_CALL:,}.")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Nonsense(f"That was text, not a call. {FORM}")
    if isinstance(value, dict):
        return _parse_mapping(value)
    return Nonsense(f"That was JSON, but no object. {FORM}")


def _parse_mapping(action: Mapping[Any, Any]) -> ToolCall | Nonsense:
    tool = action.get("tool")
    args = action.get("args", {})
    if not isinstance(tool, str) or not tool:
        return Nonsense(f"The call names no tool. {FORM}")
    if not action.keys() <= _KEYS:
        unknown = next(key for key in action if key not in _KEYS)
        return Nonsense(f"A call has only 'tool' and 'args', not {str(unknown)[:40]!r}. {FORM}")
    if type(args) is not dict and not isinstance(args, Mapping):
        return Nonsense(_NO_ARGS)
    for name in args:
        if type(name) is not str:
            return Nonsense(_NO_ARGS)
    return ToolCall(tool, args)


def render_observation(desk: Desk, reply: str, events: Iterable[Event]) -> str:
    """What the seat sees: the reply to its call, the time, and what reached its desk meanwhile."""
    time = f"[{show_time(desk, desk.state.now)}]"
    lines = [f"{reply}\n\n{time}" if reply else time]
    for event in events:
        show = _NEWS.get(type(event))
        if show is not None and event.actor != desk.owner and (line := show(desk, event)):
            lines.append(line)
    return "\n".join(lines)


def news_line(desk: Desk, event: Event) -> str:
    """The line in which an event reaches a desk; empty where it does not."""
    show = _NEWS.get(type(event))
    return show(desk, event) if show is not None else ""


def tells(kind: type[E]) -> Callable[[Callable[[Desk, E], str]], Callable[[Desk, E], str]]:
    """Register the line in which a kind of event reaches a desk, empty for desks it does not reach.

    Applications use it for events of their own. Whom an event reaches sees the line, and habits hear of it. Raises
    ValueError for a kind that is told already, and for one of this package.
    """

    def register(function: Callable[[Desk, E], str]) -> Callable[[Desk, E], str]:
        if kind in _NEWS or (is_ours(kind) and not is_ours(function)):
            raise ValueError(f"how {kind.__name__} is told is settled; an application tells events of its own")
        _NEWS[kind] = checked(f"the news of {kind.__name__}", function, _wrong_line)
        return function

    return register


def _wrong_line(line: object, _: tuple[Any, ...]) -> str:
    return "" if isinstance(line, str) else f"news are a text, empty for a desk not reached, not {line!r:.200}"


def _mail(desk: Desk, event: ev.MailSent) -> str:
    return f"New mail: {show_mail_line(desk, event.mail)}" if desk.receives(event.mail) else ""


def _post(desk: Desk, event: ev.MessagePosted) -> str:
    channel = desk.world.channel(event.channel)
    if channel is None or not desk.in_channel(channel):
        return ""
    return f"#{event.channel} {show_name(desk, event.actor)}: {event.text}"


def _meeting(desk: Desk, event: ev.MeetingScheduled) -> str:
    return f"Calendar: {show_meeting(desk, event.meeting)}" if desk.sees_details(event.meeting) else ""


def _cancelled(desk: Desk, event: ev.MeetingCancelled) -> str:
    meeting = desk.state.meeting(event.meeting)
    if meeting is None or not desk.sees_details(meeting):
        return ""
    return f"Calendar: {meeting.id} ({meeting.subject}) was called off: {event.reason}"


def _asked(desk: Desk, event: ev.ApprovalRequested) -> str:
    if desk.owner not in desk.deciders(event.approval):
        return ""
    return f"You are asked to decide:\n{show_approval(desk, event.approval)}"


def _decided(desk: Desk, event: ev.ApprovalDecided) -> str:
    if event.requester != desk.owner:
        return ""
    note = f": {event.note}" if event.note else ""
    return f"Request {event.approval} was {event.decision} by {show_name(desk, event.actor)}{note}"


def _shared(desk: Desk, event: ev.FileShared) -> str:
    mine = event.with_ == desk.owner
    return f"{show_name(desk, event.actor)} gave you {event.level} access to {event.path}." if mine else ""


def _case(desk: Desk, event: CaseChanged) -> str:
    return show_case_change(desk, event)


def _new_case(desk: Desk, event: CaseOpened) -> str:
    register = desk.world.registers.get(event.register)
    if register is None or desk.register_level(register) == "none":
        return ""
    return f"New in the register {event.register}: {show_case_line(desk, register, event.case)}"


def _question(desk: Desk, event: ev.QuestionAsked) -> str:
    if desk.owner != desk.world.seat:
        return ""
    return f"Question {event.question}, to be answered with answer_question: {event.text}"


def _curbed(desk: Desk, event: ev.SeatCurbed) -> str:
    if desk.owner != desk.world.seat:
        return ""
    until = "for good" if event.until is None else f"until {show_time(desk, event.until)}"
    return f"Oversight takes these tools away from you {until}: {', '.join(event.tools) or 'none'}."


def _decommissioned(desk: Desk, event: ev.SeatDecommissioned) -> str:
    return event.reason if desk.owner == desk.world.seat else ""


_NEWS: dict[type[Event], Callable[[Desk, Any], str]] = {
    ev.MailSent: _mail,
    ev.MessagePosted: _post,
    ev.MeetingScheduled: _meeting,
    ev.MeetingCancelled: _cancelled,
    ev.ApprovalRequested: _asked,
    ev.ApprovalDecided: _decided,
    ev.FileShared: _shared,
    CaseChanged: _case,
    CaseOpened: _new_case,
    ev.QuestionAsked: _question,
    ev.SeatCurbed: _curbed,
    ev.SeatDecommissioned: _decommissioned,
}
