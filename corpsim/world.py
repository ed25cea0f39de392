"""A company at nine on Monday morning: frozen, compiled once, shared by every episode and every process."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import blake2b
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from corpsim.records import (
    Channel,
    Company,
    Control,
    File,
    Mail,
    Meeting,
    Person,
    Plan,
    Policy,
    Rule,
    Secret,
    Share,
)

T = TypeVar("T")


class World(Struct, frozen=True, dict=True):
    """Everything that is so at the start of an episode. Times are in minutes from `start`."""

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

    @cached_property
    def digest(self) -> str:
        """32 hex digits that change when anything in the world changes."""
        return blake2b(msgspec.json.encode(self, order="sorted"), digest_size=16).hexdigest()

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
        """Address (lower case) to person id."""
        return {person.email.lower(): person.id for person in self.people.values()}

    @cached_property
    def cast(self) -> dict[str, Person]:
        """Role to the person who plays it; only people with a role."""
        return {person.role: person for person in self.people.values() if person.role}

    def holds(self, person: str, mail: str) -> bool:
        """Whether a mail lies in somebody's mailbox at the start."""
        return mail in self._held.get(person, ())

    @cached_property
    def _held(self) -> dict[str, frozenset[str]]:
        return {person: frozenset(mails) for person, mails in self.mailboxes.items()}

    def outside(self, name: str) -> bool:
        """Whether an addressee lies outside the company: an outsider, or a foreign address."""
        person = self.people.get(name)
        return not person.inside if person is not None else name not in self.lists

    def time(self, minute: int) -> datetime:
        """Company time at `minute`."""
        return self.start + timedelta(minutes=minute)
