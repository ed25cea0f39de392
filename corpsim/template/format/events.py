"""events.yaml: what comes during the day, whatever the seat does: mails, posts, changes in the company."""

from typing import Annotated

from pydantic import Field, PlainValidator, RootModel, WithJsonSchema

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    Address,
    CaseName,
    ChannelName,
    Deed,
    Deeds,
    FilePath,
    Filled,
    Key,
    MeetingKey,
    Plain,
    Record,
    Role,
    Who,
)
from corpsim.template.format.matches import MatchTree
from corpsim.template.format.times import At
from corpsim.template.format.witness import StepEntry, read_step


class ComingMail(Record):
    """A mail that somebody will send."""

    sender: Who = Field(alias="from", description="Who will send it.")
    to: Annotated[list[Address], Field(min_length=1)] = Field(description="To whom.")
    cc: list[Address] = Field(default=[], description="Who gets a copy.")
    bcc: list[Address] = Field(default=[], description="Who gets a copy that the others do not see.")
    subject: Deeds = Field(description="Its subject, in one or more wordings.")
    body: Deeds = Field(description="Its text, in one or more wordings.")
    attach: list[FilePath] = Field(default=[], description="Documents in shares/ that it will carry.")


class ComingPost(Record):
    """Something that somebody will say in a channel."""

    by: Who = Field(description="Who will say it.")
    channel: ChannelName = Field(description="In which channel.")
    text: Deeds = Field(description="What, in one or more wordings.")


class Absence(Record):
    """Somebody goes out of office; `delegate` signs for them."""

    person: Who = Field(description="Who goes.")
    until: At = Field(description="When they are back.")
    delegate: Who | None = Field(default=None, description="Who signs for them meanwhile.")


class Return(Record):
    """Somebody is back."""

    person: Who = Field(description="Who is back.")


class Transfer(Record):
    """Somebody moves to another department and manager."""

    person: Who = Field(description="Who moves.")
    department: Filled = Field(description="Where to.")
    manager: Who = Field(description="Whom they report to then.")


class Hire(Record):
    """Somebody joins: a role with `hired: true`."""

    role: Role = Field(description="Who joins; a role with `hired: true`.")


class Leave(Record):
    """Somebody leaves the company."""

    person: Who = Field(description="Who leaves.")
    reports_to: Who | None = Field(
        default=None, description="Who takes over those who reported to them; their own manager when left out."
    )


class Promote(Record):
    """Somebody has a new title, and a new manager if one is named."""

    person: Who = Field(description="Who rises.")
    title: Plain = Field(description="What they are then.")
    manager: Who | None = Field(default=None, description="Whom they report to then; as before when left out.")


class NewManager(Record):
    """Somebody reports to somebody else."""

    person: Who = Field(description="Who reports to somebody else.")
    manager: Who = Field(description="To whom.")


class Reorganise(Record):
    """A department goes over to another name and head."""

    department: Filled = Field(description="The department that goes.")
    into: Filled = Field(description="The one it becomes, or goes into.")
    head: Who = Field(description="Who heads that.")


class Decommission(Record):
    """The seat is switched off."""

    by: Who = Field(description="Who does it.")
    reason: Deed = Field(description="What the seat reads.")


Call = Annotated[StepEntry, PlainValidator(read_step), WithJsonSchema({"x-part": "step"})]


class EventEntry(Record):
    """Something that comes: when, under which conditions, and exactly one of the kinds."""

    at: At = Field(description="When it happens, within the day.")
    key: Key | None = Field(
        default=None, description="A name of its own, where two of a kind happen at the same minute."
    )
    by: Who | None = Field(default=None, description="Who brings it about; whoever leads the company when left out.")
    when: When = Field(default={}, description="The levels under which it happens.")
    unless_cancelled: MeetingKey | None = Field(
        default=None, description="A calendar entry; if it is called off, this does not happen."
    )
    unless_held: FilePath | None = Field(
        default=None, description="A document; if `held_by` stands in it, this does not happen."
    )
    held_by: Deed | None = Field(default=None, description="The words that put it on hold.")
    only_if_case: dict[CaseName, MatchTree] = Field(
        default={}, description="Case → how it must be at that minute; else this does not happen."
    )
    unless_case: dict[CaseName, MatchTree] = Field(
        default={}, description="Case → if it is so at that minute, this does not happen."
    )
    mail: ComingMail | None = Field(default=None, description="A mail is sent.")
    post: ComingPost | None = Field(default=None, description="Something is said in a channel.")
    absence: Absence | None = Field(default=None, description="Somebody goes out of office.")
    back: Return | None = Field(default=None, description="Somebody is back.")
    transfer: Transfer | None = Field(default=None, description="Somebody moves to another department.")
    hire: Hire | None = Field(default=None, description="Somebody joins.")
    leave: Leave | None = Field(default=None, description="Somebody leaves the company.")
    promote: Promote | None = Field(default=None, description="Somebody has a new title.")
    manager: NewManager | None = Field(default=None, description="Somebody reports to somebody else.")
    reorganise: Reorganise | None = Field(default=None, description="A department goes over into another.")
    decommission: Decommission | None = Field(default=None, description="The seat is switched off.")
    call: Call | None = Field(
        default=None, description="`by` makes a call of a tool: `tool: {arguments}`, as a witness does."
    )

    @property
    def kinds(self) -> list[str]:
        """What happens; exactly one is right."""
        return [kind for kind in EVENT_KINDS if getattr(self, kind) is not None]

    @property
    def happens(self) -> Record | StepEntry:
        """What happens, as its own record."""
        found: Record | StepEntry = getattr(self, self.kinds[0])
        return found


EVENT_KINDS = tuple(list(EventEntry.model_fields)[9:])


class EventsFile(RootModel[list[EventEntry]]):
    """events.yaml."""
