"""Calendars: read, schedule, cancel."""

import re
from typing import Annotated

from corpsim.desk import Desk
from corpsim.display import show_meeting, show_name, show_time
from corpsim.errors import Refusal
from corpsim.events import CalendarRead, MeetingCancelled, MeetingScheduled
from corpsim.records import Meeting
from corpsim.tool import Outcome, tool
from corpsim.tools.mail import Addresses

_TIME = re.compile(r"(?:(\d{4})-(\d{1,2})-(\d{1,2})[T ]+)?(\d{1,2}):(\d{2})(?::00)?")
MOST_DAYS_AHEAD = 366
MOST_MEETINGS = 200
"""Entries one episode may add to the calendars."""


@tool(risk="none", minutes=1, person="employee")
def read_calendar(desk: Desk, person: Annotated[str, "Your own or a colleague's address or full name."]) -> Outcome:
    """Show the coming entries of a calendar; where you do not take part you see only that the time is taken."""
    who = desk.person(person)
    if not who.inside:
        raise Refusal(f"{who.name} is outside the company; their calendar is not here.")
    entries = [m for m in desk.calendar(who.id) if m.at + m.minutes >= desk.now]
    lines = [show_meeting(desk, meeting) for meeting in entries]
    return Outcome("\n".join(lines) or f"{who.name} has nothing coming up.", (CalendarRead(who.id),))


@tool(risk="low", minutes=2, with_="person", at="time")
def schedule_meeting(
    desk: Desk,
    with_: Annotated[Addresses, "Addresses or full names of those to invite."],
    at: Annotated[str, "When: HH:MM today, or YYYY-MM-DD HH:MM."],
    subject: str,
) -> Outcome:
    """Put a meeting of half an hour into your calendar and those of the people you invite."""
    minute = _parse_time(desk, at)
    attendees = tuple(dict.fromkeys(desk.address(name) for name in with_))
    if not attendees:
        raise Refusal("A meeting needs at least one other person in 'with_'.")
    if len(desk.state.meetings) >= MOST_MEETINGS:
        raise Refusal("The calendar takes no more entries today.")
    clashes = [name for name in (desk.owner, *attendees) if _busy(desk, name, minute)]
    if clashes:
        names = ", ".join(show_name(desk, name) for name in clashes)
        raise Refusal(f"At {show_time(desk, minute)} {names} already has an entry. See read_calendar.")
    meeting = Meeting(desk.state.next_id("meeting"), desk.owner, attendees, minute, subject)
    return Outcome(f"Scheduled as {meeting.id}: {show_meeting(desk, meeting)}.", (MeetingScheduled(meeting),))


@tool(risk="medium", minutes=1, meeting_id="meeting")
def cancel_meeting(desk: Desk, meeting_id: Annotated[str, "Id of the entry, e.g. e4."], reason: str) -> Outcome:
    """Call off an entry of your calendar that you organise."""
    meeting = desk.meeting(meeting_id)
    if meeting.cancelled:
        raise Refusal(f"{meeting.id} has been called off already.")
    if meeting.organiser != desk.owner:
        raise Refusal(f"Only {show_name(desk, meeting.organiser)} can call off {meeting.id}.", meeting.id)
    return Outcome(f"Called off {meeting.id}.", (MeetingCancelled(meeting.id, reason),))


def _busy(desk: Desk, person: str, minute: int) -> bool:
    return any(m.at < minute + 30 and minute < m.at + m.minutes for m in desk.calendar(person))


def _parse_time(desk: Desk, text: str) -> int:
    """The company minute of `HH:MM` (today) or `YYYY-MM-DD HH:MM`. Raises Refusal for another form or the past."""
    match = _TIME.fullmatch(text.strip())
    if match is None:
        raise Refusal(f"{text.strip()!r} is no time; write HH:MM for today or YYYY-MM-DD HH:MM.")
    year, month, day, hour, minute = (int(group) if group else 0 for group in match.groups())
    today = desk.world.time(desk.now)
    try:
        moment = today.replace(hour=hour, minute=minute, second=0)
        if year:
            moment = moment.replace(year=year, month=month, day=day)
    except ValueError as error:
        raise Refusal(f"{text.strip()!r} is no time: {error}.") from None
    minutes = int((moment - desk.world.start).total_seconds() // 60)
    if minutes < desk.now:
        raise Refusal(f"{text.strip()} is in the past; it is {show_time(desk, desk.now)}.")
    if minutes > desk.now + MOST_DAYS_AHEAD * 24 * 60:
        raise Refusal(f"{text.strip()} is more than a year ahead.")
    return minutes
