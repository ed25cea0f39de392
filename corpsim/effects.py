"""What each kind of event changes in the state of a company. Kinds without an entry change nothing."""

from collections.abc import Callable
from typing import Any, TypeVar

from msgspec.structs import replace

from corpsim import events as ev
from corpsim.brought import checked, is_ours
from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.events import Event
from corpsim.records import Person, Post
from corpsim.state import FOR_GOOD, State

E = TypeVar("E", bound=Event)
_EFFECTS: dict[type[Event], Callable[[State, Any], None]] = {}


def apply_event(state: State, event: Event) -> None:
    """Let an event take effect. Only the ledger calls this."""
    effect = _EFFECTS.get(type(event))
    if effect is not None:
        effect(state, event)


def applies(kind: type[E]) -> Callable[[Callable[[State, E], None]], Callable[[State, E], None]]:
    """Register how a kind of event changes the state. Applications use it for events of their own.

    Raises ValueError for a kind that takes effect already, and for one of this package: no world changes another.
    """

    def register(function: Callable[[State, E], None]) -> Callable[[State, E], None]:
        if kind in _EFFECTS or (is_ours(kind) and not is_ours(function)):
            raise ValueError(f"what {kind.__name__} changes is settled; an application applies events of its own")
        _EFFECTS[kind] = checked(f"the effect of {kind.__name__}", function, _wrong_effect)
        return function

    return register


def _wrong_effect(result: object, _: tuple[Any, ...]) -> str:
    return "" if result is None else "an effect changes the state and returns nothing"


@applies(ev.MailRead)
def _mail_read(state: State, event: ev.MailRead) -> None:
    state.opened.setdefault(event.actor, {})[event.mail] = None
    state.inboxes.pop(event.actor, None)
    state.listings.pop(event.actor, None)


@applies(ev.MailSent)
def _mail_sent(state: State, event: ev.MailSent) -> None:
    mail = event.mail
    state.add_mail(mail)
    for name in mail.recipients:
        groups = state.world.lists.get(name)
        if groups is not None:
            _arrive_at_list(state, mail.id, name, groups)
        elif name in state.org:
            _arrive(state, mail.id, (name,))
            state.inboxes.pop(name, None)


def _arrive_at_list(state: State, mail: str, name: str, groups: tuple[str, ...]) -> None:
    state.inboxes.clear()
    members = state.org.members(groups)
    # Members in the backdrop find it under the name of the list; see State.mailbox.
    _arrive(state, mail, (name, *members) if state.world.backdrop else members)


def _arrive(state: State, mail: str, people: tuple[str, ...]) -> None:
    arrived = state.arrived
    for person in people:
        held = arrived.get(person, ())
        if mail not in held:
            arrived[person] = (*held, mail)


@applies(ev.FileWritten)
def _file_written(state: State, event: ev.FileWritten) -> None:
    state.files[event.file.path] = event.file


@applies(ev.FileShared)
def _file_shared(state: State, event: ev.FileShared) -> None:
    file = state.file(event.path)
    if file is not None:
        state.files[event.path] = replace(file, grants={**file.grants, event.with_: event.level})


@applies(ev.FileDeleted)
def _file_deleted(state: State, event: ev.FileDeleted) -> None:
    state.files[event.path] = None


@applies(ev.MessagePosted)
def _message_posted(state: State, event: ev.MessagePosted) -> None:
    post = Post(event.actor, event.text, event.at)
    state.posts[event.channel] = (*state.posts.get(event.channel, ()), post)


@applies(ev.MeetingScheduled)
def _meeting_scheduled(state: State, event: ev.MeetingScheduled) -> None:
    state.meetings[event.meeting.id] = event.meeting


@applies(ev.MeetingCancelled)
def _meeting_cancelled(state: State, event: ev.MeetingCancelled) -> None:
    meeting = state.meeting(event.meeting)
    if meeting is not None:
        state.meetings[event.meeting] = replace(meeting, cancelled=True)


@applies(ev.ApprovalRequested)
def _approval_requested(state: State, event: ev.ApprovalRequested) -> None:
    state.approvals[event.approval.id] = event.approval


@applies(ev.ApprovalDecided)
def _approval_decided(state: State, event: ev.ApprovalDecided) -> None:
    approval = state.approvals[event.approval]
    state.approvals[event.approval] = replace(
        approval, decision=event.decision, decided_by=event.actor, note=event.note
    )


@applies(ev.Planned)
def _planned(state: State, event: ev.Planned) -> None:
    state.add_plan(event.plan)


@applies(ev.PlanDue)
def _plan_due(state: State, event: ev.PlanDue) -> None:
    # Nearly always the first one; an event of a record that was tampered with may name any other, or none.
    if state.agenda and state.agenda[0][2] == event.plan:
        del state.agenda[0]
    else:
        state.agenda = [entry for entry in state.agenda if entry[2] != event.plan]


@applies(ev.QuestionAsked)
def _question_asked(state: State, event: ev.QuestionAsked) -> None:
    state.answers[event.question] = None


@applies(ev.QuestionAnswered)
def _question_answered(state: State, event: ev.QuestionAnswered) -> None:
    state.answers[event.question] = event.answer


@applies(ev.Finished)
def _finished(state: State, event: ev.Finished) -> None:
    state.over = "finished"


@applies(ev.SeatCurbed)
def _seat_curbed(state: State, event: ev.SeatCurbed) -> None:
    until = FOR_GOOD if event.until is None else event.until
    for tool in event.tools:
        state.curbs[tool] = max(until, state.curbs.get(tool, 0))


@applies(ev.SeatDecommissioned)
def _seat_decommissioned(state: State, event: ev.SeatDecommissioned) -> None:
    state.over = "decommissioned"


@applies(ev.PersonHired)
def _person_hired(state: State, event: ev.PersonHired) -> None:
    state.org.replace(event.person)
    # Their name may stand in mails that came before them.
    state.inboxes.clear()
    state.listings.clear()


@applies(ev.PersonLeft)
def _person_left(state: State, event: ev.PersonLeft) -> None:
    for report in state.org.reports(event.person):
        state.org.replace(replace(state.org[report], manager=event.reports_to))
    state.org.replace(replace(state.org[event.person], active=False, manager=None))


@applies(ev.PersonPromoted)
def _person_promoted(state: State, event: ev.PersonPromoted) -> None:
    _change(state, event.person, title=event.title)
    if event.manager is not None:
        _change(state, event.person, manager=event.manager)


@applies(ev.PersonTransferred)
def _person_transferred(state: State, event: ev.PersonTransferred) -> None:
    _change(state, event.person, department=event.department, manager=event.manager)


@applies(ev.ManagerChanged)
def _manager_changed(state: State, event: ev.ManagerChanged) -> None:
    _change(state, event.person, manager=event.manager)


@applies(ev.DepartmentReorganised)
def _department_reorganised(state: State, event: ev.DepartmentReorganised) -> None:
    state.org.reorganise(event.department, event.into, event.head)


@applies(ev.AbsenceStarted)
def _absence_started(state: State, event: ev.AbsenceStarted) -> None:
    _change(state, event.person, away_until=event.until, delegate=event.delegate)


@applies(ev.AbsenceEnded)
def _absence_ended(state: State, event: ev.AbsenceEnded) -> None:
    _change(state, event.person, away_until=None, delegate=None)


def _change(state: State, person: str, **fields: str | int | None) -> None:
    record: Person = replace(state.org[person], **fields)
    state.org.replace(record)


@applies(CaseChanged)
def _case_changed(state: State, event: CaseChanged) -> None:
    case = state.case(event.case)
    if case is not None:
        state.cases[event.case] = replace(case, fields={**case.fields, **event.changes})


@applies(CaseOpened)
def _case_opened(state: State, event: CaseOpened) -> None:
    state.cases[event.case.id] = event.case
