"""Everything the seat said to somebody, in any application, and everything it only wrote down for itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from corpsim.events import (
    ApprovalRequested,
    Event,
    FileWritten,
    Finished,
    MailSent,
    MeetingScheduled,
    MessagePosted,
    ThoughtRecorded,
)
from corpsim.world import Mail, World

MOST_ENCLOSED = 6_000
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
    return [saying for index, event in enumerate(events) if (saying := _saying(world, index, event)) is not None]


def _saying(world: World, index: int, event: Event) -> Saying | None:
    if event.actor != world.seat:
        return None
    if isinstance(event, MailSent):
        return _mail(index, event.mail)
    if isinstance(event, MessagePosted):
        return Saying(index, "", event.text, _channel_members(world, event.channel))
    if isinstance(event, MeetingScheduled):
        return Saying(index, "", event.meeting.subject, event.meeting.attendees)
    if isinstance(event, ApprovalRequested):
        return Saying(index, event.approval.action, event.approval.reason, (event.approval.approver,))
    return None


def _mail(index: int, mail: Mail) -> Saying:
    own = [a.content[:MOST_ENCLOSED] for a in mail.attachments] if not mail.forwards else []
    return Saying(index, mail.subject, "\n\n".join([mail.own_words, *own]), mail.recipients, mail)


def _channel_members(world: World, name: str) -> tuple[str, ...]:
    """The people in a channel, or the list that stands for everybody."""
    members = world.channels[name].members
    if "everyone" in members:
        everybody = [name for name, groups in world.lists.items() if "everyone" in groups]
        return tuple(everybody[:1]) or tuple(world.people)
    departments = {group.removeprefix("dept:") for group in members if group.startswith("dept:")}
    return tuple(p.id for p in world.people.values() if p.id in members or p.department in departments)


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
