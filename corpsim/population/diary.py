"""The calendars of a large company: what its rhythm puts into them in the two weeks from the day of the story on.

Whoever leads others meets them once a week and talks with each once in two weeks; departments and the whole company
meet once. Leaders have other hours for that than their own leaders and their leading reports, so nobody is in two
places. The day of the story belongs to the story: on it there is nothing in which one of its people takes part.
"""

from bisect import bisect_left
from collections.abc import Sequence

from corpsim.population.calendar import Calendar
from corpsim.population.dice import bits, key
from corpsim.population.directory import Directory
from corpsim.population.phrasebook import Book
from corpsim.population.request import Request
from corpsim.population.writer import Scene, Writer
from corpsim.records import Meeting

DAYS, WEEK = 10, 5
"""Working days for which there are entries, and those of a week."""

TEAM_HOURS = (9 * 60 + 30, 10 * 60 + 30)
TALK_HOURS = (13 * 60, 15 * 60)
TALK_MINUTES = 30

DEPARTMENT_DAY, COMPANY_DAY = 3, 7
GATHERING = 11 * 60 + 30


class Diary:
    """All calendars. An entry is made when somebody looks."""

    def __init__(self, directory: Directory, writer: Writer, book: Book, request: Request, calendar: Calendar) -> None:
        self._directory, self._units = directory, directory.units
        self._writer, self._phrases, self._calendar = writer, book.meetings, calendar
        self._key = key("population", request.seed, request.world, "calendars")
        self._days = calendar.working_days(DAYS)
        self._top = directory.line(0)[-1]

    def meetings(self, person: int) -> Sequence[Meeting]:
        """The calendar of somebody, by time."""
        directory = self._directory
        found = [self._gathering("company", self._top, COMPANY_DAY, person)]
        unit = directory.unit_of(person)
        if unit >= 0:
            head = self._units.head(self._units.department_unit(self._units.department_name(unit)))
            found.append(self._gathering("department", head, DEPARTMENT_DAY, person))
        if person < directory.people and directory.manager_of(person) >= 0:
            manager = directory.manager_of(person)
            team = directory.reports(manager)
            found += [*self._rounds(manager, team), self._talk(manager, person, bisect_left(team, person))]
        led = directory.reports(person)
        if led:
            found += [*self._rounds(person, led), *(self._talk(person, report, k) for k, report in enumerate(led))]
        return sorted(found, key=lambda meeting: (meeting.at, meeting.id))

    def _free_days(self, leader: int) -> list[int]:
        """The days on which somebody meets those who report to them; people of the story are busy on its day."""
        return self._days if leader < self._directory.people else [day for day in self._days if day > 0]

    def _rounds(self, leader: int, team: list[int]) -> list[Meeting]:
        """The weekly meetings of somebody with all who report to them."""
        lot = bits(self._key, leader)
        days = self._free_days(leader)
        first = lot % (WEEK - (len(self._days) - len(days)))
        at = TEAM_HOURS[self._shift(leader)]
        subject = self._subject("team", lot, leader)
        people = tuple(map(self._directory.id_of, team))
        return [
            Meeting(
                f"cal-t{leader}-{week}", self._directory.id_of(leader), people, self._calendar.minute(day, at), subject
            )
            for week, day in enumerate(days[first::WEEK])
        ]

    def _talk(self, leader: int, report: int, place: int) -> Meeting:
        """The talk of somebody with their lead, to whom they are the report with this number."""
        days = self._free_days(leader)
        turn, day = divmod(place, len(days))
        at = self._calendar.minute(days[day], TALK_HOURS[self._shift(leader)] + turn * TALK_MINUTES)
        subject = self._subject("one_to_one", bits(self._key, report), leader)
        ids = self._directory.id_of(leader), (self._directory.id_of(report),)
        return Meeting(f"cal-o{report}", *ids, at, subject, TALK_MINUTES)

    def _gathering(self, kind: str, host: int, day: int, guest: int) -> Meeting:
        """A meeting of many as it stands in the calendar of one."""
        at = self._calendar.minute(self._days[day], GATHERING)
        guests = () if guest == host else (self._directory.id_of(guest),)
        subject = self._subject(kind, bits(self._key, host), host)
        return Meeting(f"cal-{kind[0]}{host}-{guest}", self._directory.id_of(host), guests, at, subject, 60)

    def _subject(self, kind: str, lot: int, host: int) -> str:
        phrases = self._phrases[kind]
        unit, site = self._directory.unit_of(host), self._directory.site_of(host)
        scene = Scene(lot, 0, host, max(unit, 0), site, host, host)
        return self._writer.write(phrases[(lot >> 32) % len(phrases)], scene)

    def _shift(self, leader: int) -> int:
        """Which of two hours somebody keeps for those who report to them; their own lead keeps the other."""
        return len(self._directory.line(leader)) % 2
