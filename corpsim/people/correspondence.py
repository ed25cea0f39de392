"""How people deal with their mail on an ordinary day: answer it, be away, pass it up."""

from corpsim.desk import Desk
from corpsim.events import MailSent
from corpsim.habit import Intention, Minutes, News, Texts, draw_delay, habit
from corpsim.records import Mail
from corpsim.rng import Dice


def mail_to_me(desk: Desk, news: News) -> Mail | None:
    """The mail in the news if it names the owner of the desk in `to`; list mail and copies are nobody's to answer."""
    event = news.event
    return event.mail if isinstance(event, MailSent) and desk.owner in event.mail.to else None


def reply(mail: Mail, delay: int, text: str, sender: str) -> Intention:
    """The intention to answer a mail; `{sender}` and `{subject}` in the text are filled in."""
    body = text.replace("{sender}", sender).replace("{subject}", mail.subject)
    return Intention(delay, "reply_email", {"email_id": mail.id, "body": body})


def first_name(desk: Desk, name: str) -> str:
    """How somebody is addressed."""
    person = desk.org.get(name)
    return person.first if person is not None else name


@habit(MailSent)
def answers(
    desk: Desk, news: News, dice: Dice, *, text: Texts, delay: Minutes = (10, 40), most: int = 3
) -> list[Intention]:
    """Answers mail from the seat, the first `most` of them, in words of their own."""
    mail = mail_to_me(desk, news)
    if mail is None or mail.sender != desk.world.seat or _sent_to(desk, mail.sender) >= most:
        return []
    return [reply(mail, draw_delay(dice, delay), dice.choice(text), first_name(desk, mail.sender))]


def _sent_to(desk: Desk, person: str) -> int:
    return desk.state.written.get((desk.owner, person), 0)


@habit(MailSent, while_away=True)
def out_of_office(desk: Desk, news: News, dice: Dice, *, text: Texts) -> list[Intention]:
    """While its owner is away the mailbox answers at once, each sender once."""
    mail = mail_to_me(desk, news)
    if mail is None or not desk.org.away(desk.owner, desk.now) or _sent_to(desk, mail.sender) > 0:
        return []
    return [reply(mail, 0, dice.choice(text), first_name(desk, mail.sender))]


@habit(MailSent)
def passes_up(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    text: Texts,
    delay: Minutes = (15, 45),
    words: list[str] = [],  # noqa: B006
) -> list[Intention]:
    """Forwards mail from the seat to their manager, all of it or what contains one of `words`."""
    mail = mail_to_me(desk, news)
    manager = desk.org[desk.owner].manager
    if mail is None or mail.sender != desk.world.seat or manager is None:
        return []
    wording = f"{mail.subject} {mail.body}".lower()
    if words and not any(word.lower() in wording for word in words):
        return []
    args = {"email_id": mail.id, "to": [manager], "body": dice.choice(text)}
    return [Intention(draw_delay(dice, delay), "forward_email", args)]
