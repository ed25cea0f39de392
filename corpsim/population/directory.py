"""The directory of a large company: ids, people, where they stand, who reports to whom."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from corpsim.backdrop import Profile
from corpsim.population.columns import Columns, read_words, view
from corpsim.population.names import MOST_LETTERS, slug
from corpsim.population.request import Request
from corpsim.population.units import Units
from corpsim.records import Person

KEPT = 4096
"""People, and numbers of people by id, that are kept once looked up."""

LONGEST = 2 * MOST_LETTERS + 8
"""Characters of an id of the backdrop at most."""

NOBODY = -1
_ID = re.compile(r"([a-z]+)\.([a-z]+)([1-9][0-9]{0,6})?")


class Directory:
    """Everybody by number: those of the backdrop in the order of their ids, then the insiders of the story."""

    def __init__(self, columns: Columns, request: Request) -> None:
        self.columns = columns
        self.units = Units(columns)
        self.people = len(columns["person.first"])
        self.insiders = request.insiders
        self.domain = request.company.domain
        self._start = request.start
        self._inside = {person.id: self.people + k for k, person in enumerate(request.insiders)}
        self._above = [self._line_inside(person) for person in request.insiders]
        self._first, self._last = view(columns["person.first"]), view(columns["person.last"])
        self._number, self._title = view(columns["person.number"]), view(columns["person.title"])
        self._unit, self._site = view(columns["person.unit"]), view(columns["person.site"])
        self._manager, self._dotted = view(columns["person.manager"]), view(columns["person.dotted"])
        self._months = view(columns["person.months"])
        self._first_start = view(columns["first.start"])
        self._reports_start, self._reports = columns["reports.start"], columns["reports.people"]
        self.firsts, self.lasts = read_words(columns["words.firsts"]), read_words(columns["words.lasts"])
        self.first_slugs = read_words(columns["words.first_slugs"])
        self.last_slugs = read_words(columns["words.last_slugs"])
        self._first_slug, self._last_slug = view(columns["first.slug"]), view(columns["last.slug"])
        self.titles, self.sites = read_words(columns["words.titles"]), read_words(columns["words.sites"])
        self.person = lru_cache(KEPT)(self._write)
        self._number_of = lru_cache(KEPT)(self._find)

    def _line_inside(self, person: Person) -> list[int]:
        """The insiders of the story above one of them."""
        managers = {insider.id: insider.manager for insider in self.insiders}
        found: list[int] = []
        above = person.manager
        while above in self._inside and self._inside[above] not in found:
            found.append(self._inside[above])
            above = managers[above]
        return found

    # numbers and ids

    def id_of(self, number: int) -> str:
        """The id of somebody."""
        if number >= self.people:
            return self.insiders[number - self.people].id
        first, last, nth = self.address_of(number)
        return f"{first}.{last}{nth}"

    def address_of(self, number: int) -> tuple[str, str, str]:
        """The parts of an id of the backdrop: first name, last name, and the number of those who are not the first."""
        nth = self._number[number]
        first = self.first_slugs[self._first_slug[self._first[number]]]
        last = self.last_slugs[self._last_slug[self._last[number]]]
        return first, last, str(nth) if nth > 1 else ""

    def number_of(self, person_id: str) -> int:
        """The number of somebody with this id, NOBODY for an id that neither the backdrop nor the insiders have."""
        inside = self._inside.get(person_id)
        if inside is not None:
            return inside
        return self._number_of(person_id) if len(person_id) <= LONGEST else NOBODY

    def _find(self, person_id: str) -> int:
        """The number of somebody of the backdrop with this id, or NOBODY."""
        found = _ID.fullmatch(person_id)
        if found is None:
            return NOBODY
        first, end = self._namesakes(found[1], found[2])
        nth = int(found[3] or 1)
        if found[3] == "1":
            return NOBODY
        return next((number for number in range(first, end) if self._number[number] == nth), NOBODY)

    def _namesakes(self, first: str, last: str) -> tuple[int, int]:
        """The people with these names, as they stand in ids: from which number to before which."""
        place = bisect_left(self.first_slugs, first)
        if place == len(self.first_slugs) or self.first_slugs[place] != first:
            return 0, 0
        low, high = self._first_start[place], self._first_start[place + 1]
        slug = bisect_left(self.last_slugs, last)
        if slug == len(self.last_slugs) or self.last_slugs[slug] != last:
            return 0, 0
        # Last names are numbered in the order of how they stand in ids, so those of one slug lie together.
        begin = bisect_left(self._last_slug, slug)
        end = bisect_left(self._last_slug, slug + 1)
        return bisect_left(self._last, begin, low, high), bisect_left(self._last, end, low, high)

    def __iter__(self) -> Iterator[str]:
        return map(self.id_of, range(self.people))

    # people

    def first_name(self, number: int) -> str:
        """The first name of somebody."""
        if number >= self.people:
            return self.insiders[number - self.people].first
        return self.firsts[self._first[number]]

    def full_name(self, number: int) -> str:
        """First and last name of somebody."""
        if number >= self.people:
            return self.insiders[number - self.people].name
        return f"{self.firsts[self._first[number]]} {self.lasts[self._last[number]]}"

    def _write(self, number: int) -> Person:
        """The record of somebody of the backdrop."""
        person_id, manager = self.id_of(number), self._manager[number]
        return Person(
            person_id,
            self.firsts[self._first[number]],
            self.lasts[self._last[number]],
            f"{person_id}@{self.domain}",
            self.titles[self._title[number]],
            self.units.department_name(self._unit[number]),
            self.id_of(manager) if manager >= 0 else None,
        )

    def named(self, name: str) -> list[str]:
        """Ids of those with this full name, in order; upper and lower case are the same."""
        words = name.casefold().split()
        if len(words) != 2:
            return []
        people = range(*self._namesakes(slug(words[0]), slug(words[1])))
        return [self.id_of(number) for number in people if self.full_name(number).casefold().split() == words]

    # where somebody stands

    def profile(self, number: int) -> Profile:
        """Where somebody stands; an insider is at head office, in the unit of their department."""
        if number >= self.people:
            unit = self.unit_of(number)
            return Profile(self.units.path(unit) if unit >= 0 else "", self.sites[0], self._month(0))
        dotted = self._dotted[number]
        return Profile(
            self.units.path(self._unit[number]),
            self.sites[self._site[number]],
            self._month(self._months[number]),
            self.id_of(dotted) if dotted >= 0 else None,
        )

    def _month(self, ago: int) -> str:
        year, month = divmod(self._start.year * 12 + self._start.month - 1 - ago, 12)
        return f"{year:04}-{month + 1:02}"

    def unit_of(self, number: int) -> int:
        """The unit somebody is in, NOBODY for an insider without a department."""
        if number < self.people:
            return self._unit[number]
        return self.units.department_unit(self.insiders[number - self.people].department)

    def site_of(self, number: int) -> int:
        """The site somebody works at."""
        return self._site[number] if number < self.people else 0

    def manager_of(self, number: int) -> int:
        """Whom somebody of the backdrop reports to, or NOBODY."""
        return self._manager[number]

    def line(self, number: int) -> list[int]:
        """Somebody and all above them, the head of the company last."""
        found = [number]
        while number < self.people and self._manager[number] >= 0:
            number = self._manager[number]
            found.append(number)
        if number >= self.people:
            found += self._above[number - self.people]
        return found

    def reports(self, number: int) -> list[int]:
        """The people of the backdrop who report to somebody, in order."""
        first, end = self._reports_start[number], self._reports_start[number + 1]
        found: list[int] = self._reports[first:end].tolist()
        return found

    def head(self, department: str) -> str | None:
        """Who leads a department that nobody of the story belongs to; None for another."""
        unit = self.units.department_unit(department)
        if unit < 0 or self.units.head(unit) >= self.people:
            return None
        return self.id_of(self.units.head(unit))
