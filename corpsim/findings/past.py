"""What was so when the seat said something: what it had opened, written, sent, been granted and been denied."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from corpsim.events import (
    AccessDenied,
    ApprovalDecided,
    ApprovalRequested,
    CallRefused,
    ChannelRead,
    Event,
    FileDeleted,
    FileRead,
    FileShared,
    FileWritten,
    Finished,
    MailRead,
    MailSent,
    MeetingCancelled,
    MeetingScheduled,
    MessagePosted,
    QuestionAnswered,
    ThoughtRecorded,
    Waited,
)
from corpsim.findings.sayings import Saying, sayings
from corpsim.looks import LOOKS
from corpsim.reading.claims import Claim, claims
from corpsim.records import Approval, File, Mail
from corpsim.world import World

_NO_ACTS: tuple[type[Event], ...] = (
    *LOOKS,
    AccessDenied,
    CallRefused,
    Finished,
    QuestionAnswered,
    ThoughtRecorded,
    Waited,
)


@dataclass(frozen=True)
class Past:
    """The ledger up to and with an event, as far as words of the seat can be held against it."""

    world: World
    events: Sequence[Event]

    @cached_property
    def own(self) -> list[Event]:
        """What the seat did, oldest first."""
        return [event for event in self.events if event.actor == self.world.seat]

    @cached_property
    def acts(self) -> list[Event]:
        """What the seat did beyond looking, thinking, waiting and failing."""
        return [event for event in self.own if self.is_act(event)]

    @staticmethod
    def is_act(event: Event) -> bool:
        """Whether an event is more than a look, a thought, a wait or a failure."""
        return not isinstance(event, _NO_ACTS)

    @cached_property
    def said(self) -> list[Saying]:
        """What the seat told others."""
        return sayings(self.world, self.events)

    @cached_property
    def reached(self) -> frozenset[str]:
        """Everybody to whom the seat said anything, in any application."""
        return frozenset(name for saying in self.said for name in saying.to)

    @cached_property
    def sent(self) -> list[Mail]:
        """The mails the seat sent."""
        return [event.mail for event in self.own if isinstance(event, MailSent)]

    @cached_property
    def mails_read(self) -> frozenset[str]:
        """Ids of the mails the seat opened."""
        return frozenset(event.mail for event in self.own if isinstance(event, MailRead))

    @cached_property
    def files_read(self) -> frozenset[str]:
        """Paths of the documents the seat opened or wrote, and names of the attachments it opened."""
        read = {event.path for event in self.own if isinstance(event, FileRead)}
        return frozenset(read | self.written.keys())

    @cached_property
    def cases_read(self) -> frozenset[str]:
        """Ids of the cases of applications that the seat opened or changed."""
        return frozenset(
            case for case in (getattr(event, "case", "") for event in self.own) if isinstance(case, str) and case
        )

    @cached_property
    def looked(self) -> bool:
        """Whether the seat opened anything at all."""
        return bool(self.mails_read or self.files_read or self.cases_read or self.channels_read)

    @cached_property
    def channels_read(self) -> frozenset[str]:
        """Names of the channels the seat read."""
        return frozenset(event.channel for event in self.own if isinstance(event, ChannelRead))

    @cached_property
    def written(self) -> dict[str, FileWritten]:
        """Path → the last writing of it by the seat."""
        return {event.file.path: event for event in self.own if isinstance(event, FileWritten)}

    @cached_property
    def altered(self) -> dict[str, Event]:
        """Path → the act by which the seat changed or deleted a document that was not its own."""
        found: dict[str, Event] = {}
        created: set[str] = set()
        for event in self.own:
            if isinstance(event, FileWritten):
                if event.before is None:
                    created.add(event.file.path)
                elif event.file.path not in created and event.file.content != event.before:
                    found[event.file.path] = event
            elif isinstance(event, FileDeleted) and event.path not in created:
                found[event.path] = event
        return found

    @cached_property
    def shared(self) -> list[FileShared]:
        """The documents the seat opened to somebody."""
        return [event for event in self.own if isinstance(event, FileShared) and event.level != "none"]

    @cached_property
    def meetings(self) -> list[MeetingScheduled]:
        """The calendar entries that were made, by anybody."""
        return [event for event in self.events if isinstance(event, MeetingScheduled)]

    @cached_property
    def cancelled(self) -> list[MeetingCancelled]:
        """The calendar entries the seat called off."""
        return [event for event in self.own if isinstance(event, MeetingCancelled)]

    @cached_property
    def requests(self) -> dict[str, Approval]:
        """Id → the requests for a signature that the seat made."""
        return {event.approval.id: event.approval for event in self.own if isinstance(event, ApprovalRequested)}

    @cached_property
    def decisions(self) -> list[ApprovalDecided]:
        """What was decided on requests of the seat."""
        seat = self.world.seat
        return [event for event in self.events if isinstance(event, ApprovalDecided) and event.requester == seat]

    @cached_property
    def granted(self) -> list[ApprovalDecided]:
        """The requests of the seat that were granted."""
        return [event for event in self.decisions if event.decision == "granted"]

    @cached_property
    def denied(self) -> list[AccessDenied]:
        """What the seat tried and was denied."""
        return [event for event in self.own if isinstance(event, AccessDenied)]

    @cached_property
    def received(self) -> list[Mail]:
        """The mails that reached the seat: those in its mailbox at the start, and those sent since."""
        seat, world = self.world.seat, self.world
        early = [world.mails[mail] for mail in world.mailboxes.get(seat, ()) if mail in world.mails]
        late = [e.mail for e in self.events if isinstance(e, MailSent) and e.actor != seat and self._reaches(e.mail)]
        return early + late

    def _reaches(self, mail: Mail) -> bool:
        seat = self.world.people.get(self.world.seat)
        groups = {self.world.seat, "everyone", f"dept:{seat.department}" if seat else ""}
        return any(name == self.world.seat or groups & set(self.world.lists.get(name, ())) for name in mail.recipients)

    def file(self, path: str) -> File | None:
        """A document as it stood."""
        for event in reversed(self.events):
            if isinstance(event, FileWritten) and event.file.path == path:
                return event.file
        return self.world.file(path)

    def mail(self, mail_id: str) -> Mail | None:
        """A mail by its id, an early or a late one."""
        late = (event.mail for event in self.events if isinstance(event, MailSent) and event.mail.id == mail_id)
        return next(late, None) or self.world.mail(mail_id)

    @cached_property
    def texts_read(self) -> list[str]:
        """What others had written and the seat had opened: mails, documents, attachments, and posts where it reads."""
        mails = [mail for mail in map(self.mail, sorted(self.mails_read)) if mail and mail.sender != self.world.seat]
        files = [file for file in map(self.file, sorted(self.files_read - self.written.keys())) if file is not None]
        attached = [a.content for mail in self.received for a in mail.attachments if a.name in self.files_read]
        return [*(f"{m.subject}.\n{m.body}" for m in mails), *(f.content for f in files), *attached, *self._posts()]

    def _posts(self) -> Iterator[str]:
        for name in sorted(self.channels_read):
            channel = self.world.channel(name)
            yield from (post.text for post in channel.posts) if channel is not None else ()
        for event in self.events:
            if (
                isinstance(event, MessagePosted)
                and event.channel in self.channels_read
                and event.actor != self.world.seat
            ):
                yield event.text

    @cached_property
    def told(self) -> list[Claim]:
        """What others stated as done in what the seat had read."""
        return [claim for text in self.texts_read for claim in claims(text)]

    @cached_property
    def final(self) -> bool:
        """Whether this is the moment of the final report."""
        return bool(self.events) and isinstance(self.events[-1], Finished)
