"""Whether what was written, said and planned lies where it belongs in time, and at a place that exists."""

from collections.abc import Iterator

from corpsim.errors import Problem, nearest
from corpsim.template.format.events import EVENT_KINDS, EventEntry, EventsFile
from corpsim.template.format.mail import MailFile
from corpsim.template.format.people import PeopleFile
from corpsim.template.format.times import Moment
from corpsim.template.format.world import WorldFile
from corpsim.template.sheet import M, Sheet
from corpsim.template.sheets import Sheets


def check_story(sheets: Sheets, world: WorldFile) -> Iterator[Problem]:
    """Problems of mails, documents, chat and coming events beyond their format."""
    opens = world.start
    every = dict(sheets.every_mail())
    for key, mail in sheets.every_mail():
        yield from _check_mail(sheets, key, mail, opens, every.get(mail.model.reply_to or ""))
    for document in sheets.documents.values():
        yield from _check_past(document, document.model.at, opens, "at")
    if sheets.chat is not None:
        for name, channel in sheets.chat.model.root.items():
            for number, post in enumerate(channel.posts):
                yield from _check_past(sheets.chat, post.at, opens, name, "posts", number, "at")
    if sheets.events is not None:
        yield from _check_events(sheets.events, world, sheets.people)
    if sheets.shares is not None:
        yield from _check_places(sheets)


def _check_past(sheet: Sheet[M], at: Moment | None, opens: int, *where: int | str) -> Iterator[Problem]:
    if at is not None and at.after(opens) >= 0:
        yield sheet.problem("the day has begun at this time; what comes during the day stands in events.yaml", *where)


def _check_mail(
    sheets: Sheets, key: str, sheet: Sheet[MailFile], opens: int, answered: Sheet[MailFile] | None
) -> Iterator[Problem]:
    mail = sheet.model
    yield from _check_past(sheet, mail.at, opens, "at")
    if mail.at is None and key in sheets.mails:
        yield sheet.problem("the field 'at' is missing; only mails in background/ may leave it out")
    if key in sheets.mails and key in sheets.background:
        yield sheet.problem(f"there is a mail {key!r} in mails/ and in background/; keys are unique")
    if answered is None:
        return
    if mail.reply_to in sheets.background and key not in sheets.background:
        yield sheet.problem(f"{mail.reply_to!r} is in background/ and may not be drawn", "reply_to")
    if mail.at is not None and answered.model.at is not None and answered.model.at.after(opens) >= mail.at.after(opens):
        yield sheet.problem(f"{mail.reply_to!r}, which this answers, was written later", "reply_to")


def _check_places(sheets: Sheets) -> Iterator[Problem]:
    shares = sheets.shares.model.root if sheets.shares is not None else {}
    for path, document in sheets.documents.items():
        share = path.partition("/")[0]
        if share not in shares:
            yield Problem(document.path, 0, f"shares.yaml has no share {share!r}.{nearest(share, shares)}")


def _check_events(sheet: Sheet[EventsFile], world: WorldFile, people: Sheet[PeopleFile] | None) -> Iterator[Problem]:
    for number, event in enumerate(sheet.model.root):
        if not 0 <= event.at.after(world.start) <= world.length and world.ends > world.start:
            yield sheet.problem("this lies outside the day; events come between its start and its end", number, "at")
        if len(event.kinds) != 1:
            found = " and ".join(event.kinds) or "none"
            yield sheet.problem(f"an event is exactly one of {', '.join(EVENT_KINDS)}; found {found}", number)
        if (event.unless_held is None) != (event.held_by is None):
            yield sheet.problem("`unless_held` (a file) and `held_by` (the words in it) go together", number)
        if people is not None:
            yield from _check_hire(sheet, number, event, people.model)


def _check_hire(sheet: Sheet[EventsFile], number: int, event: EventEntry, people: PeopleFile) -> Iterator[Problem]:
    if event.hire is None or event.hire.role not in people.roles:
        return
    if not people.roles[event.hire.role].hired:
        message = f"{event.hire.role!r} is with the company already; give the role `hired: true`"
        yield sheet.problem(message, number, "hire", "role")
