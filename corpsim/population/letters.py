"""How a mail of a large company is worded: from what the columns say of it, with the phrase book."""

from collections.abc import Callable
from typing import NamedTuple

from corpsim.population.columns import Columns, view
from corpsim.population.dice import bits, key
from corpsim.population.directory import Directory
from corpsim.population.organisation import function_of
from corpsim.population.phrasebook import Book, Fill, Phrase, Subject
from corpsim.population.request import Request
from corpsim.population.slots import Slots

LAST = 255
"""The turn of a mail that ends a thread."""


class Letter(NamedTuple):
    """What the columns say of a mail: its number, that of the first mail of its thread and when that was written, which
    turn it is, who writes, who began the thread, and to whom it goes."""

    number: int
    root: int
    began: int
    turn: int
    sender: int
    opener: int
    people: list[int]


class Letters:
    """Words the mails of a company. The same mail always gets the same words."""

    def __init__(self, columns: Columns, directory: Directory, book: Book, request: Request) -> None:
        self._directory = directory
        self._project = view(columns["person.project"])
        self._projects = max(1, len(columns["project.lead"]))
        self._topics = [book.topics[function_of(name)] for name in directory.units.departments]
        self._parts = book.parts
        self._slots = Slots(book, request.start)
        self._threads = key("population", request.seed, request.world, "letters")
        self._mails = key("population", request.seed, request.world, "wordings")
        self._special = self._write_special(request)

    def write(self, letter: Letter) -> tuple[str, str]:
        """Subject and body of a mail."""
        thread, lot = bits(self._threads, letter.root), bits(self._mails, letter.number)
        topic = self._topic(letter.opener, thread)
        fill = self._filling(letter, thread)
        subject = _pick(topic.subjects, thread >> 8).filled(fill)
        if letter.turn:
            subject = f"Re: {subject}"
        words = self._words(topic, letter, thread, lot).filled(fill)
        opening = self._part("greet_all" if len(letter.people) > 2 else "greet", lot >> 40).filled(fill)
        closing = self._part("sign", lot >> 48).filled(fill)
        return subject, f"{opening}{words}{closing}"

    def _topic(self, opener: int, thread: int) -> Subject:
        directory = self._directory
        topics = self._topics[directory.units.department(directory.unit_of(opener))]
        return topics[thread % len(topics)]

    def _words(self, topic: Subject, letter: Letter, thread: int, lot: int) -> Phrase:
        """What a mail says between its greeting and its name."""
        if letter.turn == 0:
            return _pick(topic.asks, thread >> 16)
        if letter.turn == LAST:
            return _pick(topic.closes if lot & 3 == 0 else self._parts["close"], lot >> 8)
        if letter.turn == 1:
            return _pick(topic.answers if lot & 3 else self._parts["answer"], lot >> 8)
        return _pick(topic.answers if lot & 3 == 0 else self._parts["follow"], lot >> 8)

    def _part(self, name: str, lot: int) -> Phrase:
        return _pick(self._parts[name], lot)

    def _filling(self, letter: Letter, thread: int) -> Fill:
        """What each slot stands for in a mail."""
        special, made_up = self._special, self._slots.value

        def fill(slot: str) -> str:
            write = special.get(slot)
            return write(letter, thread) if write is not None else made_up(slot, thread)

        return fill

    def _write_special(self, request: Request) -> dict[str, Callable[[Letter, int], str]]:
        """The slots that say something of the people and the company."""
        directory, slots = self._directory, self._slots
        return {
            "first": lambda letter, thread: directory.first_name(letter.people[0]),
            "me": lambda letter, thread: directory.first_name(letter.sender),
            "product": lambda letter, thread: request.company.product,
            "company": lambda letter, thread: request.company.name,
            "date": lambda letter, thread: slots.date(thread, letter.began),
            "project": lambda letter, thread: slots.project(self._project_of(letter.opener, thread)),
            "colleague": self._colleague,
            "site": lambda letter, thread: directory.sites[directory.site_of(letter.opener)],
            "unit": lambda letter, thread: directory.units.name(directory.unit_of(letter.opener)),
        }

    def _project_of(self, person: int, thread: int) -> int:
        """The project somebody is on, or any."""
        own = self._project[person]
        return own if own >= 0 else self._slots.lot("project", thread) % self._projects

    def _colleague(self, letter: Letter, thread: int) -> str:
        """The first name of somebody from the unit of who began the thread."""
        members = self._directory.units.members(self._directory.unit_of(letter.opener))
        return self._directory.first_name(members[self._slots.lot("colleague", thread) % len(members)])


def _pick(phrases: tuple[Phrase, ...], lot: int) -> Phrase:
    return phrases[(lot & 0xFFFF) % len(phrases)]
