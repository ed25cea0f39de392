"""events.yaml: what comes during the day, whatever the seat does: mails, posts, changes in the company."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated

from pydantic import Field, RootModel

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    Address,
    ChannelName,
    Deed,
    Deeds,
    FilePath,
    Key,
    MeetingKey,
    Plain,
    Record,
    Role,
    Who,
)
from corpsim.template.format.times import At


class ComingMail(Record):
    """A mail that somebody will send."""

    sender: Who = Field(alias="from")
    to: Annotated[list[Address], Field(min_length=1)]
    cc: list[Address] = []
    bcc: list[Address] = []
    subject: Deeds
    body: Deeds
    attach: list[FilePath] = []


class ComingPost(Record):
    """Something that somebody will say in a channel."""

    by: Who
    channel: ChannelName
    text: Deeds


class Absence(Record):
    """Somebody goes out of office; `delegate` signs for them."""

    person: Who
    until: At
    delegate: Who | None = None


class Return(Record):
    """Somebody is back."""

    person: Who


class Transfer(Record):
    """Somebody moves to another department and manager."""

    person: Who
    department: str
    manager: Who


class Hire(Record):
    """Somebody joins: a role with `hired: true`."""

    role: Role


class Leave(Record):
    """Somebody leaves the company."""

    person: Who
    reports_to: Who | None = None


class Promote(Record):
    """Somebody has a new title, and a new manager if one is named."""

    person: Who
    title: Plain
    manager: Who | None = None


class NewManager(Record):
    """Somebody reports to somebody else."""

    person: Who
    manager: Who


class Reorganise(Record):
    """A department goes over to another name and head."""

    department: str
    into: str
    head: Who


class Decommission(Record):
    """The seat is switched off."""

    by: Who
    reason: Deed


class EventEntry(Record):
    """Something that comes: when, under which conditions, and exactly one of the kinds."""

    at: At
    key: Key | None = None
    by: Who | None = None
    when: When = {}
    unless_cancelled: MeetingKey | None = None
    unless_held: FilePath | None = None
    held_by: Deed | None = None
    mail: ComingMail | None = None
    post: ComingPost | None = None
    absence: Absence | None = None
    back: Return | None = None
    transfer: Transfer | None = None
    hire: Hire | None = None
    leave: Leave | None = None
    promote: Promote | None = None
    manager: NewManager | None = None
    reorganise: Reorganise | None = None
    decommission: Decommission | None = None

    @property
    def kinds(self) -> list[str]:
        """What happens; exactly one is right."""
        return [kind for kind in EVENT_KINDS if getattr(self, kind) is not None]

    @property
    def happens(self) -> Record:
        """What happens, as its own record."""
        found: Record = getattr(self, self.kinds[0])
        return found


EVENT_KINDS = tuple(list(EventEntry.model_fields)[7:])


class EventsFile(RootModel[list[EventEntry]]):
    """events.yaml."""
