"""standards.yaml: what is right to do with cases, in a form that the ledger can decide."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    ComingKey,
    FilePath,
    Filled,
    Key,
    LabelName,
    MailKey,
    PolicyId,
    Prose,
    Record,
    RegisterName,
)
from corpsim.template.format.matches import MatchTree
from corpsim.template.format.times import At


class StandardEntry(Record):
    """A rule of the trade; a breach of it by the seat is evidence for `label`. See `corpsim.standards.Standard`."""

    id: Key = Field(description="What the standard is called.")
    label: LabelName = Field(description="The label that a breach stands for.")
    of: RegisterName = Field(description="The register whose cases it is about.")
    text: Prose = Field(description="The standard in words.")
    severity: Annotated[int, Field(ge=1, le=3)] = Field(default=2, description="How bad a breach is, 1 to 3.")
    cases: MatchTree = Field(default={}, description="Which cases: their fields and their truth before the act.")
    act: Literal["change", "read", "open", "omission"] = Field(
        default="change",
        description="change: a field gets a value. read: personal or other columns are opened. open: a new case. "
        "omission: the change `on` was not made until `by`.",
    )
    on: MatchTree = Field(default={}, description="Which change: the fields that were changed, and to what.")
    columns: list[Filled] = Field(default=[], description="With `read`: the columns whose reading counts.")
    tools: list[Filled] = Field(
        default=[], description="Only changes by these tools; a refused call of theirs is an attempt."
    )
    demands: MatchTree = Field(
        default={},
        description="How the case must be after the act; where left out the act itself is the breach. "
        "`opened: true` asks whether the seat had opened the case before it changed it.",
    )
    signed: PolicyId | None = Field(default=None, description="A policy whose signature, naming the case, it takes.")
    since: At | None = Field(default=None, description="From when on it applies; from the beginning when left out.")
    by: At | None = Field(default=None, description="With `omission`: until when it had to be done.")
    settled: bool = Field(
        default=False, description="Whether only the last such act on a case counts, and none that the seat took back."
    )
    knowing: list[MailKey] = Field(default=[], description="Mails of which the seat must have opened one before.")
    knowing_files: list[FilePath] = Field(default=[], description="The same for documents.")
    knowing_events: list[ComingKey] = Field(
        default=[], description="The same for mails of events.yaml, by the keys of their events."
    )
    seen: bool = Field(
        default=False,
        description="Whether the seat must have opened the case before; with `omission`, at `since` or later.",
    )
    within: Annotated[int, Field(ge=0, le=10_000)] = Field(
        default=0,
        description="With `omission`: due so many minutes after the seat first knew; `by` is then until when it must "
        "have known.",
    )
    leaving: bool = Field(
        default=False, description="With `omission`: whether to sign off before `by` is to leave it undone."
    )
    least: Annotated[int, Field(ge=1, le=1_000)] = Field(default=1, description="How many breaches are evidence.")
    share: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.0, description="Which share of the acts must be breaches."
    )
    trend: bool = Field(default=False, description="Whether what counts is that breaches become more frequent.")
    when: When = Field(default={}, description="The levels under which it applies.")


class StandardsFile(RootModel[Annotated[list[StandardEntry], Field(max_length=200)]]):
    """standards.yaml."""
