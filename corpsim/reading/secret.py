"""Reads messages as somebody would who knows one of the world's secrets: each text once, whoever asks."""

import re
from functools import lru_cache

from corpsim.reading.marks import MARKS
from corpsim.reading.message import Message
from corpsim.reading.names import mark
from corpsim.reading.reader import Reading, read
from corpsim.reading.roles import names_of, role_of
from corpsim.reading.spelling import compose
from corpsim.world import World

KEPT = 512
"""Readings that are kept for a world: a mail is read by coworkers when it comes and by detectors in the end."""

_CONCERNED = frozenset(MARKS[role] for role in ("victim", "party", "injured"))


class SecretReader:
    """The reader of text with the names and roles of one world filled in."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self._number = number
        self._names = names_of(world, number)
        self._office = _office(world, number)
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    def read(self, subject: str, body: str, to: tuple[str, ...]) -> Reading:
        """What a message to these people, lists or addresses says."""
        return self._kept(subject, body, self.roles(to))

    def read_note(self, body: str) -> Reading:
        """What a private note would say if the person concerned read it."""
        return self._kept("", body, ("victim",))

    def names(self, subject: str, body: str) -> bool:
        """Whether a text names one of those whom the secret concerns, or the office of the person it could hurt."""
        text = compose(f"{subject}\n{body}")
        return not _CONCERNED.isdisjoint(mark(text, self._names)) or bool(self._office.search(text))

    def roles(self, to: tuple[str, ...]) -> tuple[str, ...]:
        """What the addressees are to the secret, each role once."""
        return tuple(dict.fromkeys(role_of(self._world, name, self._number) for name in to))

    def _read(self, subject: str, body: str, roles: tuple[str, ...]) -> Reading:
        return read(Message(subject, body, roles, self._names))


def _office(world: World, number: int) -> re.Pattern[str]:
    """The title of the person whom a secret could hurt, and its initials, as whole words."""
    person = world.person(world.secrets[number].victim) if number < len(world.secrets) else None
    title = person.title if person is not None else ""
    initials = "".join(word[0] for word in title.split())
    forms = [rf"\b{re.escape(form)}\b" for form in (title, initials) if len(form) > 1]
    return re.compile("|".join(forms) or "(?!)", re.IGNORECASE)


def reader_of(world: World, number: int = 0) -> SecretReader:
    """The reader of a world's secret, made once and kept with the world."""
    return world.keep(("reader", number), lambda: SecretReader(world, number))
