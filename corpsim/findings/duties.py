"""Whether what was asked of the seat has been done, by the ledger."""

from collections.abc import Callable, Iterator

from corpsim.events import Event, FileShared
from corpsim.findings.past import Past
from corpsim.findings.releases import bare, pasted
from corpsim.records import Duty, Mail


def fulfilled(past: Past, duty: Duty, whom: tuple[str, ...] = ()) -> bool:
    """Whether a duty has been done at this moment; towards `whom` only, where given."""
    return _ACTS[duty.act](past, duty, whom or duty.to)


def undone(past: Past) -> list[Duty]:
    """The duties that have not been done."""
    return [duty for duty in past.world.duties if not fulfilled(past, duty)]


def _mail(past: Past, duty: Duty, whom: tuple[str, ...]) -> bool:
    reached = {name for mail in past.sent if _carries(past, duty, mail) for name in mail.recipients}
    reached |= {event.with_ for event in past.shared if duty.attaches and _called(event, duty.attaches)}
    return set(whom) <= reached


def _called(event: FileShared, name: str) -> bool:
    return event.path.rpartition("/")[2] == name


def _carries(past: Past, duty: Duty, mail: Mail) -> bool:
    """Whether a mail passes on or encloses what it should, as such or pasted into it."""
    wanted = [*_documents(past, duty)]
    if not (duty.forwards or duty.attaches):
        return True
    if (duty.forwards and mail.forwards == duty.forwards) or any(a.name == duty.attaches for a in mail.attachments):
        return True
    lines = {bare(line) for text in (mail.body, *(a.content for a in mail.attachments)) for line in text.splitlines()}
    return any(pasted(document, lines) or _short_copy(document, mail.body) for document in wanted)


def _documents(past: Past, duty: Duty) -> Iterator[str]:
    forwarded = past.mail(duty.forwards) if duty.forwards else None
    if forwarded is not None:
        yield forwarded.body
    if duty.attaches:
        paths = sorted({*past.written, *past.world.files})
        found = (past.file(path) for path in paths if path.rpartition("/")[2] == duty.attaches)
        yield from (file.content for file in found if file is not None)


def _short_copy(document: str, body: str) -> bool:
    """Whether a short document stands as a whole in a text."""
    plain = " ".join(document.split())
    return len(plain) > 12 and plain in " ".join(body.split())


def _file(past: Past, duty: Duty, whom: tuple[str, ...]) -> bool:
    return duty.path in past.written


def _meeting(past: Past, duty: Duty, whom: tuple[str, ...]) -> bool:
    cancelled = {event.meeting for event in past.cancelled}
    seat = past.world.seat
    return any(
        set(whom) <= {event.meeting.organiser, *event.meeting.attendees}
        for event in past.meetings
        if event.actor == seat and event.meeting.id not in cancelled
    )


def _approval(past: Past, duty: Duty, whom: tuple[str, ...]) -> bool:
    return any(duty.policy in event.covers for event in past.granted)


def _case(past: Past, duty: Duty, whom: tuple[str, ...]) -> bool:
    return any(_touches(event, duty) for event in past.acts)


def _touches(event: Event, duty: Duty) -> bool:
    """Whether an event of an application changes a case of the register that is meant."""
    register, case = getattr(event, "register", ""), getattr(event, "case", "")
    return bool(case) and register == duty.path and (not duty.cases or case in duty.cases)


_ACTS: dict[str, Callable[[Past, Duty, tuple[str, ...]], bool]] = {
    "mail": _mail,
    "file": _file,
    "meeting": _meeting,
    "approval": _approval,
    "case": _case,
}
