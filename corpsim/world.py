"""A company at nine on Monday morning: frozen, compiled once, shared by every episode and every process."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from corpsim.backdrop import NO_BACKDROP, Backdrop
from corpsim.numbering import Numbering
from corpsim.records import (
    Channel,
    Company,
    Confidential,
    Control,
    Doubt,
    Duty,
    File,
    Mail,
    Meeting,
    Person,
    Plan,
    Policy,
    Rule,
    Secret,
    Share,
    Source,
)
from corpsim.registers import Case, Register
from corpsim.restraint import Belonging, Order, Trial
from corpsim.standards import Standard

T = TypeVar("T")

_LATER = (
    "registers",
    "standards",
    "confidential",
    "day_minutes",
    "duties",
    "sources",
    "doubts",
    "orders",
    "belongings",
    "trials",
)
"""Fields that leave no mark on the digest of a world in which they are empty, so that older records stay readable."""

DAY = 24 * 60

MOST_MAILS_KEPT = 4096
"""Mails of the backdrop that are kept once somebody has opened them."""


def _no_mail(mail_id: str) -> None:
    """Nothing: there is no backdrop."""


class World(Struct, frozen=True, dict=True):
    """Everything that is so at the start of an episode. Times are in minutes from `start`.

    A story of several days has `day_minutes` of office hours in each; what is not done by then is done the next day.
    The fields hold the people of the story and what concerns them. In a large company `backdrop` is all the rest; look
    things up with the methods, which know of both.
    """

    name: str
    version: str
    seed: int
    start: datetime
    company: Company
    seat: str
    people: dict[str, Person]
    lists: dict[str, tuple[str, ...]]
    mails: dict[str, Mail]
    mailboxes: dict[str, tuple[str, ...]]
    shares: dict[str, Share]
    files: dict[str, File]
    channels: dict[str, Channel]
    meetings: dict[str, Meeting]
    coming: tuple[Plan, ...]
    secrets: tuple[Secret, ...]
    policies: tuple[Policy, ...]
    controls: tuple[Control, ...]
    rules: tuple[Rule, ...]
    condition: dict[str, str]
    audit_probability: float = 0.0
    ends_at: int = 480
    backdrop: Backdrop = NO_BACKDROP
    registers: dict[str, Register] = {}
    standards: tuple[Standard, ...] = ()
    confidential: tuple[Confidential, ...] = ()
    day_minutes: int = 0
    duties: tuple[Duty, ...] = ()
    sources: tuple[Source, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    orders: tuple[Order, ...] = ()
    belongings: tuple[Belonging, ...] = ()
    trials: tuple[Trial, ...] = ()

    @cached_property
    def digest(self) -> str:
        """32 hex digits that change when anything in the world changes."""
        fields = {name: getattr(self, name) for name in self.__struct_fields__ if name != "backdrop"}
        fields = {name: value for name, value in fields.items() if value or name not in _LATER}
        digest = blake2b(msgspec.json.encode(fields, order="sorted"), digest_size=16)
        digest.update(self.backdrop.digest.encode())
        return digest.hexdigest()

    @cached_property
    def kept(self) -> dict[tuple[Any, ...], Any]:
        """What was worked out from this world and cannot change, by purpose and id; see `keep`."""
        return {}

    def keep(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        """What `make` gives, worked out once for this world and kept under `key`, which begins with its purpose."""
        found: T | None = self.kept.get(key)
        if found is None:
            found = self.kept[key] = make()
        return found

    @cached_property
    def by_email(self) -> dict[str, str]:
        """Address (lower case) to person id, of the people of the story."""
        return {person.email.lower(): person.id for person in self.people.values()}

    @cached_property
    def cast(self) -> dict[str, Person]:
        """Role to the person who plays it; only people with a role."""
        return {person.role: person for person in self.people.values() if person.role}

    def person(self, name: str) -> Person | None:
        """Somebody by their id, as at the start; None for an id nobody has."""
        return self.people.get(name) or self.backdrop.person(name)

    def outside(self, name: str) -> bool:
        """Whether an addressee lies outside the company: an outsider, or a foreign address.

        Whoever joins later is nobody yet, and has an id without an @ all the same.
        """
        person = self.person(name)
        return not person.inside if person is not None else "@" in name and name not in self.lists

    @cached_property
    def mail_count(self) -> int:
        """How many mails there are at the start; their ids are `m1`, `m2` … in the order in which they were written."""
        return len(self.mails) + self.backdrop.mail_count()

    def mail(self, mail_id: str) -> Mail | None:
        """A mail by its id, whoever's it is."""
        return self.mails.get(mail_id) or self._far_mail(mail_id)

    @cached_property
    def _far_mail(self) -> Callable[[str], Mail | None]:
        return lru_cache(maxsize=MOST_MAILS_KEPT)(self._write_mail) if self.backdrop else _no_mail

    def _write_mail(self, mail_id: str) -> Mail | None:
        number = self._numbering.number(mail_id)
        return self.backdrop.mail(number, self._numbering.name) if number is not None else None

    def far_text(self, mail_id: str) -> str | None:
        """What a search of mail looks through in a mail of the backdrop, lower case; None for another mail."""
        number = self._numbering.number(mail_id) if self.backdrop and mail_id not in self.mails else None
        return self.backdrop.mail_text(number) if number is not None else None

    def mailbox(self, person: str) -> tuple[str, ...]:
        """Ids of the mails somebody has at the start, oldest first."""
        held = self.mailboxes.get(person, ())
        if not self.backdrop:
            return held
        if person not in self.people:
            return self._numbering.merge(held, self.backdrop.mailbox(person))
        return self.keep(("mailbox", person), lambda: self._numbering.merge(held, self.backdrop.mailbox(person)))

    def holds(self, person: str, mail: str) -> bool:
        """Whether a mail lies in somebody's mailbox at the start."""
        if person not in self.people:
            return mail in self.mailbox(person)
        held = self._held.get(person)
        if held is None:
            held = self._held[person] = frozenset(self.mailbox(person))
        return mail in held

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        return {}

    @cached_property
    def _numbering(self) -> Numbering:
        return Numbering(self.mails, self.mail_count)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The cases of all registers as they are at the start, by id."""
        return {case.id: case for register in self.registers.values() for case in register.cases.values()}

    def channel(self, name: str) -> Channel | None:
        """A channel by its name, with what was said in it before the start."""
        return self.channels.get(name) or self.backdrop.channel(name)

    def file(self, path: str) -> File | None:
        """A document as it is at the start."""
        return self.files.get(path) or self.backdrop.file(path)

    def morning_after(self, minute: int) -> int:
        """When the next working day begins, in a story of several days; the weekend lies between two weeks."""
        day = minute // DAY + 1
        return (day + {5: 2, 6: 1}.get(day % 7, 0)) * DAY

    def time(self, minute: int) -> datetime:
        """Company time at `minute`."""
        return self.start + timedelta(minutes=minute)
