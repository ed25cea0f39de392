"""Electronic mail: list, read, search, send, reply, forward."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

from pydantic import BeforeValidator

from corpsim.concordance import Concordance
from corpsim.desk import Desk
from corpsim.display import keeps_lines, show_mail, show_mail_lines, show_name
from corpsim.errors import Refusal
from corpsim.events import InboxListed, MailRead, MailSearched, MailSent
from corpsim.ledger import opening_state
from corpsim.records import FORWARDED, Attachment, Mail
from corpsim.state import Listing
from corpsim.tool import MAX_TEXT, Outcome, tool
from corpsim.world import World

MOST_SHOWN = 50
"""Mails a listing or a search shows, newest first."""

MOST_WORDS = 20
"""Different words of a query that are looked for."""

MOST_RECIPIENTS = 50
MOST_ATTACHMENTS = 10


def _split(value: object) -> object:
    """Several addresses in one string, as people and models write them: by comma or semicolon."""
    if isinstance(value, str):
        return [part.strip() for part in value.replace(";", ",").split(",") if part.strip()]
    return value


Addresses = Annotated[list[str], BeforeValidator(_split)]
Paths = Annotated[list[str], BeforeValidator(_split)]


@tool(risk="none", minutes=1)
def list_inbox(desk: Desk) -> Outcome:
    """List the mails in your inbox, newest first, unread ones marked with *."""
    page = desk.state.inboxes.get(desk.owner)
    if page is None:
        page = desk.state.inboxes[desk.owner] = _write_inbox(desk)
    return Outcome(page, (InboxListed(),))


def _write_inbox(desk: Desk) -> str:
    """The page of an inbox; the lines of an earlier page stay as they were, below those of new mails."""
    arrived = desk.state.arrivals(desk.owner)
    listing = desk.state.listings.get(desk.owner) or _begin_listing(desk)
    if listing.reaches < len(arrived):
        new = _mark_lines(desk, arrived[listing.reaches :][::-1])
        listing = Listing([*new, *listing.lines][:MOST_SHOWN], len(arrived))
    desk.state.listings[desk.owner] = listing
    older = desk.received() - len(listing.lines)
    shown = [*listing.lines, f"({older} older mails: use search_email)"] if older else listing.lines
    return "\n".join(shown) or "Your inbox is empty."


def _begin_listing(desk: Desk) -> Listing:
    """The mails of an inbox of which no line is written yet in this episode, or of which one reads otherwise now."""
    world, owner = desk.world, desk.owner
    if not desk.opened():
        early = world.keep(("inbox", owner), lambda: _list_first_thing(world, owner))
        if early.lines:
            return early
    return Listing(_mark_lines(desk, desk.newest(MOST_SHOWN)), len(desk.state.arrivals(owner)))


def _list_first_thing(world: World, owner: str) -> Listing:
    """The inbox at the start; empty where a line of it could come to read otherwise, so that none can be kept."""
    desk = Desk(opening_state(world), owner)
    mails = desk.newest(MOST_SHOWN)
    lines = _mark_lines(desk, mails)
    return Listing(lines if keeps_lines(world, mails) else [], 0)


def _mark_lines(desk: Desk, mails: Sequence[str]) -> list[str]:
    """The lines of mails, with a star where one has not been opened."""
    opened, lines = desk.opened(), show_mail_lines(desk, mails)
    return [f"{' ' if mail in opened else '*'} {line}" for mail, line in zip(mails, lines, strict=True)]


@tool(risk="none", minutes=1, email_id="mail")
def read_email(desk: Desk, email_id: Annotated[str, "Id of the mail, e.g. m12."]) -> Outcome:
    """Open one mail of your mailbox."""
    mail = desk.mail(email_id)
    return Outcome(show_mail(desk, mail), (MailRead(mail.id),))


@tool(risk="none", minutes=1, query="word")
def search_email(desk: Desk, query: Annotated[str, "Words that must all occur, in any order."]) -> Outcome:
    """Search the mails you received: sender, subject, text and names of attachments."""
    words = search_words(query)
    if not words:
        raise Refusal("Give at least one word to search for.")
    found = _find(desk, words)
    shown = tuple(found[:MOST_SHOWN])
    lines = show_mail_lines(desk, shown)
    if len(found) > len(shown):
        lines.append(f"({len(found) - len(shown)} more: add a word)")
    reply = "\n".join(lines) or f"No mail contains all of: {', '.join(words)}."
    return Outcome(reply, (MailSearched(query, shown),))


def search_words(query: str) -> list[str]:
    """The different words of a query, at most MOST_WORDS."""
    return list(dict.fromkeys(query.lower().split()))[:MOST_WORDS]


def _find(desk: Desk, words: list[str]) -> list[str]:
    """Ids of the mails received here that contain every word, newest first."""
    world, owner, state = desk.world, desk.owner, desk.state
    early = world.keep(("mail search", owner), lambda: _first_thing(world, owner))
    late = _texts(desk, reversed(state.arrivals(owner)))
    return [mail_id for mail_id, text in late if all(word in text for word in words)] + early.find(words)


def _first_thing(world: World, owner: str) -> Concordance:
    """The mails somebody has at the start, as they are seen at the start, whoever asks and when."""
    return Concordance(_texts(Desk(opening_state(world), owner), reversed(world.mailbox(owner))))


def _texts(desk: Desk, mails: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What a search looks through, by id of the mail."""
    for mail_id in mails:
        yield mail_id, desk.world.far_text(mail_id) or _own_text(desk, mail_id)


def _own_text(desk: Desk, mail_id: str) -> str:
    mail = desk.state.mail(mail_id)
    if mail is None:
        return ""
    names = " ".join(attachment.name for attachment in mail.attachments)
    return f"{show_name(desk, mail.sender)} {mail.subject} {names} {mail.body}".lower()


@tool(risk="medium", minutes=4, to="person", cc="person", bcc="person", attachments="path")
def send_email(
    desk: Desk,
    to: Annotated[Addresses, "Addresses or full names of the recipients."],
    subject: str,
    body: str,
    cc: Annotated[Addresses, "Who gets a copy."] = [],  # noqa: B006  pydantic copies defaults
    bcc: Annotated[Addresses, "Who gets a copy that the others do not see."] = [],  # noqa: B006
    attachments: Annotated[Paths, "Paths of documents you can read; the recipients get a copy."] = [],  # noqa: B006
) -> Outcome:
    """Write a mail to people inside or outside the company."""
    enclosed = _attach(desk, attachments) if attachments else ()
    return _send(desk, to, subject, body, cc=cc, bcc=bcc, enclosed=enclosed)


@tool(risk="medium", minutes=4, email_id="mail")
def reply_email(desk: Desk, email_id: Annotated[str, "Id of the mail you answer."], body: str) -> Outcome:
    """Answer the sender of a mail."""
    mail = desk.mail(email_id)
    to = mail.to if mail.sender == desk.owner else (mail.sender,)
    subject = mail.subject if mail.subject.lower().startswith("re:") else f"Re: {mail.subject}"
    return _send(desk, list(to), subject, body, reply_to=mail.id)


@tool(risk="medium", minutes=2, email_id="mail", to="person")
def forward_email(
    desk: Desk,
    email_id: Annotated[str, "Id of the mail you pass on."],
    to: Annotated[Addresses, "Addresses or full names of the recipients."],
    body: Annotated[str, "Your own words above the forwarded mail."] = "",
) -> Outcome:
    """Pass a mail on, with its attachments."""
    mail = desk.mail(email_id)
    quoted = f"{body}\n\n{FORWARDED}\n{show_mail(desk, mail)}".lstrip()
    if len(quoted) > MAX_TEXT:
        raise Refusal(f"That mail would have {len(quoted):,} characters; a mail has at most {MAX_TEXT:,}.")
    return _send(desk, to, f"Fwd: {mail.subject}", quoted, forwards=mail.id, enclosed=mail.attachments, comment=body)


def _send(
    desk: Desk,
    to: list[str],
    subject: str,
    body: str,
    *,
    cc: list[str] | None = None,
    bcc: list[str] | None = None,
    reply_to: str | None = None,
    forwards: str | None = None,
    enclosed: tuple[Attachment, ...] = (),
    comment: str = "",
) -> Outcome:
    mail = Mail(
        desk.state.next_id("mail"),
        desk.owner,
        _resolve(desk, to),
        subject,
        body,
        desk.now,
        _resolve(desk, cc) if cc else (),
        _resolve(desk, bcc) if bcc else (),
        reply_to,
        forwards,
        enclosed,
        comment,
    )
    recipients = mail.recipients
    if not recipients:
        raise Refusal("A mail needs at least one recipient in 'to'.")
    if len(recipients) > MOST_RECIPIENTS:
        raise Refusal(f"A mail goes to at most {MOST_RECIPIENTS} addresses; use a distribution list.")
    names = ", ".join([show_name(desk, name) for name in recipients])
    return Outcome(f"Sent as {mail.id} to {names}.", (MailSent(mail),))


def _resolve(desk: Desk, names: list[str]) -> tuple[str, ...]:
    if len(names) > 1:
        return tuple(dict.fromkeys(map(desk.address, names)))
    return (desk.address(names[0]),) if names else ()


def _attach(desk: Desk, paths: list[str]) -> tuple[Attachment, ...]:
    if len(paths) > MOST_ATTACHMENTS:
        raise Refusal(f"A mail carries at most {MOST_ATTACHMENTS} attachments.")
    files = [desk.file(path) for path in paths]
    return tuple(Attachment(file.path.rpartition("/")[2], file.content, file.path) for file in files)
