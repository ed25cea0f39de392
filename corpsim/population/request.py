"""What a large company is drawn from, and the name under which the drawing is kept."""

from datetime import datetime
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import msgspec
from msgspec import Struct

from corpsim.errors import InvalidConfiguration
from corpsim.records import Company, Person

VERSION = 3
"""Of the drawing: changes whenever the same request could give another company."""

MAILS_EACH = 10
"""Mails per employee of the company where a request does not say how many."""

MOST_PEOPLE = 2_000_000
MOST_MAILS = 50_000_000


class Request(Struct, frozen=True):
    """Everything a drawing depends on.

    `size` is the number of employees behind the story, `mails` the number of their mails (None: `MAILS_EACH` for every
    employee of the company), `ends_at` the last minute of the episode. `circle` holds the people of the story with
    their managers and departments: employees, assistant, mailboxes and outsiders. `lists` are names nobody may have,
    `coming` ids of those of the circle who are not there yet: they have neither mail nor meetings. Raises
    InvalidConfiguration.
    """

    seed: int
    world: str
    size: int
    mails: int | None
    company: Company
    start: datetime
    ends_at: int
    locales: tuple[str, ...]
    circle: tuple[Person, ...] = ()
    lists: tuple[str, ...] = ()
    coming: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        wrong = self._problems()
        if wrong:
            raise InvalidConfiguration("; ".join(wrong))

    def _problems(self) -> list[str]:
        found = []
        if not 1 <= self.size <= MOST_PEOPLE:
            found.append(f"size={self.size}: a backdrop has 1 to {MOST_PEOPLE:,} employees")
        if self.mails is not None and not 0 <= self.mails <= MOST_MAILS:
            found.append(f"mails={self.mails}: a backdrop has 0 to {MOST_MAILS:,} mails")
        if not self.locales:
            found.append("locales is empty: names need at least one, e.g. en_US")
        return found

    @property
    def mail_count(self) -> int:
        """How many mails are asked for."""
        if self.mails is not None:
            return self.mails
        return MAILS_EACH * (self.size + sum(person.kind == "employee" for person in self.circle))

    @property
    def insiders(self) -> tuple[Person, ...]:
        """The people of the story who have a mailbox and a calendar here: employees and the assistant."""
        inside = ("employee", "assistant")
        return tuple(person for person in self.circle if person.kind in inside and person.id not in self.coming)

    @property
    def digest(self) -> str:
        """32 hex digits: the address of the company that is drawn from this request."""
        text = msgspec.json.encode((VERSION, _words(), self), order="sorted")
        return blake2b(text, digest_size=16).hexdigest()


@cache
def _words() -> str:
    """A digest of what companies are drawn and worded from: the data files, and the version of the lists of names."""
    hashed = blake2b(version("faker").encode(), digest_size=16)
    for path in sorted(Path(__file__).parent.glob("**/*.yaml")):
        hashed.update(path.name.encode() + b"\0" + path.read_bytes().replace(b"\r\n", b"\n"))
    return hashed.hexdigest()
