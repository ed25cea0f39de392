"""Which events are mere looks: they change nothing in the company."""

from corpsim.case_events import CaseRead, RegisterListed
from corpsim.events import (
    CalendarRead,
    ChannelRead,
    ChannelsListed,
    Event,
    FileRead,
    FilesSearched,
    FolderListed,
    InboxListed,
    MailRead,
    MailSearched,
    OrgChartRead,
    PersonLookedUp,
)

LOOKS: tuple[type[Event], ...] = (
    InboxListed,
    MailRead,
    MailSearched,
    FolderListed,
    FileRead,
    FilesSearched,
    PersonLookedUp,
    OrgChartRead,
    ChannelsListed,
    ChannelRead,
    CalendarRead,
    RegisterListed,
    CaseRead,
)
"""Events of somebody who only looked."""
