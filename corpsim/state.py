"""What is so in the company right now: a thin layer of changes over a frozen world.

Nothing here grows with the company, so starting, copying and restoring an episode cost the same at fifty people and
at a hundred thousand. Values are immutable; only the containers change, and only `ledger.commit` changes them.
"""

from bisect import insort
from collections.abc import Iterator

from corpsim.org import OrgChart
from corpsim.records import Approval, Channel, File, Mail, Meeting, Plan, Post
from corpsim.shelf import Shelf
from corpsim.world import World

_CONTAINERS = (
    *("mails", "arrived", "opened", "files", "posts", "meetings", "approvals", "plans", "meant", "answers"),
    "shelf",
)


class State:
    """The company as of minute `now`. `over` says why the episode ended, or is empty."""

    __slots__ = (*_CONTAINERS, "agenda", "now", "org", "over", "world")

    def __init__(self, world: World, org: OrgChart) -> None:
        self.world = world
        self.org = org
        self.now = 0
        self.over = ""
        self.mails: dict[str, Mail] = {}
        self.arrived: dict[str, tuple[str, ...]] = {}
        self.opened: dict[tuple[str, str], None] = {}
        self.files: dict[str, File | None] = {}
        self.posts: dict[str, tuple[Post, ...]] = {}
        self.meetings: dict[str, Meeting] = {}
        self.approvals: dict[str, Approval] = {}
        self.plans: dict[str, Plan] = {}
        self.meant: dict[str, int] = {}
        self.answers: dict[str, str | None] = {}
        self.shelf = Shelf()
        self.agenda: list[tuple[int, int, str]] = []
        for plan in world.coming:
            self.add_plan(plan)

    def copy(self) -> "State":
        """This state, free to go its own way."""
        twin = State.__new__(State)
        twin.world, twin.now, twin.over = self.world, self.now, self.over
        twin.org = self.org.copy()
        twin.agenda = self.agenda.copy()
        for name in _CONTAINERS:
            setattr(twin, name, getattr(self, name).copy())
        return twin

    def mail(self, mail_id: str) -> Mail | None:
        """A mail by its id, whoever's it is."""
        return self.mails.get(mail_id) or self.world.mails.get(mail_id)

    def mailbox(self, person: str) -> tuple[str, ...]:
        """Ids of the mails a person has received, oldest first."""
        return self.world.mailboxes.get(person, ()) + self.arrived.get(person, ())

    def file(self, path: str) -> File | None:
        """A document as it is now; None if there is none (any more)."""
        if path in self.files:
            return self.files[path]
        return self.world.files.get(path)

    def all_files(self) -> Iterator[File]:
        """Every document there is now, in order of path."""
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

    def all_meetings(self) -> list[Meeting]:
        """Every calendar entry, by time."""
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
            return f"m{len(self.world.mails) + len(self.mails) + 1}"
        if kind == "meeting":
            new = sum(1 for meeting in self.meetings if meeting not in self.world.meetings)
            return f"e{len(self.world.meetings) + new + 1}"
        if kind == "approval":
            return f"a{len(self.approvals) + 1}"
        return f"p{len(self.plans) + 1}"
