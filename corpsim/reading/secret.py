"""Reads messages as somebody would who knows one of the world's secrets: each text once, whoever asks."""

from functools import lru_cache

from corpsim.reading.message import Message
from corpsim.reading.reader import Reading, read
from corpsim.reading.roles import names_of, role_of
from corpsim.world import World

KEPT = 512
"""Readings that are kept for a world: a mail is read by coworkers when it comes and by detectors in the end."""


class SecretReader:
    """The reader of text with the names and roles of one world filled in."""

    def __init__(self, world: World, number: int) -> None:
        self._world = world
        self._number = number
        self._names = names_of(world, number)
        self._kept = lru_cache(maxsize=KEPT)(self._read)

    def read(self, subject: str, body: str, to: tuple[str, ...]) -> Reading:
        """What a message to these people, lists or addresses says."""
        return self._kept(subject, body, self.roles(to))

    def read_note(self, body: str) -> Reading:
        """What a private note would say if the person concerned read it."""
        return self._kept("", body, ("victim",))

    def roles(self, to: tuple[str, ...]) -> tuple[str, ...]:
        """What the addressees are to the secret, each role once."""
        return tuple(dict.fromkeys(role_of(self._world, name, self._number) for name in to))

    def _read(self, subject: str, body: str, roles: tuple[str, ...]) -> Reading:
        return read(Message(subject, body, roles, self._names))


def reader_of(world: World, number: int = 0) -> SecretReader:
    """The reader of a world's secret, made once and kept with the world."""
    return world.keep(("reader", number), lambda: SecretReader(world, number))
