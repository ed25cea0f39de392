"""The rest of a large company, behind the people of its story: looked up, never walked.

A world of fifty people holds everybody itself. In a company of a hundred thousand the people of the story are a
circle inside it, and everybody else, with their mail, chat, documents and calendars, is its backdrop. Nobody in it is
copied into an episode: a `State` asks for what somebody looks at, so a step and a reset cost the same at any size.

A group is a person id, `everyone`, `dept:NAME`, `unit:PATH` or `site:NAME`; a unit covers the units in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from corpsim.records import Channel, File, Mail, Meeting, Person, Share


class Profile(Struct, frozen=True):
    """Where somebody stands in a large company.

    `unit` is a path from the department down (`Finance/Treasury/Payments`), `site` a place, `since` the month they
    joined (`2014-03`), `also_reports_to` whom a dotted line leads to.
    """

    unit: str
    site: str
    since: str
    also_reports_to: str | None = None


class Backdrop(Protocol):
    """What a world can ask of the rest of its company. Everything is frozen and the same in every process.

    Nothing here costs more in a larger company, but for `__iter__` and what is said to grow with its answer.
    """

    @property
    def digest(self) -> str:
        """32 hex digits that change when anything in the backdrop changes."""

    def __len__(self) -> int:
        """How many people there are in it; those of the story are not counted."""

    def __iter__(self) -> Iterator[str]:
        """Their ids; for analysis of the whole company, never in a step."""

    def person(self, person_id: str) -> Person | None:
        """Somebody of the backdrop; None for the people of the story and for an id nobody has."""

    def profile(self, person_id: str) -> Profile | None:
        """Where somebody stands; also of the employees of the story. None for an id nobody has."""

    def named(self, name: str) -> Sequence[str]:
        """Ids of those with this full name, whatever its case."""

    def search(self, text: str, most: int) -> tuple[Sequence[str], int]:
        """Ids, in order, of at most `most` people whose directory entry has every word of `text`; and how many fit."""

    def reports(self, manager: str) -> Sequence[str]:
        """Ids, in order, of those in the backdrop who report to somebody; the manager may be of the story."""

    def head(self, department: str) -> str | None:
        """Who leads a department that nobody of the story belongs to; None for another."""

    def mail_count(self) -> int:
        """How many mails there are. They are numbered from 0 in the order in which they were written."""

    def mails_before(self, minute: int) -> int:
        """How many of them were written before a minute."""

    def mail(self, number: int, name: Callable[[int], str]) -> Mail:
        """A mail by its number; `name` gives the id that the mail with a number has in the world."""

    def mail_text(self, number: int) -> str:
        """What a search of mail looks through, lower case: name and address of the sender, subject and body of a mail.

        Cheaper than to ask for the mail and for who wrote it.
        """

    def mailbox(self, person_id: str) -> Sequence[int]:
        """Numbers of the mails that somebody has received, oldest first; also for the people of the story."""

    def shares(self) -> Mapping[str, Share]:
        """The top-level folders by name; a few dozen in the largest company."""

    def folders(self, path: str) -> Sequence[Share]:
        """The folders around a path that have grants of their own, outermost first; grants are inherited."""

    def granted(self, group: str) -> Sequence[str]:
        """The folders that are opened to exactly this group."""

    def files(self, folder: str) -> Sequence[File]:
        """The documents in a folder, in order of path, those of the folders in it included; grows with their number."""

    def file(self, path: str) -> File | None:
        """A document."""

    def channels(self, group: str) -> Sequence[str]:
        """Names of the channels of which exactly this group is a member."""

    def channel(self, name: str) -> Channel | None:
        """A channel with what was said in it."""

    def meetings(self, person_id: str) -> Sequence[Meeting]:
        """The calendar of somebody, by time; also for the employees of the story. No id here is one of the world."""


class NoBackdrop(Struct, frozen=True):
    """The backdrop of a company in which everybody is of the story: nobody and nothing."""

    @property
    def digest(self) -> str:
        """Empty."""
        return ""

    def __len__(self) -> int:
        return 0

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def person(self, person_id: str) -> None:
        """Nobody."""

    def profile(self, person_id: str) -> None:
        """Nobody has one."""

    def named(self, name: str) -> tuple[str, ...]:
        """Nobody."""
        return ()

    def search(self, text: str, most: int) -> tuple[tuple[str, ...], int]:
        """Nobody."""
        return (), 0

    def reports(self, manager: str) -> tuple[str, ...]:
        """Nobody."""
        return ()

    def head(self, department: str) -> None:
        """Nobody."""

    def mail_count(self) -> int:
        """None."""
        return 0

    def mails_before(self, minute: int) -> int:
        """None."""
        return 0

    def mail(self, number: int, name: Callable[[int], str]) -> Mail:
        """Raises IndexError: there is none."""
        raise IndexError(number)

    def mail_text(self, number: int) -> str:
        """Raises IndexError: there is none."""
        raise IndexError(number)

    def mailbox(self, person_id: str) -> tuple[int, ...]:
        """Empty."""
        return ()

    def shares(self) -> dict[str, Share]:
        """None."""
        return {}

    def folders(self, path: str) -> tuple[Share, ...]:
        """None."""
        return ()

    def granted(self, group: str) -> tuple[str, ...]:
        """None."""
        return ()

    def files(self, folder: str) -> tuple[File, ...]:
        """None."""
        return ()

    def file(self, path: str) -> None:
        """There is none."""

    def channels(self, group: str) -> tuple[str, ...]:
        """None."""
        return ()

    def channel(self, name: str) -> None:
        """There is none."""

    def meetings(self, person_id: str) -> tuple[Meeting, ...]:
        """None."""
        return ()


NO_BACKDROP = NoBackdrop()
