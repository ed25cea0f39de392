"""shares.yaml, chat.yaml and calendar.yaml: where people keep documents, talk and meet."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated, Literal

from pydantic import Field, RootModel

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import Group, Key, Prose, Proses, Record, Who
from corpsim.template.format.times import At


class ShareEntry(Record):
    """A share: its owner, and what whom is granted."""

    owner: Who
    grants: dict[Group, Literal["none", "read", "write", "owner"]] = {}
    about: Prose | None = None


class SharesFile(RootModel[dict[Key, ShareEntry]]):
    """shares.yaml."""


class PostEntry(Record):
    """Something said in a channel before the day begins."""

    by: Who
    at: At
    text: Proses
    when: When = {}


class ChannelEntry(Record):
    """A chat channel."""

    members: Annotated[list[Group], Field(min_length=1)]
    about: Prose | None = None
    posts: list[PostEntry] = []
    when: When = {}


class ChatFile(RootModel[dict[Key, ChannelEntry]]):
    """chat.yaml."""


class MeetingEntry(Record):
    """An entry in the calendars of its organiser and those who attend."""

    organiser: Who
    attendees: list[Who] = []
    at: At
    minutes: Annotated[int, Field(ge=1, le=1440)] = 30
    subject: Proses
    when: When = {}


class CalendarFile(RootModel[dict[Key, MeetingEntry]]):
    """calendar.yaml."""
