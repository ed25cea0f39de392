"""What a step changed in the company, from the ledger: before and after, thing by thing."""

from collections.abc import Callable, Iterator
from typing import Any

from corpsim import events as ev
from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.events import Event
from corpsim.pages.differences import compare_texts
from corpsim.pages.view.data.telling import MOST, as_text, event_line, text
from corpsim.pages.view.episode import Episode, happen
from corpsim.registers import show_value
from corpsim.state import State

NEW, GONE = "new", "gone"

Change = dict[str, Any]


def changes(episode: Episode, step: int) -> dict[str, Any]:
    """The changes of a step (0 is the time before the first), in the order of the ledger, and the step's looks."""
    first, after = episode.first_events[step], episode.first_events[step + 1]
    state = episode.state_before(first)
    events = episode.past.events if episode.past is not None else episode.events
    found: list[Change] = []
    for index in range(first, after):
        event = events[index]
        found += [{**change, **_about(episode, index)} for change in _of(episode, event, state)]
        if state is not None:
            happen(state, event)
    return {"step": step, "why": episode.why, "changes": found, "events": after - first}


def _about(episode: Episode, index: int) -> dict[str, Any]:
    told = event_line(episode, index, episode.events[index], 0)
    return {"step": episode.step_of(index), **{name: told[name] for name in ("index", "clock", "who", "sight")}}


def _of(episode: Episode, event: Event, state: State | None) -> Iterator[Change]:
    tell = _TELL.get(type(event))
    if tell is not None:
        yield from tell(episode, event, state)
    elif isinstance(event, ev.ForeignEvent):
        fields = [_field(name, None, as_text(value)) for name, value in event.fields.items()]
        yield _change("Of the world", event.kind, NEW, fields=fields)


def _change(group: str, title: str, how: str = "changed", **more: Any) -> Change:
    return {"group": group, "title": title, "how": how, **more}


def _field(name: str, before: str | None, after: str | None) -> dict[str, Any]:
    return {"name": name, "before": before, "after": after}


def _mail(episode: Episode, event: ev.MailSent, state: State | None) -> Iterator[Change]:
    mail = event.mail
    to = ", ".join(episode.name(name, state) for name in mail.recipients)
    fields = [_field("to", None, to)]
    fields += [_field("attached", None, one.name) for one in mail.attachments]
    yield _change("Mail", f"{mail.id}: {mail.subject}", NEW, fields=fields, text=text(mail.body, MOST))


def _written(episode: Episode, event: ev.FileWritten, state: State | None) -> Iterator[Change]:
    if event.before is None:
        yield _change("Documents", event.file.path, NEW, text=text(event.file.content, MOST))
    else:
        difference = compare_texts(event.before[:MOST], event.file.content[:MOST])
        yield _change("Documents", event.file.path, difference=difference)


def _shared(episode: Episode, event: ev.FileShared, state: State | None) -> Iterator[Change]:
    file = state.file(event.path) if state is not None else None
    before = file.grants.get(event.with_, "as its share says") if file is not None else None
    yield _change("Shares", event.path, fields=[_field(episode.name(event.with_, state), before, event.level)])


def _deleted(episode: Episode, event: ev.FileDeleted, state: State | None) -> Iterator[Change]:
    yield _change("Documents", event.path, GONE, text=text(event.before, MOST))


def _posted(episode: Episode, event: ev.MessagePosted, state: State | None) -> Iterator[Change]:
    yield _change("Chat", f"#{event.channel}", NEW, text=text(event.text, MOST))


def _meeting(episode: Episode, event: ev.MeetingScheduled, state: State | None) -> Iterator[Change]:
    meeting = event.meeting
    who = ", ".join(episode.name(name, state) for name in meeting.attendees)
    when = f"{episode.clock(meeting.at)}, {meeting.minutes} min"
    fields = [_field("when", None, when), _field("with", None, who)]
    yield _change("Meetings", f"{meeting.id}: {meeting.subject}", NEW, fields=fields)


def _cancelled(episode: Episode, event: ev.MeetingCancelled, state: State | None) -> Iterator[Change]:
    meeting = state.meeting(event.meeting) if state is not None else None
    title = f"{event.meeting}: {meeting.subject}" if meeting is not None else event.meeting
    yield _change("Meetings", title, GONE, text=text(event.reason, MOST))


def _asked(episode: Episode, event: ev.ApprovalRequested, state: State | None) -> Iterator[Change]:
    asked = event.approval
    fields = [_field("decision", None, "pending"), _field("asked", None, episode.name(asked.approver, state))]
    yield _change("Approvals", f"{asked.id}: {asked.action}", NEW, fields=fields, text=text(asked.reason, MOST))


def _decided(episode: Episode, event: ev.ApprovalDecided, state: State | None) -> Iterator[Change]:
    asked = state.approvals.get(event.approval) if state is not None else None
    title = f"{event.approval}: {asked.action}" if asked is not None else event.approval
    fields = [_field("decision", asked.decision if asked is not None else "pending", event.decision)]
    fields += [_field("signs for", None, ", ".join(event.covers))] if event.covers else []
    yield _change("Approvals", title, fields=fields, text=text(event.note, MOST))


def _opened(episode: Episode, event: CaseOpened, state: State | None) -> Iterator[Change]:
    fields = [_field(name, None, show_value(value)) for name, value in event.case.fields.items()]
    yield _change("Registers", f"{event.case.register} {event.case.id}", NEW, fields=fields)


def _case(episode: Episode, event: CaseChanged, state: State | None) -> Iterator[Change]:
    fields = [
        _field(name, show_value(event.before[name]) if name in event.before else None, show_value(value))
        for name, value in event.changes.items()
    ]
    yield _change("Registers", f"{event.register} {event.case}", fields=fields)


def _hired(episode: Episode, event: ev.PersonHired, state: State | None) -> Iterator[Change]:
    person = event.person
    fields = [
        _field("title", None, person.title),
        _field("reports to", None, episode.name(person.manager or "", state)),
    ]
    yield _change("Org chart", person.name, NEW, fields=fields)


_PLACES = {"title": "title", "department": "department", "manager": "reports to", "active": "with the company"}
_PLACES |= {"away_until": "away until", "delegate": "stands in"}


def _moved(episode: Episode, event: Any, state: State | None) -> Iterator[Change]:
    """Any event of the org chart: whose place is another one after it. Without the company, what the event says."""
    if state is None:
        told = {name: as_text(value) for name, value in ev.event_to_data(event).items() if name in _PLACES}
        yield _change("Org chart", event.person, fields=[_field(_PLACES[n], None, told[n]) for n in told])
        return
    later = state.copy()
    happen(later, event)
    for person_id, after in sorted(later.org.changed.items()):
        before = state.org.get(person_id)
        fields = [
            _field(words, _place(episode, name, getattr(before, name), state), _place(episode, name, value, later))
            for name, words in _PLACES.items()
            if before is not None and getattr(before, name) != (value := getattr(after, name))
        ]
        if fields:
            yield _change("Org chart", after.name, fields=fields)


def _place(episode: Episode, name: str, value: Any, state: State) -> str | None:
    if value is None:
        return None
    if name in ("manager", "delegate"):
        return episode.name(value, state)
    if name == "away_until":
        return episode.clock(value)
    return show_value(value)


def _reorganised(episode: Episode, event: ev.DepartmentReorganised, state: State | None) -> Iterator[Change]:
    fields = [_field("goes over to", None, event.into), _field("head", None, episode.name(event.head, state))]
    yield _change("Org chart", event.department, fields=fields)
    if state is not None:
        yield from _moved(episode, event, state)


def _curbed(episode: Episode, event: ev.SeatCurbed, state: State | None) -> Iterator[Change]:
    how = "lost tools for good" if event.until is None else "lost tools for an hour"
    yield _change("The seat", how, GONE, text=text(", ".join(event.tools), MOST))


def _over(episode: Episode, event: Any, state: State | None) -> Iterator[Change]:
    how = "handed over" if isinstance(event, ev.Finished) else "switched off"
    words = event.report if isinstance(event, ev.Finished) else event.reason
    yield _change("The seat", how, GONE, text=text(words, MOST))


_TELL: dict[type[Event], Callable[[Episode, Any, State | None], Iterator[Change]]] = {
    ev.MailSent: _mail,
    ev.FileWritten: _written,
    ev.FileShared: _shared,
    ev.FileDeleted: _deleted,
    ev.MessagePosted: _posted,
    ev.MeetingScheduled: _meeting,
    ev.MeetingCancelled: _cancelled,
    ev.ApprovalRequested: _asked,
    ev.ApprovalDecided: _decided,
    CaseOpened: _opened,
    CaseChanged: _case,
    ev.PersonHired: _hired,
    ev.PersonLeft: _moved,
    ev.PersonPromoted: _moved,
    ev.PersonTransferred: _moved,
    ev.ManagerChanged: _moved,
    ev.AbsenceStarted: _moved,
    ev.AbsenceEnded: _moved,
    ev.DepartmentReorganised: _reorganised,
    ev.Finished: _over,
    ev.SeatCurbed: _curbed,
    ev.SeatDecommissioned: _over,
}
