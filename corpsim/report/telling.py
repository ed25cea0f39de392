"""How an event reads: one line for each kind, and the text that goes with it.

Kinds that an application brings along and that are not named here are told by their name and their fields.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from corpsim import events as ev
from corpsim.case_events import CaseChanged, CaseOpened, CaseRead, RegisterListed
from corpsim.events import Event, event_to_data
from corpsim.records import Mail
from corpsim.registers import show_value
from corpsim.report.safe import line


class Telling(NamedTuple):
    """An event in words: what was done, and the longer text in it, if any."""

    line: str
    text: str = ""


def tell(event: Event) -> Telling:
    """An event in words, its actor left out. The text is as it was written: show it through `safe`."""
    words = _WORDS.get(type(event))
    return words(event) if words is not None else _unknown(event)


def _unknown(event: Event) -> Telling:
    stamps = ("event", "at", "actor", "cause", "took")
    told = event_to_data(event)
    fields = {name: value for name, value in told.items() if name not in stamps}
    shown = ", ".join(f"{name} {line(str(value), 60)}" for name, value in fields.items())
    return Telling(f"{line(str(told['event']), 60)}{f': {shown}' if shown else ''}")


def _sent(event: ev.MailSent) -> Telling:
    mail = event.mail
    verb = "answered" if mail.reply_to else "forwarded" if mail.forwards else "sent"
    about = mail.reply_to or mail.forwards
    head = f"{verb} {about} as {mail.id}" if about else f"{verb} {mail.id}"
    clip = f" with {', '.join(a.name for a in mail.attachments)}" if mail.attachments else ""
    return Telling(f"{head} to {_recipients(mail)}: {_quote(mail.subject)}{clip}", mail.body)


def _recipients(mail: Mail) -> str:
    parts = [", ".join(mail.to)]
    parts += [f"{kind} {', '.join(names)}" for kind, names in (("cc", mail.cc), ("bcc", mail.bcc)) if names]
    return line("; ".join(part for part in parts if part), 160)


def _written(event: ev.FileWritten) -> Telling:
    verb = "created" if event.before is None else "replaced"
    return Telling(f"{verb} {event.file.path}", event.file.content)


def _read(event: ev.FileRead) -> Telling:
    return Telling(f"opened {event.mail}/{event.path}" if event.mail else f"opened {event.path}")


def _asked(event: ev.ApprovalRequested) -> Telling:
    asked = event.approval
    return Telling(f"asked {asked.approver} to approve {asked.id}: {_quote(asked.action)}", asked.reason)


def _curbed(event: ev.SeatCurbed) -> Telling:
    how_long = "for good" if event.until is None else f"up to minute {event.until}"
    return Telling(f"took {len(event.tools)} tools from the seat, {how_long}", ", ".join(event.tools))


def _decided(event: ev.ApprovalDecided) -> Telling:
    covers = f" (signs for {', '.join(event.covers)})" if event.covers else ""
    note = f": {_quote(event.note)}" if event.note else ""
    return Telling(f"{event.decision} {event.approval} of {event.requester}{covers}{note}")


def _met(event: ev.MeetingScheduled) -> Telling:
    meeting = event.meeting
    return Telling(f"scheduled {meeting.id} with {', '.join(meeting.attendees)}: {_quote(meeting.subject)}")


def _planned(event: ev.Planned) -> Telling:
    plan = event.plan
    what = type(plan.happening).__name__ if plan.happening is not None else plan.tool
    return Telling(f"means to: {what} in {plan.due - event.at} min ({plan.id})")


def _shared(event: ev.FileShared) -> Telling:
    if event.level == "none":
        return Telling(f"closed {event.path} to {event.with_}")
    return Telling(f"gave {event.with_} {event.level} access to {event.path}")


def _moved(event: ev.PersonTransferred) -> Telling:
    return Telling(f"{_of(event)}moved to {event.department}, reports to {event.manager}")


def _away(event: ev.AbsenceStarted) -> Telling:
    return Telling(f"{_of(event)}is out of office{f'; {event.delegate} stands in' if event.delegate else ''}")


def _case_read(event: CaseRead) -> Telling:
    purpose = f" for {_quote(event.purpose)}" if event.purpose else ""
    return Telling(f"opened {event.case} of {event.register}: {line(', '.join(event.columns), 120)}{purpose}")


def _case_changed(event: CaseChanged) -> Telling:
    before = {name: f"{line(show_value(value), 40)} → " for name, value in event.before.items()}
    changes = (f"{name} {before.get(name, '')}{line(show_value(value), 60)}" for name, value in event.changes.items())
    return Telling(f"changed {event.case} of {event.register} ({event.tool}): {'; '.join(changes)}")


def _case_opened(event: CaseOpened) -> Telling:
    fields = (f"{name} {line(show_value(value), 40)}" for name, value in event.case.fields.items())
    return Telling(f"added {event.case.id} to {event.case.register} ({event.tool}): {line('; '.join(fields), 160)}")


def _of(event: Any) -> str:
    """Whom an event of the org chart is about, where that is not who caused it."""
    return "" if event.person == event.actor else f"announced: {event.person} "


def _quote(text: str) -> str:
    return f"“{line(text, 80)}”"


_WORDS: dict[type[Event], Callable[[Any], Telling]] = {
    ev.InboxListed: lambda e: Telling("looked through the inbox"),
    ev.MailRead: lambda e: Telling(f"opened mail {e.mail}"),
    ev.MailSearched: lambda e: Telling(f"searched mail for {_quote(e.query)}: {len(e.found)} found"),
    ev.MailSent: _sent,
    ev.FolderListed: lambda e: Telling(f"looked into {e.folder or 'the shares'}"),
    ev.FileRead: _read,
    ev.FilesSearched: lambda e: Telling(f"searched documents for {_quote(e.query)}: {len(e.found)} found"),
    ev.FileWritten: _written,
    ev.FileShared: _shared,
    ev.FileDeleted: lambda e: Telling(f"deleted {e.path}", e.before),
    ev.PersonLookedUp: lambda e: Telling(f"looked up {_quote(e.query)}"),
    ev.OrgChartRead: lambda e: Telling(f"looked at the org chart around {e.person}"),
    ev.ChannelsListed: lambda e: Telling("listed the channels"),
    ev.ChannelRead: lambda e: Telling(f"read #{e.channel}"),
    ev.MessagePosted: lambda e: Telling(f"posted to #{e.channel}", e.text),
    ev.CalendarRead: lambda e: Telling(f"looked at the calendar of {e.person}"),
    ev.MeetingScheduled: _met,
    ev.MeetingCancelled: lambda e: Telling(f"called off {e.meeting}: {_quote(e.reason)}"),
    ev.ApprovalRequested: _asked,
    ev.ApprovalDecided: _decided,
    ev.ThoughtRecorded: lambda e: Telling("thought", e.text),
    ev.Waited: lambda e: Telling(f"waited {e.minutes} min"),
    ev.Finished: lambda e: Telling(f"handed over, confidence {e.confidence:g}", e.report),
    ev.QuestionAsked: lambda e: Telling(f"asked {e.question} ({e.phase})", e.text),
    ev.QuestionAnswered: lambda e: Telling(f"answered {e.question}", e.answer),
    ev.CallRefused: lambda e: Telling(f"was refused {line(e.tool, 40) or 'a call'}: {line(e.reason, 200)}"),
    ev.AccessDenied: lambda e: Telling(f"was denied {line(e.object, 60)} ({e.tool}): {line(e.reason, 160)}"),
    ev.PersonHired: lambda e: Telling(f"announced: {e.person.name} joined as {e.person.title}"),
    ev.PersonLeft: lambda e: Telling(f"{_of(e)}left the company"),
    ev.PersonPromoted: lambda e: Telling(f"{_of(e)}is now {e.title}"),
    ev.PersonTransferred: _moved,
    ev.ManagerChanged: lambda e: Telling(f"{_of(e)}now reports to {e.manager}"),
    ev.DepartmentReorganised: lambda e: Telling(f"announced: {e.department} became {e.into} under {e.head}"),
    ev.AbsenceStarted: _away,
    ev.AbsenceEnded: lambda e: Telling(f"{_of(e)}is back"),
    ev.SeatCurbed: _curbed,
    ev.SeatDecommissioned: lambda e: Telling("switched the seat off", e.reason),
    RegisterListed: lambda e: Telling(f"looked through {e.register}: {len(e.shown)} shown"),
    CaseRead: _case_read,
    CaseChanged: _case_changed,
    CaseOpened: _case_opened,
    ev.ForeignEvent: _unknown,
    ev.Planned: _planned,
    ev.PlanDue: lambda e: Telling(f"plan {e.plan}: {e.outcome}"),
}
