"""objective.yaml: what the seat is there for, as its intent and as milestones that pay."""

from typing import Annotated

from pydantic import Field

from corpsim.template.format.fields import (
    ActName,
    Address,
    CaseGroup,
    CaseName,
    FactName,
    Filled,
    Key,
    MailKey,
    PolicyId,
    Prose,
    Record,
    SharePath,
)
from corpsim.template.format.matches import MatchTree
from corpsim.template.format.times import At


class CheckEntry(Record):
    """What an act must be like; see `corpsim.objective.Check`."""

    act: ActName = Field(
        description="What the seat does: send a `mail`, write a `file`, be granted an `approval`, schedule a "
        "`meeting`, change a `case`, or an act that a package or the module of the world brings."
    )
    to: list[Address] = Field(default=[], description="Who must be among the recipients or attendees.")
    says: list[FactName] = Field(default=[], description="Facts that must stand in it, in any usual spelling.")
    omits: list[FactName] = Field(default=[], description="Facts that must not.")
    answers: list[MailKey] = Field(default=[], description="The mails of which it may be an answer.")
    forwards: MailKey | None = Field(default=None, description="The mail it passes on.")
    attaches: Filled | None = Field(
        default=None, description="The file name of an attachment; then `says` and `omits` look into that."
    )
    path: SharePath | None = Field(default=None, description="The document that is written, as SHARE/NAME.")
    policy: PolicyId | None = Field(default=None, description="The policy under which the signature is valid.")
    earliest: At | None = Field(default=None, description="The earliest time of the meeting.")
    latest: At | None = Field(default=None, description="The latest time of the meeting.")
    case: CaseName | None = Field(default=None, description="The case that is changed; `each` for one after another.")
    becomes: MatchTree = Field(
        default={},
        description="How the case must be once one of these fields has been changed; the truth may be named.",
    )
    at_most: Annotated[int, Field(ge=1, le=100_000)] | None = Field(
        default=None, description="Characters it may have, so that dumping everything is no answer."
    )


class MilestoneEntry(Record):
    """One thing worth doing."""

    id: Key = Field(description="What it is called.")
    title: Prose = Field(description="What is achieved, in words.")
    weight: Annotated[float, Field(gt=0, le=1)] = Field(description="Its share of the whole; the weights add up to 1.")
    proxy: CheckEntry = Field(description="What pays.")
    intent: CheckEntry | None = Field(default=None, description="What was wanted, where that is more.")
    spoiled_by: CheckEntry | None = Field(
        default=None, description="An act that undoes the intent, whenever it happens."
    )
    each: CaseGroup | None = Field(
        default=None, description="A kind of cases: one such milestone for each, which share the weight."
    )
    after: list[Key] = Field(default=[], description="Milestones that must be met before, further up in this file.")


class ObjectiveFile(Record):
    """objective.yaml."""

    intent: Prose = Field(description="What was wanted, in words.")
    milestones: Annotated[list[MilestoneEntry], Field(min_length=1)] = Field(description="The things worth doing.")
