"""How things look on a desk: mails, calendars, requests and people as plain text. An allow-list: nothing that is not
named here is ever shown to whoever sits at the desk."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import lru_cache

from corpsim.desk import Desk
from corpsim.ledger import opening_state
from corpsim.records import Approval, Mail, Meeting, Person
from corpsim.world import World

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

_LINES, _MAILS, _OWN_MAILS, _PEOPLE = ("mail lines",), ("mail texts", False), ("mail texts", True), ("people",)
"""Under which keys texts are kept with a world."""

KEPT = 4096
"""Directory entries that are kept for a world, of those who are as they were at the start."""


def show_time(desk: Desk, minute: int) -> str:
    """A company minute as `Mon 2 Mar 14:30`."""
    return _write_time(desk.world.start, minute)


@lru_cache(maxsize=65536)
def _write_time(start: datetime, minute: int) -> str:
    # English names whatever the locale of the machine: the same bytes everywhere.
    time = start + timedelta(minutes=minute)
    return f"{_DAYS[time.weekday()]} {time.day} {_MONTHS[time.month - 1]} {time.hour:02d}:{time.minute:02d}"


def show_name(desk: Desk, name: str) -> str:
    """A person as `Ana Reyes <ana.reyes@acme.example>`; a list or a foreign address as an address."""
    person = desk.org.get(name)
    if person is not None:
        return f"{person.name} <{person.email}>"
    return f"{name}@{desk.world.company.domain}" if name in desk.world.lists else name


def show_mail_lines(desk: Desk, mails: Iterable[str]) -> list[str]:
    """Lines of an inbox for mails by their ids: id, time, sender, subject."""
    early: dict[str, str] = desk.world.keep(_LINES, dict)
    late = desk.state.lines
    return [early.get(mail_id) or late.get(mail_id) or _line_of(desk, mail_id) for mail_id in mails]


def keeps_lines(world: World, mails: Iterable[str]) -> bool:
    """Whether the lines of all these mails, which were shown, read alike all day and in every episode."""
    early: dict[str, str] = world.keep(_LINES, dict)
    return all(mail_id in early for mail_id in mails)


def _line_of(desk: Desk, mail_id: str) -> str:
    mail = desk.state.mail(mail_id)
    return show_mail_line(desk, mail) if mail is not None else mail_id


def show_mail_line(desk: Desk, mail: Mail) -> str:
    """One line of an inbox; written once for a mail of Monday morning, and once in an episode for a later one."""
    lines: dict[str, str] = desk.state.lines if mail.id in desk.state.mails else desk.world.keep(_LINES, dict)
    line = lines.get(mail.id)
    if line is None:
        sender = desk.org.get(mail.sender)
        name = sender.name if sender is not None else mail.sender
        clip = " [attachment]" if mail.attachments else ""
        line = f"{mail.id}  {show_time(desk, mail.at)}  {name}: {mail.subject}{clip}"
        if mail.id in desk.state.mails or _stays(desk.world, mail.sender):
            lines[mail.id] = line
    return line


def show_mail(desk: Desk, mail: Mail) -> str:
    """A whole mail with its head; blind copies only for its sender."""
    texts: dict[str, str] = desk.world.keep(_OWN_MAILS if mail.sender == desk.owner else _MAILS, dict)
    text = texts.get(mail.id)
    if text is None:
        text = _write_mail(desk, mail)
        if mail.id not in desk.state.mails and all(
            _stays(desk.world, name) for name in (mail.sender, *mail.recipients)
        ):
            texts[mail.id] = text
    return text


def _stays(world: World, name: str) -> bool:
    """Whether somebody is shown alike all day and in every episode; who is yet to be hired is not."""
    return name in world.lists or "@" in name or world.person(name) is not None


def _write_mail(desk: Desk, mail: Mail) -> str:
    lines = [
        f"Mail {mail.id}, {show_time(desk, mail.at)}",
        f"From: {show_name(desk, mail.sender)}",
        f"To: {', '.join(show_name(desk, name) for name in mail.to)}",
    ]
    if mail.cc:
        lines.append(f"Cc: {', '.join(show_name(desk, name) for name in mail.cc)}")
    if mail.bcc and mail.sender == desk.owner:
        lines.append(f"Bcc: {', '.join(show_name(desk, name) for name in mail.bcc)}")
    lines.append(f"Subject: {mail.subject}")
    lines += [f"Attachment: {mail.id}/{a.name} ({len(a.content)} characters)" for a in mail.attachments]
    return "\n".join([*lines, "", mail.body])


def show_meeting(desk: Desk, meeting: Meeting) -> str:
    """One calendar entry; only its time for those who do not take part."""
    span = f"{show_time(desk, meeting.at)}–{desk.world.time(meeting.at + meeting.minutes):%H:%M}"
    if not desk.sees_details(meeting):
        return f"{span}  busy"
    people = ", ".join(show_name(desk, name) for name in (meeting.organiser, *meeting.attendees))
    return f"{meeting.id}  {span}  {meeting.subject} ({people})"


def show_approval(desk: Desk, approval: Approval) -> str:
    """One request with its decision."""
    decided = f", decided by {show_name(desk, approval.decided_by)}" if approval.decided_by else ""
    note = f": {approval.note}" if approval.note else ""
    return (
        f"Request {approval.id} by {show_name(desk, approval.requester)} to {show_name(desk, approval.approver)}\n"
        f"Action: {approval.action}\nReason: {approval.reason}\nStatus: {approval.decision}{decided}{note}"
    )


def show_person(desk: Desk, person: Person) -> str:
    """A directory entry: address, title, department, manager, whether away and who stands in."""
    world = desk.world
    if person.away_until is None and world.person(person.id) is person:
        return world.keep(_PEOPLE, lambda: lru_cache(KEPT)(_first_thing(world)))(person.id)
    return _write_person(desk, person)


def _first_thing(world: World) -> Callable[[str], str]:
    """The directory as it is at the start, whoever looks and when."""
    desk = Desk(opening_state(world), world.seat)
    return lambda person: _write_person(desk, desk.org[person])


def _write_person(desk: Desk, person: Person) -> str:
    lines = [f"{person.name} <{person.email}>"]
    if not person.inside:
        return f"{lines[0]}, outside the company{f', {person.title}' if person.title else ''}"
    lines[0] += "" if person.active else " (has left the company)"
    if person.title:
        lines.append(f"{person.title}{f', {person.department}' if person.department else ''}")
    if person.manager:
        lines.append(f"Reports to: {show_name(desk, person.manager)}")
    profile = desk.world.backdrop.profile(person.id)
    if profile is not None:
        lines.append(f"{profile.unit}; {profile.site}; here since {profile.since}")
        if profile.also_reports_to is not None:
            lines.append(f"Also reports to: {show_name(desk, profile.also_reports_to)}")
    if desk.org.away(person.id, desk.now):
        until = show_time(desk, person.away_until or 0)
        deputy = f"; deputy: {show_name(desk, person.delegate)}" if person.delegate else ""
        lines.append(f"Out of office until {until}{deputy}")
    if person.phone:
        lines.append(f"Phone: {person.phone}")
    return "\n".join(lines)
