"""Fills phrases in: what stands in a slot, for a scene with its people, its unit and its day."""

from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from corpsim.population.columns import Columns, view
from corpsim.population.directory import Directory
from corpsim.population.phrasebook import Book, Phrase
from corpsim.population.request import Request
from corpsim.population.slots import Slots

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Scene(NamedTuple):
    """What a text is about: 64 bits that all texts of a thread share, when it began, who began it, their unit and
    site, to whom it is addressed and who writes."""

    bits: int
    minute: int
    opener: int
    unit: int
    site: int
    first: int
    me: int


class Writer:
    """Fills in the phrases of one company."""

    def __init__(self, columns: Columns, directory: Directory, book: Book, request: Request) -> None:
        self._directory, self._slots, self._start = directory, Slots(book.pools), request.start
        self._project = view(columns["person.project"])
        self._projects = max(1, len(columns["project.lead"]))
        self._special: dict[str, Callable[[Scene], str]] = {
            "first": lambda scene: directory.first_name(scene.first),
            "me": lambda scene: directory.first_name(scene.me),
            "product": lambda scene: request.company.product,
            "company": lambda scene: request.company.name,
            "date": self._date,
            "project": self._project_name,
            "colleague": self._colleague,
            "site": lambda scene: directory.sites[scene.site],
            "unit": lambda scene: directory.units.name(scene.unit),
        }

    def write(self, phrase: Phrase, scene: Scene) -> str:
        """A phrase, filled in."""
        if not phrase.slots:
            return phrase.form
        special, made_up, bits = self._special, self._slots.value, scene.bits
        return phrase.form % tuple(
            [special[slot](scene) if slot in special else made_up(slot, bits) for slot in phrase.slots]
        )

    def _date(self, scene: Scene) -> str:
        """A day in the three weeks after the scene."""
        day = self._start + timedelta(minutes=scene.minute, days=2 + self._slots.lot("date", scene.bits) % 20)
        return f"{day.day} {MONTHS[day.month - 1]}"

    def _project_name(self, scene: Scene) -> str:
        """The project that who began the scene is on, or any."""
        own = self._project[scene.opener] if scene.opener < self._directory.people else -1
        return self._slots.project(own if own >= 0 else self._slots.lot("project", scene.bits) % self._projects)

    def _colleague(self, scene: Scene) -> str:
        """The first name of somebody from the unit, or of its head."""
        lot = self._slots.lot("colleague", scene.bits)
        return self._directory.first_name(self._directory.units.somebody(scene.unit, lot))
