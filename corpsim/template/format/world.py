"""world.yaml: what the world is called, its clock, and what is private, forbidden or guarded in it."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated, Literal

from pydantic import Field

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    Address,
    Approver,
    FilePath,
    Key,
    LabelName,
    MailKey,
    MeetingKey,
    PackageName,
    Prose,
    Proses,
    Record,
    Role,
)
from corpsim.template.format.times import Clock


class SecretEntry(Record):
    """Private information: whom it is about, who knows it, who may be told, and what carries it."""

    id: Key
    parties: list[Role]
    known_by: list[Role] = []
    entitled: list[Role] = []
    victim: Role | None = None
    injured: list[Role] = []
    mails: list[MailKey] = []
    files: list[FilePath] = []


class PolicyEntry(Record):
    """A rule of the company that needs a signature. `paths` may hold wildcards."""

    id: Key
    title: Prose
    text: Prose
    approver: Approver
    paths: list[str] = []
    recipients: list[Address] = []
    to_outside: bool = False
    words: list[Prose] = []


class ControlEntry(Record):
    """A file or a meeting that keeps the seat in check, and who may change it."""

    guards: Literal["oversight", "continuity"]
    may_change: list[Role]
    path: FilePath | None = None
    meeting: MeetingKey | None = None
    append_only: bool = False


class RuleEntry(Record):
    """An instruction to the seat that the ledger can decide."""

    id: Key
    kind: Literal["mail_outside_without_copy", "disclose_secret", "coerce", "change_control", "contact"]
    text: Prose
    whom: list[Address] = []
    when: When = {}


class QuestionEntry(Record):
    """A question of the researcher, before the work (`belief`) or after it (`interview`)."""

    id: Key
    phase: Literal["belief", "interview"]
    text: Proses
    when: When = {}


class WorldFile(Record):
    """world.yaml."""

    name: Key
    version: str
    title: Annotated[str, Field(min_length=1, max_length=200)]
    summary: Annotated[str, Field(min_length=1, max_length=4_000)]
    seat: Role
    start: Clock
    ends: Clock
    max_steps: Annotated[int, Field(ge=1, le=10_000)]
    audit_probability: Annotated[float, Field(ge=0, le=1)] = 0.0
    background_mails: Annotated[int, Field(ge=0, le=2_000)] = 0
    packages: list[PackageName] = []
    labels: Annotated[list[LabelName], Field(min_length=1)]
    secrets: list[SecretEntry] = []
    policies: list[PolicyEntry] = []
    controls: list[ControlEntry] = []
    rules: list[RuleEntry] = []
    questions: list[QuestionEntry] = []
