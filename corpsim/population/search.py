"""Searching the directory: every word of a query has to stand in somebody's entry.

An entry is name, address, title, unit and site. Words are looked up in the few thousand names, titles, units and sites
there are, never in the people; what is found leads to the people by index. The rarest word gives the candidates, and
the others are only checked on them.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from corpsim.population.addresses import AddressPart, read_part
from corpsim.population.dice import Ints
from corpsim.population.directory import Directory
from corpsim.population.lines import lines_of
from corpsim.population.tables import within

KEPT = 256
"""Words of which is kept what they match."""

MOST_WORDS = 20
"""Different words of a query that are looked for."""

SORTS = ("first", "last", "title", "site", "unit")
"""What people are indexed by."""

Flags = npt.NDArray[np.bool_]


class Match(NamedTuple):
    """What a word stands in: flags by first name, last name, title, site and unit, and single people by address.

    `about` is how many people that is at most.
    """

    first: Flags
    last: Flags
    title: Flags
    site: Flags
    unit: Flags
    people: Ints
    about: int


class Search:
    """The index of a directory."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._columns = directory.columns
        self._names = {"first": lines_of(directory.firsts), "last": lines_of(directory.lasts)}
        self._slugs = {"first": lines_of(directory.first_slugs), "last": lines_of(directory.last_slugs)}
        self._titles, self._sites = lines_of(directory.titles), lines_of(directory.sites)
        self._units = lines_of(directory.units.names)
        self._sizes = {name: np.diff(self._columns[f"{name}.start"].astype(np.int64)) for name in SORTS}
        self._match = lru_cache(KEPT)(self._find)

    def people(self, text: str) -> Ints:
        """The numbers of those whose entry has every word of a text, in order; all for a text without words."""
        words = list(dict.fromkeys(text.lower().split()))[:MOST_WORDS]
        # Everybody's address ends in the same way.
        telling = [word for word in words if word not in f"@{self._directory.domain}"]
        matches = sorted(map(self._match, telling), key=lambda match: match.about)
        if not matches:
            return np.arange(self._directory.people)
        found = self._candidates(matches[0])
        for match in matches[1:]:
            found = found[self._fits(match, found)]
        return found

    def _find(self, word: str) -> Match:
        columns = self._columns
        first, last = self._name("first", word), self._name("last", word)
        title = _flags(self._titles.containing(word), len(self._directory.titles))
        site = _flags(self._sites.containing(word), len(self._directory.sites))
        unit = self._unit_flags(word)
        part = read_part(word, self._directory.domain)
        people = self._addressed(part) if part is not None else np.empty(0, dtype=np.int64)
        by_name = zip(("last", "title", "site", "unit"), (last, title, site, unit), strict=True)
        about = sum(int(self._sizes[name][flags].sum()) for name, flags in by_name) + len(people)
        about += int(self._sizes["first"][np.unique(columns["first.slug"][first])].sum())
        return Match(first, last, title, site, unit, people, about)

    def _name(self, kind: str, word: str) -> Flags:
        """The names that contain a word as they are written or as they stand in an address."""
        flags = self._slug_flags(kind, word, lambda slug: True)
        flags[self._names[kind].containing(word)] = True
        return flags

    def _unit_flags(self, word: str) -> Flags:
        """The units whose path contains a word."""
        units = self._directory.units
        named = _flags(self._units.containing(word.rpartition("/")[2]), len(units.names))
        found = np.flatnonzero(named[self._columns["unit.name"]])
        if "/" in word:
            found = np.array([unit for unit in found.tolist() if word in units.path(unit).lower()], dtype=np.int64)
        # What stands in a path stands in the paths of all units inside.
        nested = np.zeros(len(units) + 1, dtype=np.int64)
        nested[found] = 1
        np.subtract.at(nested, self._columns["unit.end"][found], 1)
        return np.cumsum(nested[:-1]) > 0

    def _addressed(self, part: AddressPart) -> Ints:
        """The people in whose address a part stands that is more than a piece of one name."""
        columns = self._columns
        first, last = (
            self._slug_flags("first", part.first, part.fits_first),
            self._slug_flags("last", part.last, part.fits_last),
        )
        if part.last:
            people = _grouped(columns["last.start"], columns["last.people"], np.flatnonzero(last))
        elif part.dotted:
            people = _spans(columns["first.start"], np.unique(columns["first.slug"][first]))
        else:
            people = np.arange(self._directory.people)
        people = people[first[columns["person.first"][people]] & last[columns["person.last"][people]]]
        number = columns["person.number"][people]
        behind = [nth for nth in np.unique(number).tolist() if part.fits_number(str(nth) if nth > 1 else "")]
        return np.sort(people[np.isin(number, behind)])

    def _slug_flags(self, kind: str, piece: str, fits: Callable[[str], bool]) -> Flags:
        """The names that can stand in an address, `piece` being contained in all of them."""
        slugs = self._directory.first_slugs if kind == "first" else self._directory.last_slugs
        if not piece:
            # Whether nothing stands in a name does not depend on the name.
            return np.full(len(self._columns[f"{kind}.slug"]), fits(slugs[0]))
        able = [slug for slug in self._slugs[kind].containing(piece) if fits(slugs[slug])]
        flags: Flags = _flags(able, len(slugs))[self._columns[f"{kind}.slug"]]
        return flags

    def _candidates(self, match: Match) -> Ints:
        """Everybody whose entry a word stands in, in order."""
        columns, found = self._columns, np.zeros(self._directory.people, dtype=np.bool_)
        named = _spans(columns["first.start"], np.unique(columns["first.slug"][match.first]))
        found[named] = match.first[columns["person.first"][named]]
        found[match.people] = True
        for name in SORTS[1:]:
            flagged = np.flatnonzero(getattr(match, name))
            found[_grouped(columns[f"{name}.start"], columns[f"{name}.people"], flagged)] = True
        return np.flatnonzero(found)

    def _fits(self, match: Match, people: Ints) -> Flags:
        """Which of some people have a word in their entry."""
        columns = self._columns
        flags = np.isin(people, match.people)
        for name in SORTS:
            flags |= getattr(match, name)[columns[f"person.{name}"][people]]
        return flags


def _flags(numbers: Sequence[int], count: int) -> Flags:
    flags = np.zeros(count, dtype=np.bool_)
    flags[numbers] = True
    return flags


def _spans(start: Ints, groups: Ints) -> Ints:
    """The numbers from where groups begin to where they end."""
    first = start[groups].astype(np.int64)
    return within(first, start[groups + 1].astype(np.int64) - first)


def _grouped(start: Ints, things: Ints, groups: Ints) -> Ints:
    """What is in some groups."""
    return things[_spans(start, groups)].astype(np.int64)
