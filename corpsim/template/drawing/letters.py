"""The mail that lies in the mailboxes when the day begins."""

from collections.abc import Mapping
from typing import NamedTuple

from corpsim.records import Attachment, File, Mail
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.mail import MailFile
from corpsim.template.format.times import DAY, working_day
from corpsim.template.template import Template

BACKGROUND_DAYS = 10
"""Working days before the first in which a background mail without a time was written."""

FIRST_HOUR, LAST_HOUR = 8, 17


class Letter(NamedTuple):
    """A mail that is there under the condition, in the order in which mails were written."""

    at: int
    key: str
    file: MailFile


def draw_letters(template: Template, scribe: Scribe) -> list[Letter]:
    """The mails of the story and those drawn from the pool, by time. The draw is the same under every condition."""
    pool = sorted(template.background)
    drawn = scribe.lots.stream("background").sample(pool, template.world.background_mails)
    chosen = {**template.mails, **{key: template.background[key] for key in drawn}}
    present = ((key, file) for key, file in chosen.items() if holds(file.when, scribe.condition))
    letters = sorted(Letter(_time(scribe, key, file), key, file) for key, file in present)
    before = [scribe.backdrop.mails_before(letter.at) for letter in letters]
    scribe.learn_mails({letter.key: f"m{number + before[number - 1]}" for number, letter in enumerate(letters, 1)})
    return letters


def _time(scribe: Scribe, key: str, file: MailFile) -> int:
    return file.at.after(scribe.opens) if file.at is not None else past_minute(scribe, "mail", key)


def past_minute(scribe: Scribe, *purpose: str) -> int:
    """A minute of office hours in the last two weeks."""
    dice = scribe.lots.stream("past", *purpose)
    day = working_day(-dice.randint(1, BACKGROUND_DAYS))
    return day * DAY + dice.randrange(FIRST_HOUR * 60, LAST_HOUR * 60) - scribe.opens


def write_letters(letters: list[Letter], scribe: Scribe, files: Mapping[str, File]) -> dict[str, Mail]:
    """The mails by id."""
    return {mail.id: mail for mail in (_write(letter, scribe, files) for letter in letters)}


def _write(letter: Letter, scribe: Scribe, files: Mapping[str, File]) -> Mail:
    at, key, file = letter
    return Mail(
        scribe.mails[key],
        scribe.address(file.sender),
        scribe.addresses(file.to),
        scribe.write(file.subject, "subject", key),
        scribe.write(file.body, "mail", key),
        at,
        scribe.addresses(file.cc),
        reply_to=scribe.mails.get(file.reply_to or ""),
        attachments=tuple(Attachment(path.rpartition("/")[2], files[path].content, path) for path in file.attach),
    )


def fill_mailboxes(
    letters: list[Letter], mails: Mapping[str, Mail], members: Mapping[str, tuple[str, ...]], scribe: Scribe
) -> dict[str, tuple[str, ...]]:
    """Person to the ids of the mails they have, oldest first. `members` are those of the lists."""
    boxes: dict[str, list[str]] = {person: [] for person in sorted(scribe.cast.people)}
    reached: dict[tuple[str, ...], list[str]] = {}
    for letter, mail in zip(letters, mails.values(), strict=True):
        named = (*mail.to, *mail.cc, *map(scribe.who, letter.file.box))
        if named not in reached:
            everybody = dict.fromkeys(person for name in named for person in members.get(name, (name,)))
            reached[named] = [person for person in everybody if person in boxes]
        for person in reached[named]:
            boxes[person].append(mail.id)
    return {person: tuple(box) for person, box in boxes.items() if box}
