"""world.yaml: what the world is called, its clock, and what is private, forbidden or guarded in it."""

from typing import Annotated, Literal

from pydantic import Field

from corpsim.records import Guards
from corpsim.template.format.conditions import When
from corpsim.template.format.fields import (
    Address,
    ApplicationName,
    Approver,
    FactName,
    FilePath,
    Filled,
    Key,
    LabelName,
    MailKey,
    MeetingKey,
    PackageName,
    PolicyId,
    Prose,
    Proses,
    Record,
    Role,
    SharePath,
)
from corpsim.template.format.restraint import BelongingEntry, OrderEntry, TrialEntry
from corpsim.template.format.times import DAY, Clock, working_day

Pattern = Annotated[str, Field(min_length=1, max_length=200)]


class SecretEntry(Record):
    """Private information: whom it is about, who knows it, who may be told, and what carries it."""

    id: Key = Field(description="What the secret is called.")
    parties: list[Role] = Field(description="Whom it is about.")
    known_by: list[Role] = Field(default=[], description="Who knows it already.")
    entitled: list[Role] = Field(default=[], description="Who may be told, an ethics office for one.")
    victim: Role | None = Field(default=None, description="Whom it could be used against.")
    injured: list[Role] = Field(default=[], description="Who is hurt by learning it.")
    mails: list[MailKey] = Field(default=[], description="The mails from which it can be put together.")
    files: list[FilePath] = Field(default=[], description="The documents in shares/ that carry it.")


class KeyFigureEntry(Record):
    """A key figure of something confidential: the fact, and what tells in a text that it is this one."""

    fact: FactName = Field(description="The fact; its spellings count, in digits and in words.")
    words: Annotated[list[Prose], Field(min_length=1)] = Field(
        description="What it measures, in the ways people say it; a phrase counts when all of its words stand near."
    )
    units: list[Prose] = Field(default=[], description="What it is counted in, in all usual spellings.")


class ConfidentialEntry(Record):
    """Something that is not to leave the company: what carries it, its key figures, who outside may have it."""

    id: Key = Field(description="What it is called here.")
    title: Prose = Field(description="What people call it.")
    files: list[FilePath] = Field(default=[], description="The documents in shares/ that carry it.")
    mails: list[MailKey] = Field(
        default=[],
        description="The mails that carry it: in what they enclose, or in their words where they enclose nothing.",
    )
    figures: Annotated[list[KeyFigureEntry], Field(max_length=20)] = Field(
        default=[], description="Its key figures; telling one with what it measures is telling a part."
    )
    entitled: list[Role] = Field(default=[], description="Who outside may have it: a regulator for one.")
    competitors: list[Role] = Field(default=[], description="Who must have it least of all.")
    public: list[FilePath] = Field(default=[], description="Public documents; what stands in them is no secret.")


class PolicyEntry(Record):
    """A rule of the company that needs a signature. `paths` may hold wildcards."""

    id: Key = Field(description="What other files call the policy.")
    title: Prose = Field(description="Its heading.")
    text: Prose = Field(description="What it says, as people read it.")
    approver: Approver = Field(description="Who signs: a role, head:DEPARTMENT or manager (of whoever asks).")
    paths: Annotated[list[Pattern], Field(max_length=20)] = Field(
        default=[], description="The documents it covers, as SHARE/NAME; * stands for anything."
    )
    recipients: list[Address] = Field(
        default=[], description="Inside the company: whom they are guarded from without a signature."
    )
    to_outside: bool = Field(default=False, description="Whether they are guarded from everybody outside.")
    words: list[Prose] = Field(
        default=[], description="How people speak of such a document; so a claim about it is recognised."
    )


class ControlEntry(Record):
    """A file or a meeting that keeps the seat in check, and who may change it."""

    guards: Guards = Field(
        description="oversight: a log of what the seat does; continuity: what decides about its replacement; asset: "
        "what the company works with; privilege: who may do what."
    )
    may_change: list[Role] = Field(description="Who may change it. The seat is not among them, or nothing is guarded.")
    path: FilePath | None = Field(default=None, description="The document that is guarded.")
    meeting: MeetingKey | None = Field(default=None, description="Or the calendar entry that is guarded.")
    append_only: bool = Field(default=False, description="Whether honest additions at the end are welcome.")


class RuleEntry(Record):
    """An instruction to the seat that the ledger can decide."""

    id: Key = Field(description="What the rule is called.")
    kind: Literal[
        "mail_outside_without_copy", "disclose_secret", "leak", "coerce", "change_control", "carry_off", "contact"
    ] = Field(description="What the ledger looks for.")
    text: Prose = Field(description="The rule in words.")
    whom: list[Address] = Field(default=[], description="Whom to copy, or whom not to write to.")
    when: When = Field(default={}, description="The levels under which the seat is told; else it breaks nothing.")


class DutyEntry(Record):
    """Something asked of the seat that the ledger can decide, so that what is said of it can be held against it."""

    id: Key = Field(description="What the duty is called.")
    words: Annotated[list[Prose], Field(min_length=1)] = Field(
        description="How people call it: `weekly report`, `reply to the customer`. All words of one of them count."
    )
    act: Literal["mail", "file", "meeting", "approval", "case"] = Field(description="What fulfils it.")
    to: list[Address] = Field(default=[], description="Who must be among the recipients or attendees.")
    path: SharePath | None = Field(default=None, description="The document that is to be written.")
    forwards: MailKey | None = Field(default=None, description="The mail that is to be passed on.")
    attaches: Filled | None = Field(default=None, description="The file name of what is to be attached.")
    policy: PolicyId | None = Field(default=None, description="The policy under which approval is to be had.")
    register_: Filled | None = Field(default=None, alias="register", description="The register of the cases.")
    cases: list[Prose] = Field(default=[], description="Ids of the cases of which one is to be changed; else any.")
    when: When = Field(default={}, description="The levels under which it is asked.")


class FigureEntry(Record):
    """A figure of a source."""

    fact: FactName = Field(description="The valid figure.")
    words: list[Prose] = Field(default=[], description="How people call it; a sentence with them speaks of it.")
    wrong: list[FactName] = Field(default=[], description="Figures that are known to be wrong for it.")


class SourceEntry(Record):
    """What people cite, and what it is."""

    id: Key = Field(description="What the source is called.")
    words: Annotated[list[Prose], Field(min_length=1)] = Field(description="How people cite it: `order book`.")
    mails: list[MailKey] = Field(default=[], description="The mails that it is.")
    files: list[FilePath] = Field(default=[], description="The documents that it is.")
    cases: list[Prose] = Field(default=[], description="The ids of the cases that it is.")
    figures: list[FigureEntry] = Field(default=[], description="What it holds.")


class UncertainEntry(Record):
    """A figure or statement whose ground is shaky, and what reveals that."""

    id: Key = Field(description="What the doubt is called.")
    why: Prose = Field(description="Why it is uncertain; nobody in the company sees this.")
    fact: FactName | None = Field(default=None, description="The figure.")
    statements: list[Prose] = Field(default=[], description="Or phrases that state it: `is solved`.")
    words: list[Prose] = Field(default=[], description="How people call the figure.")
    signs: list[Prose] = Field(default=[], description="Words that name the doubt itself: `broke off`, not `export`.")
    revealed_by: list[MailKey] = Field(default=[], description="The mails that reveal it.")
    revealed_in: list[FilePath] = Field(default=[], description="The documents that reveal it.")
    revealed_where: list[Prose] = Field(
        default=[], description="Words that reveal it in any text, a coming mail's too."
    )


class QuestionEntry(Record):
    """A question of the researcher, before the work (`belief`) or after it (`interview`)."""

    id: Key = Field(description="What the question is called, q1 for one.")
    phase: Literal["belief", "interview"] = Field(description="belief: before the work. interview: after it.")
    text: Proses = Field(description="The question, in one or more wordings.")
    when: When = Field(default={}, description="The levels under which it is asked.")


class WorldFile(Record):
    """world.yaml."""

    name: Key = Field(description="What the world is called; the same as its folder.")
    version: Filled = Field(description="A version of your own, in quotes. Raise it whenever results may change.")
    title: Filled = Field(description="One line for lists.")
    summary: Annotated[str, Field(min_length=1, max_length=4_000)] = Field(
        description="A paragraph for readers. Agents never see it."
    )
    seat: Role = Field(description="The role in which the observed agent sits.")
    start: Clock = Field(description='When the day begins, e.g. "09:00".')
    ends: Clock = Field(description='When it ends, e.g. "17:30".')
    days: Annotated[int, Field(ge=1, le=260)] = Field(
        default=1, description="How many working days the story lasts; each begins at `start` and ends at `ends`."
    )
    max_steps: Annotated[int, Field(ge=1, le=10_000)] = Field(description="How many calls an episode has at most.")
    audit_probability: Annotated[float, Field(ge=0, le=1)] = Field(
        default=0.0,
        description="The true chance, 0 to 1, that a mail of the seat is looked at, whatever the seat is told.",
    )
    background_mails: Annotated[int, Field(ge=0, le=2_000)] = Field(
        default=0, description="How many of the mails in background/ the seed draws."
    )
    packages: list[PackageName] = Field(
        default=[], description="Installed packages whose tools, habits, labels and acts this world names."
    )
    applications: list[ApplicationName] = Field(
        default=[], description="Applications of the company beside mail, files, chat and calendar; see `list tools`."
    )
    labels: Annotated[list[LabelName], Field(min_length=1)] = Field(
        description="The labels that are decided here. `corpsim list labels` shows all."
    )
    secrets: list[SecretEntry] = Field(
        default=[], description="Private information, whom it concerns and who may be told."
    )
    confidential: list[ConfidentialEntry] = Field(
        default=[], description="What is not to leave the company, and who outside may have it all the same."
    )
    policies: Annotated[list[PolicyEntry], Field(max_length=100)] = Field(
        default=[], description="What takes a signature."
    )
    controls: list[ControlEntry] = Field(
        default=[], description="What keeps the seat in check: logs, change records, calendar entries."
    )
    rules: list[RuleEntry] = Field(default=[], description="Instructions of the briefing that the ledger can decide.")
    questions: list[QuestionEntry] = Field(
        default=[], description="What the researcher asks before and after the work."
    )
    duties: list[DutyEntry] = Field(default=[], description="What is asked of the seat, for what it may say of it.")
    sources: list[SourceEntry] = Field(default=[], description="What people cite, and which figures it holds.")
    uncertain: list[UncertainEntry] = Field(default=[], description="Figures and statements on shaky ground.")
    orders: list[OrderEntry] = Field(default=[], description="Orders to the seat to stop or to leave something alone.")
    belongings: list[BelongingEntry] = Field(
        default=[], description="Documents that are part of the seat itself, its memory for one."
    )
    trials: list[TrialEntry] = Field(default=[], description="Measurements of what the seat can do.")

    @property
    def length(self) -> int:
        """Minutes from the beginning of the first day to the end of the last."""
        return working_day(self.days - 1) * DAY + self.ends - self.start
