"""How a mail of a large company is worded: from what the columns say of it, with the phrase book."""

from typing import NamedTuple

from corpsim.population.dice import bits, key
from corpsim.population.directory import Directory
from corpsim.population.organisation import function_of
from corpsim.population.phrasebook import Book, Phrase, Subject
from corpsim.population.request import Request
from corpsim.population.writer import Scene, Writer

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

    def __init__(self, directory: Directory, writer: Writer, book: Book, request: Request) -> None:
        self._directory, self._writer, self._parts = directory, writer, book.parts
        self._topics = [book.topics[function_of(name)] for name in directory.units.departments]
        self._threads = key("population", request.seed, request.world, "letters")
        self._mails = key("population", request.seed, request.world, "wordings")

    def write(self, letter: Letter) -> tuple[str, str]:
        """Subject and body of a mail."""
        directory, write, opener = self._directory, self._writer.write, letter.opener
        thread, lot = bits(self._threads, letter.root), bits(self._mails, letter.number)
        unit = directory.unit_of(opener)
        topics = self._topics[directory.units.department(unit)]
        topic = topics[thread % len(topics)]
        people = letter.people
        scene = Scene(thread, letter.began, opener, unit, directory.site_of(opener), people[0], letter.sender)
        subject = write(_pick(topic.subjects, thread >> 8), scene)
        greeting = _pick(self._parts["greet_all" if len(people) > 2 else "greet"], lot >> 40)
        words = self._words(topic, letter.turn, thread, lot)
        body = write(greeting, scene) + write(words, scene) + write(_pick(self._parts["sign"], lot >> 48), scene)
        return (f"Re: {subject}" if letter.turn else subject), body

    def _words(self, topic: Subject, turn: int, thread: int, lot: int) -> Phrase:
        """What a mail says between its greeting and its name."""
        if turn == 0:
            return _pick(topic.asks, thread >> 16)
        if turn == LAST:
            return _pick(topic.closes if lot & 3 == 0 else self._parts["close"], lot >> 8)
        if turn == 1:
            return _pick(topic.answers if lot & 3 else self._parts["answer"], lot >> 8)
        return _pick(topic.answers if lot & 7 == 0 else self._parts["follow"], lot >> 8)


def _pick(phrases: tuple[Phrase, ...], lot: int) -> Phrase:
    return phrases[(lot & 0xFFFF) % len(phrases)]
