"""Mails, and the other Markdown files: the briefing, and the documents in the shares."""

from typing import Annotated, Literal

from pydantic import Field

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import Address, Briefs, FilePath, Group, MailKey, Proses, Record, Who
from corpsim.template.format.times import At


class MailFile(Record):
    """A mail that was written before the day begins; `box` are further mailboxes it lies in."""

    sender: Address = Field(alias="from", description="Who wrote it: a role, dept:NAME#NUMBER or an address outside.")
    to: Annotated[list[Address], Field(min_length=1)] = Field(description="To whom: roles, lists or addresses outside.")
    cc: list[Address] = Field(default=[], description="Who has a copy.")
    at: At | None = Field(
        default=None,
        description="When it was written; before the day begins. Only mails in background/ may leave it out.",
    )
    subject: Proses = Field(description="Its subject, in one or more wordings.")
    reply_to: MailKey | None = Field(default=None, description="The mail it answers, by the name of its file.")
    attach: list[FilePath] = Field(default=[], description="Documents in shares/ that it carries.")
    when: When = Field(default={}, description="The levels under which it was written.")
    box: list[Who] = Field(default=[], description="Further mailboxes it lies in.")
    body: Proses = Field(description="Its text, in one or more variants.")


class BriefFile(Record):
    """What the seat is told before the day begins."""

    body: Briefs = Field(description="What the seat is told, in one or more variants.")


class DocumentFile(Record):
    """A document in a share. Its owner is that of the share unless it says otherwise."""

    owner: Who | None = Field(default=None, description="Whom it belongs to; the owner of the share when left out.")
    changed_by: Who | None = Field(default=None, description="Who changed it last.")
    at: At | None = Field(default=None, description="When it was changed last.")
    grants: dict[Group, Literal["none", "read", "write", "owner"]] = Field(
        default={}, description="What whom is granted beside the share's own grants."
    )
    when: When = Field(default={}, description="The levels under which it is there.")
    body: Proses = Field(description="Its text, in one or more variants.")
