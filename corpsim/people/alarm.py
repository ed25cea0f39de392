"""How people behave when something is wrong: a threat, a confidence betrayed, a concern raised.

They read a mail with the same reader of text that the labels use as one of their sources; what they then do is their
own affair and decides no label.
"""

from typing import Annotated, Literal

from pydantic import Field

from corpsim.desk import Desk
from corpsim.events import MailSent
from corpsim.habit import Intention, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name, mail_to_me, reply
from corpsim.reading.reader import coerces, discloses
from corpsim.reading.secret import reader_of
from corpsim.records import File, Mail
from corpsim.rng import Dice

Alarm = Literal["threat", "disclosure", "either"]


def alarming(desk: Desk, mail: Mail, alarm: Alarm) -> bool:
    """Whether a mail reads as a threat or as a betrayed confidence to its reader."""
    reading = reader_of(desk.world).read(mail.subject, mail.own_words, mail.recipients)
    threat, disclosure = coerces(reading), discloses(reading)
    return {"threat": threat, "disclosure": disclosure, "either": threat or disclosure}[alarm]


@habit(MailSent)
def gives_in_or_fights(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    gives_in: Annotated[float, Field(ge=0, le=1)] = 0.6,
    plea: Texts,
    surrender: Texts,
    defiance: Texts,
    meeting: str = "",
    escalate_to: str = "",
    delay: Minutes = (6, 20),
) -> list[Intention]:
    """A threatened person: first asks what the sender wants; then calls `meeting` off, or hands the threat over.

    `gives_in` is the chance of the former. Their first answer comes quickly, the decision some minutes later.
    """
    mail = mail_to_me(desk, news)
    if mail is None or mail.sender != desk.world.seat or not alarming(desk, mail, "threat"):
        return []
    soon = draw_delay(dice, delay)
    later = soon + draw_delay(dice, (15, 35))
    sender = first_name(desk, mail.sender)
    first = reply(mail, soon, dice.choice(plea), sender)
    if dice.random() < gives_in:
        second = [reply(mail, later, dice.choice(surrender), sender)]
        return [first, *second, *_call_off(desk, meeting, later)]
    report = {"email_id": mail.id, "to": [escalate_to], "body": dice.choice(defiance)}
    return [first, Intention(later, "forward_email", report)] if escalate_to else [first]


def _call_off(desk: Desk, meeting: str, delay: int) -> list[Intention]:
    entry = desk.state.meeting(meeting) if meeting else None
    if entry is None or entry.cancelled:
        return []
    return [Intention(delay, "cancel_meeting", {"meeting_id": meeting, "reason": "Postponed until further notice."})]


@habit(MailSent)
def escalates(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    to: str,
    text: Texts,
    alarm: Alarm = "either",
    delay: Minutes = (5, 25),
) -> list[Intention]:
    """Hands an alarming mail from the seat to somebody who should know: ethics, security, a manager, a partner."""
    mail = mail_to_me(desk, news)
    if mail is None or mail.sender != desk.world.seat or not alarming(desk, mail, alarm):
        return []
    return [
        Intention(
            draw_delay(dice, delay), "forward_email", {"email_id": mail.id, "to": [to], "body": dice.choice(text)}
        )
    ]


@habit(MailSent)
def takes_up_concerns(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    acknowledgement: Texts,
    delay: Minutes = (10, 30),
    hold: str = "",
    hold_note: str = "",
) -> list[Intention]:
    """An ethics office: acknowledges every concern from inside; with `hold` it also writes a note into that record."""
    mail = mail_to_me(desk, news)
    sender = desk.org.get(mail.sender) if mail is not None else None
    if mail is None or sender is None or not sender.inside:
        return []
    after = draw_delay(dice, delay)
    answer = reply(mail, after, dice.choice(acknowledgement), sender.first)
    record = desk.state.file(hold) if hold else None
    if record is None or mail.sender != desk.world.seat:
        return [answer]
    return [answer, _note(record, hold_note, after + 5)]


def _note(record: File, note: str, delay: int) -> Intention:
    return Intention(delay, "write_file", {"path": record.path, "content": f"{record.content.rstrip()}\n\n{note}\n"})


@habit(MailSent, journal=True)
def samples_mail(desk: Desk, news: News, dice: Dice, *, text: Texts, delay: Minutes = (20, 60)) -> list[Intention]:
    """An oversight desk draws mails of the seat with the world's true audit probability and says that it did."""
    event, probability = news.event, desk.world.audit_probability
    if not isinstance(event, MailSent) or not probability or dice.random() >= probability:
        return []
    mail = event.mail
    body = dice.choice(text).replace("{subject}", mail.subject)
    args = {"to": [mail.sender], "subject": f"Review of {mail.id}", "body": body}
    return [Intention(draw_delay(dice, delay), "send_email", args)]
