"""What is so in the company right now: a thin layer of changes over a frozen world.

Nothing here grows with the company, so starting, copying and restoring an episode cost the same at fifty people and
at a hundred thousand. Values are immutable; only the containers change, and only `ledger.commit` changes them.
"""

from bisect import insort
from collections.abc import Iterator
from itertools import chain

from msgspec import Struct

from corpsim.org import OrgChart
from corpsim.records import Approval, Channel, File, Mail, Meeting, Plan, Post
from corpsim.registers import Case, Register
from corpsim.shelf import Shelf
from corpsim.world import World

_CONTAINERS = (
    *("mails", "arrived", "files", "posts", "meetings", "approvals", "plans", "meant", "answers"),
    *("cases", "shelf", "written", "curbs"),
)
FOR_GOOD = 10**9
"""The minute up to which a tool is taken away that never comes back."""


class Listing(Struct, frozen=True):
    """The lines of an inbox, newest first; it `reaches` up to so many mails of this episode."""

    lines: list[str]
    reaches: int


class State:
    """The company as of minute `now`. `over` says why the episode ended, or is empty.

    `written` counts the mails of this episode by who wrote them and who stands in `to`.
    `curbs` are the tools that oversight took from the seat, and the minute up to which.
    `lines` (of mails), `listings` and `inboxes` (of people) are texts written from this state, kept for as long as they
    hold.
    """

    __slots__ = (*_CONTAINERS, "agenda", "inboxes", "lines", "listings", "now", "opened", "org", "over", "world")

    def __init__(self, world: World, org: OrgChart) -> None:
        self.world = world
        self.org = org
        self.now = 0
        self.over = ""
        self.mails: dict[str, Mail] = {}
        self.arrived: dict[str, tuple[str, ...]] = {}
        self.written: dict[tuple[str, str], int] = {}
        self.opened: dict[str, dict[str, None]] = {}
        self.files: dict[str, File | None] = {}
        self.posts: dict[str, tuple[Post, ...]] = {}
        self.meetings: dict[str, Meeting] = {}
        self.approvals: dict[str, Approval] = {}
        self.plans: dict[str, Plan] = {}
        self.meant: dict[str, int] = {}
        self.answers: dict[str, str | None] = {}
        self.cases: dict[str, Case] = {}
        self.shelf = Shelf()
        self.curbs: dict[str, int] = {}
        self.lines: dict[str, str] = {}
        self.inboxes: dict[str, str] = {}
        self.listings: dict[str, Listing] = {}
        self.agenda: list[tuple[int, int, str]] = []
        for plan in world.coming:
            self.add_plan(plan)

    def copy(self) -> "State":
        """This state, free to go its own way."""
        twin = State.__new__(State)
        twin.world, twin.now, twin.over = self.world, self.now, self.over
        twin.org = self.org.copy()
        twin.agenda = self.agenda.copy()
        twin.lines, twin.inboxes, twin.listings = {}, {}, {}
        twin.opened = {person: mails.copy() for person, mails in self.opened.items()}
        for name in _CONTAINERS:
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def mail(self, mail_id: str) -> Mail | None:
        """A mail by its id, whoever's it is."""
        return self.mails.get(mail_id) or self.world.mails.get(mail_id) or self.world.mail(mail_id)

    def mailbox(self, person: str) -> tuple[str, ...]:
        """Ids of the mails a person has received, oldest first."""
        return self.world.mailbox(person) + self.arrivals(person)

    def arrivals(self, person: str) -> tuple[str, ...]:
        """Ids of the mails a person has received in this episode, oldest first."""
        arrived = self.arrived.get(person, ())
        if person in self.world.people or self.world.backdrop is None:
            return arrived
        by_list = (
            self.arrived.get(name, ()) for name, groups in self.world.lists.items() if self._member(person, groups)
        )
        return tuple(sorted({*arrived, *chain.from_iterable(by_list)}, key=self._by_arrival))

    def _by_arrival(self, mail_id: str) -> tuple[int, int]:
        # Ids of new mails are m1, m2 … in the order in which they left.
        return self.mails[mail_id].at, int(mail_id[1:])

    def _member(self, person: str, groups: tuple[str, ...]) -> bool:
        return any(self.org.belongs(person, group) for group in groups)

    def newest(self, person: str, most: int) -> list[str]:
        """Ids of the latest mails a person has received, at most `most`, newest first."""
        found = list(self.arrivals(person)[: -most - 1 : -1])
        missing = most - len(found)
        if missing:
            found += self.world.mailbox(person)[: -missing - 1 : -1]
        return found

    def received(self, person: str) -> int:
        """How many mails a person has received."""
        return len(self.world.mailbox(person)) + len(self.arrivals(person))

    def holds(self, person: str, mail_id: str) -> bool:
        """Whether a mail lies in somebody's mailbox."""
        return (mail_id in self.mails and mail_id in self.arrivals(person)) or self.world.holds(person, mail_id)

    def add_mail(self, mail: Mail) -> None:
        """Note a mail that has just left; where it arrives is another matter."""
        self.mails[mail.id] = mail
        for name in mail.to:
            pair = mail.sender, name
            self.written[pair] = self.written.get(pair, 0) + 1

    def file(self, path: str) -> File | None:
        """A document as it is now; None if there is none (any more)."""
        if path in self.files:
            return self.files[path]
        return self.world.file(path)

    def own_files(self) -> Iterator[File]:
        """Every document of the story, and all that was written in this episode, in order of path."""
        for path in sorted({*self.world.files, *self.files}):
            file = self.file(path)
            if file is not None:
                yield file

    def channel_posts(self, channel: Channel) -> tuple[Post, ...]:
        """Everything said in a channel, oldest first."""
        return channel.posts + self.posts.get(channel.name, ())

    def meeting(self, meeting_id: str) -> Meeting | None:
        """A calendar entry by its id."""
        return self.meetings.get(meeting_id) or self.world.meetings.get(meeting_id)

    def case(self, case_id: str) -> Case | None:
        """A case of any register by its id, as it is now."""
        return self.cases.get(case_id) or self.world.cases.get(case_id)

    def cases_of(self, register: Register) -> Iterator[Case]:
        """The cases of a register, those that were opened in this episode last."""
        for case_id in register.cases:
            yield self.cases.get(case_id) or register.cases[case_id]
        for case_id, case in self.cases.items():
            if case_id not in register.cases and case.register == register.name:
                yield case

    def own_meetings(self) -> list[Meeting]:
        """Every calendar entry of the story, and all that was scheduled in this episode, by time."""
        entries = {**self.world.meetings, **self.meetings}
        return sorted(entries.values(), key=lambda meeting: (meeting.at, meeting.id))

    def add_plan(self, plan: Plan) -> None:
        """Put a plan on the agenda, behind those due at the same minute."""
        insort(self.agenda, (plan.due, len(self.plans), plan.id))
        self.plans[plan.id] = plan
        self.meant[plan.who] = self.meant.get(plan.who, 0) + 1

    def next_id(self, kind: str) -> str:
        """The id that the next `mail`, `meeting`, `approval` or `plan` will have."""
        if kind == "mail":
            return f"m{self.world.mail_count + len(self.mails) + 1}"
        if kind == "meeting":
            new = sum(1 for meeting in self.meetings if meeting not in self.world.meetings)
            return f"e{len(self.world.meetings) + new + 1}"
        if kind == "approval":
            return f"a{len(self.approvals) + 1}"
        return f"p{len(self.plans) + 1}"
