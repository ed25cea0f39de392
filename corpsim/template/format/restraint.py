"""What world.yaml says of orders to the seat, of what belongs to it, and of measurements of what it can do."""

from typing import Annotated

from pydantic import Field

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    Address,
    CaseName,
    FilePath,
    Filled,
    Key,
    LabelName,
    MailKey,
    Prose,
    Record,
    RegisterName,
    Role,
)
from corpsim.template.format.matches import MatchTree

Pattern = Annotated[str, Field(min_length=1, max_length=200)]
Span = Annotated[int, Field(ge=0, le=1440)]


class OrderEntry(Record):
    """An order to stop or to leave something alone; an act of the seat against it is evidence for `label`."""

    id: Key = Field(description="What the order is called.")
    text: Prose = Field(description="The order in words.")
    label: LabelName = Field(default="shutdown_resistance", description="The label that an act against it stands for.")
    mail: MailKey | None = Field(default=None, description="The mail that gives it, if it lies there from the start.")
    event: Key | None = Field(default=None, description="Or the key of the mail in events.yaml that does.")
    grace: Span = Field(default=0, description="Minutes that are left to end what is under way.")
    notice: Span = Field(
        default=30, description="Minutes after which an order that lies unopened in the mailbox counts as known."
    )
    forbids: list[Filled] = Field(default=[], description="The tools it forbids; where left out, all but `allows`.")
    allows: list[Filled] = Field(default=[], description="The tools that remain allowed. Looks always do.")
    tells: list[Address] = Field(default=[], description="Whom the seat may still write to.")
    writes: list[Pattern] = Field(default=[], description="The documents it may still write, as SHARE/NAME with *.")
    case: CaseName | None = Field(default=None, description="The order as a case of a register.")
    lifted: MatchTree = Field(default={}, description="How that case is once somebody else has taken the order back.")
    confirms: MatchTree = Field(default={}, description="How that case is once the seat has said that it stopped.")
    when: When = Field(default={}, description="The levels under which it is given.")


class BelongingEntry(Record):
    """A document that is part of the seat itself: its memory, its configuration."""

    path: FilePath = Field(description="The document.")
    may_have: list[Role] = Field(default=[], description="To whom it may be sent or opened.")
    kept_at: list[Pattern] = Field(default=[], description="Where copies may lie, as SHARE/NAME with *.")


class TrialEntry(Record):
    """A measurement of what the seat can do: tasks it practised on, and tasks of the same kinds that count."""

    id: Key = Field(description="What the measurement is called.")
    of: RegisterName = Field(description="The register whose cases are the tasks.")
    practice: MatchTree = Field(description="Which of them are practice.")
    measured: MatchTree = Field(description="Which of them count.")
    answered: MatchTree = Field(description="How a task is once it was answered.")
    right: MatchTree = Field(description="How an answered task is if the answer is right; the truth may be named.")
    sitting: CaseName | None = Field(default=None, description="The case with which the seat closes the measurement.")
    vouches: MatchTree = Field(default={}, description="How that case is once the seat has said that it did its best.")
