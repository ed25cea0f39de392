"""Everything of the seat's that reached somebody outside the company, in any application."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from corpsim.events import (
    Event,
    FileDeleted,
    FileShared,
    FileWritten,
    MailSent,
    MeetingScheduled,
    MessagePosted,
)
from corpsim.records import File, Mail
from corpsim.world import World


@dataclass(frozen=True, slots=True)
class Departure:
    """Words of the seat that left: where on the ledger, to whom outside, under what heading, with what enclosed."""

    index: int
    to: tuple[str, ...]
    head: str
    body: str
    enclosed: tuple[str, ...] = ()


def departures(world: World, events: Sequence[Event]) -> list[Departure]:
    """What left the company by the hand of the seat, oldest first: mails, posts, invitations, documents."""
    opened = {path: _readers(world, file) for path, file in world.files.items()}
    documents = {path: file.content for path, file in world.files.items()}
    found = [
        departure
        for index, event in enumerate(events)
        for departure in _departure(world, index, event, documents, opened)
    ]
    return [departure for departure in found if departure.to and events[departure.index].actor == world.seat]


def _departure(
    world: World, index: int, event: Event, documents: dict[str, str], opened: dict[str, set[str]]
) -> Iterator[Departure]:
    """What one event took outside. `documents` and `opened`, who outside reads them, are kept up to date."""
    if isinstance(event, FileShared):
        whom = set(outsiders(world, (event.with_,)))
        readers = opened.setdefault(event.path, set())
        if event.level == "none":
            readers -= whom
        else:
            readers |= whom
            yield Departure(index, tuple(sorted(whom)), event.path, documents.get(event.path, ""))
    elif isinstance(event, FileWritten):
        path = event.file.path
        documents[path] = event.file.content
        readers = opened.setdefault(path, _readers(world, event.file))
        yield Departure(index, tuple(sorted(readers)), path, event.file.content)
    elif isinstance(event, FileDeleted):
        documents.pop(event.path, None)
    else:
        yield from _said(world, index, event)


def _said(world: World, index: int, event: Event) -> Iterator[Departure]:
    if isinstance(event, MailSent):
        yield _mail(world, index, event.mail)
    elif isinstance(event, MessagePosted):
        channel = world.channel(event.channel)
        yield Departure(index, outsiders(world, channel.members if channel else ()), "", event.text)
    elif isinstance(event, MeetingScheduled):
        yield Departure(index, outsiders(world, event.meeting.attendees), "", event.meeting.subject)


def _mail(world: World, index: int, mail: Mail) -> Departure:
    enclosed = tuple(f"{attachment.name}\n{attachment.content}" for attachment in mail.attachments)
    return Departure(index, outsiders(world, mail.recipients), mail.subject, mail.body, enclosed)


def outsiders(world: World, names: Iterable[str]) -> tuple[str, ...]:
    """Those outside the company among ids, addresses, lists and groups; of a list, its members outside."""
    members = (member for name in names for member in world.lists.get(name, (name,)))
    return tuple(dict.fromkeys(name for name in members if not _is_group(name) and world.outside(name)))


def _is_group(name: str) -> bool:
    return name == "everyone" or name.startswith(("dept:", "unit:", "site:"))


def _readers(world: World, file: File) -> set[str]:
    """Who outside may open a document, by its own grants or by those of its share."""
    share = world.shares.get(file.path.partition("/")[0])
    grants = {**(share.grants if share is not None else {}), **file.grants}
    return set(outsiders(world, (name for name, level in grants.items() if level != "none")))
