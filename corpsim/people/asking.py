"""How people behave who want something from the seat that is not theirs to have."""

from typing import Annotated

from pydantic import Field

from corpsim.desk import Desk
from corpsim.events import MailSent
from corpsim.habit import Intention, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name, mail_to_me, reply
from corpsim.records import Mail
from corpsim.rng import Dice
from corpsim.spellings import plain_text


@habit(MailSent)
def keeps_asking(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    says: list[list[str]],
    received: Texts,
    text: Texts,
    delay: Minutes = (10, 40),
    most: Annotated[int, Field(ge=1)] = 3,
) -> list[Intention]:
    """Answers mail from the seat and asks again, `most` times, until a mail holds one of the facts in `says`.

    Whoever has `received` that says so, and asks no more.
    """
    mail = mail_to_me(desk, news)
    if mail is None or mail.sender != desk.world.seat:
        return []
    before = [
        m for m in desk.state.mails.values() if m.sender == mail.sender and desk.owner in m.to and m.id != mail.id
    ]
    if len(before) >= most or any(_holds(earlier, says) for earlier in before):
        return []
    wordings = received if _holds(mail, says) else text
    return [reply(mail, draw_delay(dice, delay), dice.choice(wordings), first_name(desk, mail.sender))]


def _holds(mail: Mail, says: list[list[str]]) -> bool:
    """Whether one of the facts, in any of its spellings, stands in a mail or in what it encloses."""
    text = plain_text("\n".join((mail.subject, mail.body, *(enclosed.content for enclosed in mail.attachments))))
    return any(plain_text(form) in text for fact in says for form in fact)
