"""A large company: everything a world asks of its backdrop, answered from columns that all processes share."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from corpsim.backdrop import Profile
from corpsim.population.archive import Archive
from corpsim.population.calendar import Calendar
from corpsim.population.columns import Columns
from corpsim.population.diary import Diary
from corpsim.population.directory import Directory
from corpsim.population.letters import Letters
from corpsim.population.mailroom import Mailroom
from corpsim.population.phrasebook import book
from corpsim.population.request import Request
from corpsim.population.rooms import Rooms
from corpsim.population.search import Search
from corpsim.population.slugs import Slugs
from corpsim.population.writer import Writer
from corpsim.records import Channel, File, Mail, Meeting, Person, Share


class Population:
    """A `Backdrop` drawn from a request. Frozen; looking something up costs the same in a company of any size."""

    def __init__(self, request: Request, columns: Columns, reopen: tuple[Callable[..., Any], tuple[Any, ...]]) -> None:
        self.request = request
        self.columns = columns
        self._reopen = reopen
        self._digest = request.digest
        self._directory = Directory(columns, request)
        phrases, calendar = book(), Calendar(request.start)
        writer = Writer(columns, self._directory, phrases, request)
        slugs = Slugs(self._directory)
        self._mailroom = Mailroom(columns, self._directory, Letters(self._directory, writer, phrases, request))
        self._archive = Archive(self._directory, slugs, writer, phrases, request, calendar)
        self._rooms = Rooms(self._directory, slugs, writer, phrases, request, calendar)
        self._diary = Diary(self._directory, writer, phrases, request, calendar)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return self._reopen

    @property
    def digest(self) -> str:
        """32 hex digits that change when anything in the backdrop changes."""
        return self._digest

    def __len__(self) -> int:
        return self._directory.people

    def __iter__(self) -> Iterator[str]:
        return iter(self._directory)

    def person(self, person_id: str) -> Person | None:
        """Somebody of the backdrop; None for the people of the story and for an id nobody has."""
        number = self._directory.number_of(person_id)
        return self._directory.person(number) if 0 <= number < len(self) else None

    def profile(self, person_id: str) -> Profile | None:
        """Where somebody stands; also of the employees of the story. None for an id nobody has."""
        number = self._directory.number_of(person_id)
        return self._directory.profile(number) if number >= 0 else None

    def named(self, name: str) -> Sequence[str]:
        """Ids of those with this full name, whatever its case."""
        return self._directory.named(name)

    def search(self, text: str, most: int) -> tuple[Sequence[str], int]:
        """Ids, in order, of at most `most` people whose directory entry has every word of `text`; and how many fit."""
        found = self._index.people(text)
        return [self._directory.id_of(number) for number in found[: max(0, most)].tolist()], len(found)

    @cached_property
    def _index(self) -> Search:
        return Search(self._directory)

    def reports(self, manager: str) -> Sequence[str]:
        """Ids, in order, of those in the backdrop who report to somebody; the manager may be of the story."""
        number = self._directory.number_of(manager)
        return [self._directory.id_of(report) for report in self._directory.reports(number)] if number >= 0 else []

    def head(self, department: str) -> str | None:
        """Who leads a department that nobody of the story belongs to; None for another."""
        return self._directory.head(department)

    def mail_count(self) -> int:
        """How many mails there are. They are numbered from 0 in the order in which they were written."""
        return len(self._mailroom)

    def mails_before(self, minute: int) -> int:
        """How many of them were written before a minute."""
        return self._mailroom.before(minute)

    def mail(self, number: int, name: Callable[[int], str]) -> Mail:
        """A mail by its number; `name` gives the id that the mail with a number has in the world."""
        return self._mailroom.mail(number, name)

    def mail_text(self, number: int) -> str:
        """What a search of mail looks through, lower case: name and address of the sender, subject and body of a mail.

        Cheaper than to ask for the mail and for who wrote it.
        """
        return self._mailroom.text(number)

    def mailbox(self, person_id: str) -> Sequence[int]:
        """Numbers of the mails that somebody has received, oldest first; also for the people of the story."""
        number = self._directory.number_of(person_id)
        return self._mailroom.mailbox(number) if number >= 0 else []

    def mails(self, first: int = 0, end: int | None = None, name: Callable[[int], str] = str) -> Iterator[Mail]:
        """The mails from a number to before another, in order; for export and analysis."""
        last = len(self._mailroom) if end is None else min(end, len(self._mailroom))
        return (self._mailroom.mail(number, name) for number in range(first, last))

    def correspondents(self, person_id: str) -> Sequence[str]:
        """Ids of those somebody of the backdrop usually writes to, the closest first."""
        number = self._directory.number_of(person_id)
        if not 0 <= number < len(self):
            return []
        first, end = self.columns["ties.start"][number : number + 2].tolist()
        return [self._directory.id_of(other) for other in self.columns["ties.people"][first:end].tolist()]

    def shares(self) -> Mapping[str, Share]:
        """The top-level folders by name; a few dozen in the largest company."""
        return self._archive.shares()

    def folders(self, path: str) -> Sequence[Share]:
        """The folders around a path that have grants of their own, outermost first; grants are inherited."""
        return self._archive.folders(path)

    def granted(self, group: str) -> Sequence[str]:
        """The folders that are opened to exactly this group."""
        return self._archive.granted(group, self._directory.number_of(group))

    def files(self, folder: str) -> Sequence[File]:
        """The documents in a folder, in order of path, those of the folders in it included; grows with their number."""
        return self._archive.files(folder)

    def file(self, path: str) -> File | None:
        """A document."""
        return self._archive.file(path)

    def channels(self, group: str) -> Sequence[str]:
        """Names of the channels of which exactly this group is a member."""
        return self._rooms.channels(group)

    def channel(self, name: str) -> Channel | None:
        """A channel with what was said in it."""
        return self._rooms.channel(name)

    def meetings(self, person_id: str) -> Sequence[Meeting]:
        """The calendar of somebody, by time; also for the employees of the story. No id here is one of the world."""
        number = self._directory.number_of(person_id)
        return self._diary.meetings(number) if number >= 0 else ()
