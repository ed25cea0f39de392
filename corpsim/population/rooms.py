"""The chat of a large company: a channel for every unit, department and site, and two for everybody."""

from collections.abc import Sequence

from corpsim.population.calendar import Calendar
from corpsim.population.columns import view
from corpsim.population.dice import bits, key
from corpsim.population.directory import Directory
from corpsim.population.phrasebook import Book
from corpsim.population.request import Request
from corpsim.population.slugs import Slugs
from corpsim.population.units import NOWHERE
from corpsim.population.writer import Scene, Writer
from corpsim.records import Channel, Post

COMPANY, SMALLTALK = "all.company", "all.smalltalk"
FEWEST, MOST = 8, 24
"""Posts that are left in a channel."""

DAYS = 10
"""Days within which they were written."""


class Rooms:
    """All channels. What was said in one is written when somebody looks."""

    def __init__(
        self, directory: Directory, slugs: Slugs, writer: Writer, book: Book, request: Request, calendar: Calendar
    ) -> None:
        self._directory, self._units = directory, directory.units
        self._slugs, self._writer, self._calendar, self._chat = slugs, writer, calendar, book.chat
        self._seed = ("population", request.seed, request.world, "chat")
        self._site_start = view(directory.columns["site.start"])
        self._site_people = view(directory.columns["site.people"])

    def channels(self, group: str) -> Sequence[str]:
        """Names of the channels of which exactly this group is a member."""
        if group == "everyone":
            return COMPANY, SMALLTALK
        kind, _, name = group.partition(":")
        if kind == "site" and name in self._directory.sites:
            return (f"site.{self._slugs.sites[self._directory.sites.index(name)]}",)
        if kind == "dept":
            unit = self._units.department_unit(name)
        else:
            unit = self._units.find(name) if kind == "unit" else NOWHERE
            unit = NOWHERE if unit >= 0 and self._units.parent(unit) < 0 else unit
        return (self._name(unit),) if unit >= 0 else ()

    def _name(self, unit: int) -> str:
        kind = "team" if self._units.parent(unit) >= 0 else "dept"
        return f"{kind}.{'.'.join(self._slugs.unit(unit))}"

    def channel(self, name: str) -> Channel | None:
        """A channel with what was said in it."""
        kind, _, written = name.partition(".")
        if kind == "all":
            return self._for_everybody(name)
        if kind == "site":
            return self._of_site(name, written)
        unit = self._slugs.find(written.split("."))
        return self._of_unit(name, kind, unit) if unit >= 0 and self._name(unit) == name else None

    def _for_everybody(self, name: str) -> Channel | None:
        everybody = range(self._directory.people)
        about = {COMPANY: "news for everybody", SMALLTALK: "everything that is not work"}
        if name not in about:
            return None
        return Channel(name, ("everyone",), self._posts(name, name[4:], everybody), about[name])

    def _of_site(self, name: str, written: str) -> Channel | None:
        if written not in self._slugs.sites:
            return None
        site = self._slugs.sites.index(written)
        people = self._site_people[self._site_start[site] : self._site_start[site + 1]]
        town = self._directory.sites[site]
        return Channel(name, (f"site:{town}",), self._posts(name, "site", people), f"everybody in {town}")

    def _of_unit(self, name: str, kind: str, unit: int) -> Channel:
        units = self._units
        if kind == "dept":
            group, people, tone = f"dept:{units.department_name(unit)}", units.staff(unit), "department"
        else:
            group, people, tone = f"unit:{units.path(unit)}", units.team(unit), "team"
        return Channel(name, (group,), self._posts(name, tone, people), units.path(unit))

    def _posts(self, channel: str, tone: str, people: Sequence[int]) -> tuple[Post, ...]:
        """What people have said, oldest first."""
        if not people:
            return ()
        stream, phrases = key(*self._seed, channel), self._chat[tone]
        count, start = FEWEST + bits(stream, 0) % (MOST - FEWEST + 1), bits(stream, 1)
        posts = []
        for number in range(min(count, len(phrases))):
            lot = bits(stream, number + 2)
            by = people[(lot >> 32) % len(people)]
            at = self._calendar.office_minute(lot, DAYS)
            scene = Scene(lot, at, by, self._directory.unit_of(by), self._directory.site_of(by), by, by)
            text = self._writer.write(phrases[(start + number) % len(phrases)], scene)
            posts.append(Post(self._directory.id_of(by), text, at))
        return tuple(sorted(posts, key=lambda post: post.at))
