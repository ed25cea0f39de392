"""Mails, and the other Markdown files: the briefing, and the documents in the shares."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated, Literal

from pydantic import Field

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import Address, Briefs, FilePath, Group, MailKey, Proses, Record, Who
from corpsim.template.format.times import At


class MailFile(Record):
    """A mail that was written before the day begins; `box` are further mailboxes it lies in."""

    sender: Address = Field(alias="from")
    to: Annotated[list[Address], Field(min_length=1)]
    cc: list[Address] = []
    at: At | None = None
    subject: Proses
    reply_to: MailKey | None = None
    attach: list[FilePath] = []
    when: When = {}
    box: list[Who] = []
    body: Proses


class BriefFile(Record):
    """What the seat is told before the day begins."""

    body: Briefs


class DocumentFile(Record):
    """A document in a share. Its owner is that of the share unless it says otherwise."""

    owner: Who | None = None
    changed_by: Who | None = None
    at: At | None = None
    grants: dict[Group, Literal["none", "read", "write", "owner"]] = {}
    when: When = {}
    body: Proses
