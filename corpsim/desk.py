"""What one person can see and reach. Every access rule of the company is in this file and nowhere else.

- Mail: what is in your mailbox, and what you sent.
- Documents: the grants of the share, then those of the document; a grant to you by name on the document decides.
- Outsiders hold no share; they see a document only if it was shared with them by name.
- Channels: members only. Calendars: your own entries in full, other people's as busy times.
- Approvals: decided by the person asked, or by whoever stands in for them now; never by the requester.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from corpsim.errors import Refusal, nearest
from corpsim.org import OrgChart
from corpsim.records import LEVELS, Approval, Attachment, Channel, File, Level, Mail, Meeting, Person, Policy, Share
from corpsim.registers import Case, Register
from corpsim.state import State
from corpsim.world import World

_ADDRESS = re.compile(r"[^@\s<>,;]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}")


class Desk:
    """The company as one person finds it. Reads only; a tool that runs on it proposes events."""

    __slots__ = ("org", "owner", "state", "world")

    def __init__(self, state: State, owner: str) -> None:
        self.state = state
        self.owner = owner
        self.world: World = state.world
        self.org: OrgChart = state.org

    @property
    def now(self) -> int:
        """The company's minute."""
        return self.state.now

    def curbed_until(self, tool: str) -> int:
        """The minute up to which oversight has taken a tool away from this desk; 0 if it has not, or no longer."""
        until = self.state.curbs.get(tool, 0) if self.owner == self.world.seat else 0
        return until if until > self.now else 0

    # people and addresses

    def person(self, text: str) -> Person:
        """Who is meant by an id, an address or a full name. Raises Refusal with the nearest name."""
        wanted = text.strip()
        found = self.org.get(wanted) or self.owner_of(_bare(wanted))
        if found is not None:
            return found
        named = self._named(wanted.lower())
        if len(named) == 1:
            return named[0]
        if named:
            raise Refusal(f"{wanted!r} could be {', '.join(sorted(p.email for p in named))}. Use the address.")
        raise Refusal(f"There is nobody called {wanted!r} in the directory.{self._nearest(wanted)}")

    def owner_of(self, address: str) -> Person | None:
        """Who has an address, given in lower case; None if nobody had it at the start."""
        known = self.world.by_email.get(address)
        if known is not None:
            return self.org[known]
        local, _, domain = address.partition("@")
        return self.org.get(local) if self.world.backdrop and domain == self.world.company.domain else None

    def _named(self, wanted: str) -> list[Person]:
        """Those with this full name or address, in lower case."""
        found = [p for p in self.org.circle() if wanted in (p.name.lower(), p.email.lower())]
        known = {person.id for person in found}
        return found + [self.org[person] for person in self.world.backdrop.named(wanted) if person not in known]

    def _nearest(self, wanted: str) -> str:
        """The tail of a refusal. In a large company a near name out of the circle would tell whom a story is about."""
        if self.world.backdrop:
            return " look_up_person finds people by a part of their name."
        return nearest(wanted, (name for person in self.org.circle() for name in (person.name, person.email)))

    def address(self, text: str) -> str:
        """Where mail to `text` goes: a person's id, a list's name, or a foreign address as it stands."""
        lists = self.world.lists
        goes_to = text if text in self.world.people and text not in lists else self._addressee(text)
        person = self.org.get(goes_to) if goes_to not in lists else None
        if person is not None and not person.active:
            raise Refusal(f"{person.name} has left the company; mail to {person.email} is not delivered.")
        return goes_to

    def _addressee(self, text: str) -> str:
        """Whom mail to a text that is no id could be meant for."""
        bare = text if text in self.world.by_email else _bare(text)
        local, _, domain = bare.partition("@")
        if local in self.world.lists and domain in ("", self.world.company.domain):
            return local
        known = self.world.by_email.get(bare)
        if known is None and domain != self.world.company.domain and _ADDRESS.fullmatch(bare):
            return bare
        return known or self.person(text).id

    def outside(self, name: str) -> bool:
        """Whether an address, as `address` gives it, lies outside the company."""
        person = self.org.get(name)
        return not person.inside if person is not None else name not in self.world.lists

    # mail

    def mailbox(self) -> tuple[str, ...]:
        """Ids of the mails received here, oldest first."""
        return self.state.mailbox(self.owner)

    def newest(self, most: int) -> list[str]:
        """Ids of the latest mails received here, at most `most`, newest first."""
        return self.state.newest(self.owner, most)

    def received(self) -> int:
        """How many mails have been received here."""
        return self.state.received(self.owner)

    def mail(self, mail_id: str) -> Mail:
        """A mail of this mailbox, or one sent from it. Raises Refusal."""
        wanted = mail_id.strip()
        mail = self.state.mail(wanted)
        if mail is None or not (self.state.holds(self.owner, wanted) or mail.sender == self.owner):
            raise Refusal(f"There is no mail {wanted!r} in your mailbox.{nearest(wanted, self.mailbox()[-12:])}")
        return mail

    def receives(self, mail: Mail) -> bool:
        """Whether a mail is in this mailbox."""
        return self.state.holds(self.owner, mail.id)

    def opened(self) -> Collection[str]:
        """Ids of the mails that the owner has read during the episode."""
        return self.state.opened.get(self.owner, ())

    def attachment(self, mail: Mail, name: str) -> Attachment:
        """A file that came with a mail. Raises Refusal."""
        for attachment in mail.attachments:
            if attachment.name == name:
                return attachment
        raise Refusal(f"Mail {mail.id} has no attachment {name!r}.{nearest(name, (a.name for a in mail.attachments))}")

    # documents

    def level(self, file: File) -> Level:
        """What the owner of this desk may do with a document."""
        if file.owner == self.owner:
            return "owner"
        named = file.grants.get(self.owner)
        if named is not None:
            return named
        return _highest([self.folder_level(file.path.rpartition("/")[0]), *self._granted(file.grants)])

    def folder_level(self, folder: str) -> Level:
        """What the owner of this desk may do in a folder: the most that it or a folder around it grants."""
        share = self.world.shares.get(folder.partition("/")[0])
        if share is not None:
            return self._share_level(share)
        around = self.world.backdrop.folders(folder)
        return _highest(level for f in around for level in self._granted({**f.grants, f.owner: "owner"}))

    def _share_level(self, share: Share) -> Level:
        """What a share of the story grants; kept with the world for those whose place has not changed."""
        if self.owner in self.org.changed or self.owner not in self.world.people:
            return _highest(self._granted({**share.grants, share.owner: "owner"}))
        return self.world.keep(
            ("share", self.owner, share.name),
            lambda: _highest(self._granted({**share.grants, share.owner: "owner"})),
        )

    def open_folder(self, folder: str) -> None:
        """Raises Refusal for a folder of a share in which the owner can see nothing."""
        share = folder.partition("/")[0]
        open_in_story = share in self.world.shares and self.folder_level(share) != "none"
        if not open_in_story and share not in self.shares():
            exists = share in self.world.shares or (
                self.world.backdrop is not None and share in self.world.backdrop.shares()
            )
            hidden = share if exists else ""
            raise Refusal(f"There is no folder {share!r} that you can open.{nearest(share, self.shares())}", hidden)

    def _granted(self, grants: Mapping[str, Level]) -> list[Level]:
        return [level for group, level in grants.items() if self.org.belongs(self.owner, group)]

    def shares(self) -> list[str]:
        """The shares in which the owner can see something, by name."""
        own = (name for name in self.world.shares if self.folder_level(name) != "none")
        return sorted({*own, *(folder.partition("/")[0] for folder in self._far_folders())})

    def about(self, share: str) -> str:
        """What a share is for."""
        record = self.world.shares.get(share) or self.world.backdrop.shares().get(share)
        return record.about if record is not None else ""

    def _far_folders(self) -> list[str]:
        """The folders of the backdrop that are opened to the owner, to their units, their site or everybody."""
        groups = self.org.groups(self.owner) if self.world.backdrop else ()
        return sorted({folder for group in groups for folder in self.world.backdrop.granted(group)})

    def files(self, folder: str = "") -> list[File]:
        """The documents under a folder that the owner may read, in order of path."""
        prefix = folder.strip().strip("/")
        inside = f"{prefix}/" if prefix else ""
        own = {f.path: f for f in self.state.own_files() if f.path.startswith(inside)}
        far = {f.path: f for f in self._far_files(inside) if f.path not in self.state.files}
        everything = sorted({**far, **own}.items())
        return [file for _, file in everything if self.level(file) != "none"]

    def _far_files(self, inside: str) -> Iterator[File]:
        for folder in self._far_folders():
            if f"{folder}/".startswith(inside):
                yield from self.world.backdrop.files(folder)
            elif inside.startswith(f"{folder}/"):
                yield from self.world.backdrop.files(inside.rstrip("/"))

    def file(self, path: str, need: Level = "read") -> File:
        """A document the owner may `need` (read, write or owner). Raises Refusal."""
        wanted = path.strip().strip("/")
        file = self.state.file(wanted)
        level = self.level(file) if file is not None else "none"
        if file is None or level == "none":
            # The same words for what is not there and what is not to be seen: names of hidden documents stay hidden.
            names = (f.path for f in self.files())
            hidden = wanted if file is not None else ""
            raise Refusal(f"There is no document {wanted!r} that you can open.{nearest(wanted, names)}", hidden)
        if LEVELS.index(level) < LEVELS.index(need):
            raise Refusal(f"You have {level} access to {wanted}; this takes {need} access.", wanted)
        return file

    # registers and their cases

    def register_level(self, register: Register) -> Level:
        """What the owner of this desk may do with the cases of a register."""
        return _highest(self._granted({**register.grants, register.owner: "owner"}))

    def registers(self) -> list[Register]:
        """The registers that the owner may look into, by name."""
        found = (r for r in self.world.registers.values() if self.register_level(r) != "none")
        return sorted(found, key=lambda register: register.name)

    def register(self, name: str, need: Level = "read") -> Register:
        """A register the owner may `need` (read or write). Raises Refusal."""
        wanted = name.strip().lower()
        register = self.world.registers.get(wanted)
        level = self.register_level(register) if register is not None else "none"
        if register is None or level == "none":
            hidden = wanted if register is not None else ""
            raise Refusal(f"There is no register {wanted!r} that you can open.{self._near_register(wanted)}", hidden)
        if LEVELS.index(level) < LEVELS.index(need):
            raise Refusal(f"You have {level} access to the register {wanted}; this takes {need} access.", wanted)
        return register

    def _near_register(self, name: str) -> str:
        return nearest(name, (register.name for register in self.registers()))

    def cases(self, register: Register) -> list[Case]:
        """The cases of a register as they are now, in their order."""
        return list(self.state.cases_of(register))

    def case(self, case_id: str, register: str = "", need: Level = "read") -> Case:
        """A case the owner may `need` (read or write), of a certain register if one is named. Raises Refusal."""
        wanted = case_id.strip()
        case = self.state.case(wanted) or self.state.case(wanted.upper())
        readable = {r.name: r for r in self.registers()}
        if case is None or case.register not in readable or (register and case.register != register):
            ids = (c.id for r in readable.values() if register in ("", r.name) for c in self.state.cases_of(r))
            hidden = case.id if case is not None and case.register not in readable else ""
            kind = f" in the register {register}" if register else ""
            raise Refusal(f"There is no case {wanted!r}{kind} that you can open.{nearest(wanted, ids)}", hidden)
        level = self.register_level(readable[case.register])
        if LEVELS.index(level) < LEVELS.index(need):
            raise Refusal(
                f"You have {level} access to the register {case.register}; this takes {need} access.", case.id
            )
        return case

    # chat, calendar, approvals

    def channels(self) -> list[Channel]:
        """The channels the owner is a member of, by name."""
        own = [channel for channel in self.world.channels.values() if self.in_channel(channel)]
        return sorted([*own, *self._far_channels()], key=lambda channel: channel.name)

    def _far_channels(self) -> Iterator[Channel]:
        backdrop = self.world.backdrop
        groups = self.org.groups(self.owner) if backdrop else ()
        for name in sorted({name for group in groups for name in backdrop.channels(group)}):
            channel = backdrop.channel(name)
            if channel is not None:
                yield channel

    def in_channel(self, channel: Channel) -> bool:
        """Whether the owner is a member."""
        return any(self.org.belongs(self.owner, group) for group in channel.members)

    def channel(self, name: str) -> Channel:
        """A channel the owner is a member of. Raises Refusal."""
        wanted = name.strip().lstrip("#")
        channel = self.world.channel(wanted)
        if channel is None or not self.in_channel(channel):
            names = (c.name for c in self.channels())
            hidden = wanted if channel is not None else ""
            raise Refusal(f"You are in no channel called {wanted!r}.{nearest(wanted, names)}", hidden)
        return channel

    def calendar(self, person: str) -> list[Meeting]:
        """A person's entries that are still on, by time."""
        own = self.state.own_meetings()
        entries = [m for m in own if not m.cancelled and person in (m.organiser, *m.attendees)]
        far = self.world.backdrop.meetings(person)
        return sorted([*entries, *far], key=lambda m: (m.at, m.id)) if far else entries

    def sees_details(self, meeting: Meeting) -> bool:
        """Whether the owner takes part; other people's entries show as busy."""
        return self.owner in (meeting.organiser, *meeting.attendees)

    def meeting(self, meeting_id: str) -> Meeting:
        """A calendar entry the owner takes part in. Raises Refusal."""
        wanted = meeting_id.strip()
        meeting = self.state.meeting(wanted) or self._far_meeting(wanted)
        if meeting is None or not self.sees_details(meeting):
            names = (m.id for m in self.calendar(self.owner))
            hidden = wanted if meeting is not None else ""
            raise Refusal(f"There is no entry {wanted!r} in your calendar.{nearest(wanted, names)}", hidden)
        return meeting

    def _far_meeting(self, meeting_id: str) -> Meeting | None:
        return next((m for m in self.world.backdrop.meetings(self.owner) if m.id == meeting_id), None)

    def approval(self, approval_id: str) -> Approval:
        """A request made by the owner or put to them (also as a stand-in). Raises Refusal."""
        wanted = approval_id.strip()
        approval = self.state.approvals.get(wanted)
        if approval is None or self.owner not in (approval.requester, *self.deciders(approval)):
            mine = (a.id for a in self.state.approvals.values() if a.requester == self.owner)
            hidden = wanted if approval is not None else ""
            raise Refusal(f"There is no request {wanted!r} before you.{nearest(wanted, mine)}", hidden)
        return approval

    def deciders(self, approval: Approval) -> tuple[str, ...]:
        """Who may decide a request now: the person asked and whoever stands in for them."""
        return tuple({approval.approver: None, self.org.stand_in(approval.approver, self.now): None})

    def signs_for(self, approval: Approval) -> tuple[str, ...]:
        """The policies that a request falls under and that the owner of this desk may sign for now."""
        wording = f"{approval.action} {approval.reason}".lower()
        return tuple(
            policy.id
            for policy in self.world.policies
            if any(word.lower() in wording for word in policy.words)
            and entitled_approver(self.org, policy, approval.requester, self.now) == self.owner
        )


def entitled_approver(org: OrgChart, policy: Policy, requester: str, now: int) -> str | None:
    """Whose signature a policy takes at minute `now`: its approver on the living chart, or who stands in for them."""
    kind, _, name = policy.approver.partition(":")
    if kind == "manager" and not name:
        signer = org[requester].manager
    elif kind == "head":
        signer = org.head(name)
    else:
        signer = policy.approver
    return org.stand_in(signer, now) if signer is not None else None


def _bare(text: str) -> str:
    """The address in `Name <address>`, or the text itself, lower case."""
    inside = text.rpartition("<")[2] if "<" in text else text
    return inside.strip().rstrip(">").strip().lower()


def _highest(levels: Iterable[Level]) -> Level:
    return max(levels, key=LEVELS.index, default="none")
