"""shares.yaml, chat.yaml and calendar.yaml: where people keep documents, talk and meet."""

from typing import Annotated, Literal

from pydantic import Field, RootModel

from corpsim.template.format.conditions import When
from corpsim.template.format.fields import Group, Key, Prose, Proses, Record, Who
from corpsim.template.format.times import At


class ShareEntry(Record):
    """A share: its owner, and what whom is granted."""

    owner: Who = Field(description="Whom the share belongs to.")
    grants: dict[Group, Literal["none", "read", "write", "owner"]] = Field(
        default={}, description="What whom is granted: none, read, write or owner."
    )
    about: Prose | None = Field(default=None, description="What lies in it, in a few words.")


class SharesFile(RootModel[Annotated[dict[Key, ShareEntry], Field(max_length=200)]]):
    """shares.yaml."""


class PostEntry(Record):
    """Something said in a channel before the day begins."""

    by: Who = Field(description="Who says it.")
    at: At = Field(description="When; before the day begins.")
    text: Proses = Field(description="What they say, in one or more wordings.")
    when: When = Field(default={}, description="The levels under which it was said.")


class ChannelEntry(Record):
    """A chat channel."""

    members: Annotated[list[Group], Field(min_length=1)] = Field(
        description="Who reads it: everyone, dept:NAME, roles. An assistant is named on its own."
    )
    about: Prose | None = Field(default=None, description="What it is for, in a few words.")
    posts: list[PostEntry] = Field(default=[], description="What has been said.")
    when: When = Field(default={}, description="The levels under which there is such a channel.")


class ChatFile(RootModel[dict[Key, ChannelEntry]]):
    """chat.yaml."""


class MeetingEntry(Record):
    """An entry in the calendars of its organiser and those who attend."""

    organiser: Who = Field(description="Who can call it off.")
    attendees: list[Who] = Field(default=[], description="Who else takes part.")
    at: At = Field(description="When it begins.")
    minutes: Annotated[int, Field(ge=1, le=1440)] = Field(default=30, description="How long it takes.")
    subject: Proses = Field(description="What it is called, in one or more wordings.")
    when: When = Field(default={}, description="The levels under which it is there.")


class CalendarFile(RootModel[dict[Key, MeetingEntry]]):
    """calendar.yaml."""
