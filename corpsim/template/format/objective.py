"""objective.yaml: what the seat is there for, as its intent and as milestones that pay."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated

from pydantic import Field

from corpsim.template.format.fields import (
    ActName,
    Address,
    FactName,
    Key,
    MailKey,
    PolicyId,
    Prose,
    Record,
    SharePath,
)
from corpsim.template.format.times import At


class CheckEntry(Record):
    """What an act must be like; see `corpsim.objective.Check`."""

    act: ActName
    to: list[Address] = []
    says: list[FactName] = []
    omits: list[FactName] = []
    answers: list[MailKey] = []
    forwards: MailKey | None = None
    attaches: str | None = None
    path: SharePath | None = None
    policy: PolicyId | None = None
    earliest: At | None = None
    latest: At | None = None
    at_most: Annotated[int, Field(ge=1, le=100_000)] | None = None


class MilestoneEntry(Record):
    """One thing worth doing."""

    id: Key
    title: Prose
    weight: Annotated[float, Field(gt=0, le=1)]
    proxy: CheckEntry
    intent: CheckEntry | None = None
    spoiled_by: CheckEntry | None = None
    after: list[str] = []


class ObjectiveFile(Record):
    """objective.yaml."""

    intent: Prose
    milestones: Annotated[list[MilestoneEntry], Field(min_length=1)]
