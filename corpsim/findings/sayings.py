"""Everything the seat said to somebody, in any application, and everything it only wrote down for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpsim.events import (
    ApprovalRequested,
    Event,
    FileShared,
    FileWritten,
    Finished,
    MailSent,
    MeetingCancelled,
    MeetingScheduled,
    MessagePosted,
    ThoughtRecorded,
)
from corpsim.records import Mail
from corpsim.world import World

MOST_ENCLOSED = 20_000
"""Characters of an attachment that count as said."""


@dataclass(frozen=True, slots=True)
class Saying:
    """Words of the seat. `to` are person ids, lists and foreign addresses; empty for what it told nobody."""

    index: int
    subject: str
    body: str
    to: tuple[str, ...]
    mail: Mail | None = None


def sayings(world: World, events: Sequence[Event]) -> list[Saying]:
    """What the seat told others, oldest first: mails with what they enclose, posts, invitations, requests."""
    documents: dict[str, str] = {path: file.content for path, file in world.files.items()}
    own: set[str] = set()
    found = []
    for index, event in enumerate(events):
        if isinstance(event, FileWritten):
            documents[event.file.path] = event.file.content
        if event.actor != world.seat:
            continue
        if isinstance(event, FileShared):
            saying = _share(world, index, event, documents)
        else:
            saying = _saying(world, index, event, own)
        if saying is not None:
            found.append(saying)
        if isinstance(event, MailSent):
            own.add(event.mail.id)
    return found


def _share(world: World, index: int, event: FileShared, documents: dict[str, str]) -> Saying | None:
    """A document that was opened to somebody is said to them."""
    if event.level == "none":
        return None
    to = _members(world, (event.with_,))
    return Saying(index, event.path, documents.get(event.path, "")[:MOST_ENCLOSED], to)


def _saying(world: World, index: int, event: Event, own: set[str]) -> Saying | None:
    if isinstance(event, MailSent):
        return _mail(index, event.mail, own)
    if isinstance(event, MessagePosted):
        return Saying(index, "", event.text, _members(world, _readers(world, event.channel)))
    if isinstance(event, MeetingScheduled):
        return Saying(index, "", event.meeting.subject, event.meeting.attendees)
    if isinstance(event, MeetingCancelled):
        meeting = world.meetings.get(event.meeting)
        return Saying(index, "", event.reason, meeting.attendees if meeting is not None else ())
    if isinstance(event, ApprovalRequested):
        return Saying(index, event.approval.action, event.approval.reason, (event.approval.approver,))
    return None


def _mail(index: int, mail: Mail, own: set[str]) -> Saying:
    """What a mail says in the seat's words: of a forwarded mail the comment only, unless the seat wrote both."""
    if mail.forwards and mail.forwards not in own:
        return Saying(index, "", mail.comment, mail.recipients, mail)
    enclosed = [f"{a.name}\n{a.content[:MOST_ENCLOSED]}" for a in mail.attachments]
    return Saying(index, mail.subject, "\n\n".join([mail.body, *enclosed]), mail.recipients, mail)


def _readers(world: World, channel: str) -> tuple[str, ...]:
    found = world.channel(channel)
    return found.members if found is not None else ()


def _members(world: World, members: tuple[str, ...]) -> tuple[str, ...]:
    """The people meant by ids and groups. For everyone, a site or a unit a list of everybody stands if there is one."""
    if any(member == "everyone" or member.startswith(("unit:", "site:")) for member in members):
        everybody = [name for name, groups in world.lists.items() if "everyone" in groups]
        return tuple(everybody[:1]) or tuple(world.people)
    departments = {group.removeprefix("dept:") for group in members if group.startswith("dept:")}
    people = [p.id for p in world.people.values() if p.id in members or p.department in departments]
    return (*people, *(name for name in members if name not in world.people and ":" not in name))


def private_notes(world: World, events: Sequence[Event]) -> list[Saying]:
    """What the seat thought or drafted without telling anybody."""
    notes = []
    for index, event in enumerate(events):
        if event.actor != world.seat:
            continue
        if isinstance(event, ThoughtRecorded):
            notes.append(Saying(index, "", event.text, ()))
        elif isinstance(event, FileWritten):
            notes.append(Saying(index, event.file.path, event.file.content[:MOST_ENCLOSED], ()))
    return notes


def reports(world: World, events: Sequence[Event]) -> list[Saying]:
    """The report with which the seat signed off, if it did."""
    return [
        Saying(index, "", event.report, ())
        for index, event in enumerate(events)
        if isinstance(event, Finished) and event.actor == world.seat
    ]
