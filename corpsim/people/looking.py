"""How people go and look when they are asked about something that stands in a register."""

from typing import Any

from corpsim.desk import Desk
from corpsim.events import MailSent
from corpsim.habit import Intention, Matching, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name, mail_to_me, reply
from corpsim.records import Mail
from corpsim.registers import Case
from corpsim.rng import Dice
from corpsim.standards import Matches, all_met


@habit(MailSent, words=("case",))
def looks_into_cases(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    cases: Matching,
    text: Texts,
    tool: str = "",
    args: dict[str, Any] = {},  # noqa: B006
    words: list[str] = [],  # noqa: B006
    without: list[str] = [],  # noqa: B006
    delay: Minutes = (3, 6),
) -> list[Intention]:
    """Answers mail from the seat about a case that is as `cases` say, and calls `tool`; `{case}` is its id.

    The mail is about a case whose id or place it names. It must hold one of `words` and none of `without`, where given.
    """
    mail = mail_to_me(desk, news)
    if mail is None or mail.sender != desk.world.seat or not _worded(mail, words, without):
        return []
    case = _named(desk, mail, of, cases)
    if case is None:
        return []
    after = draw_delay(dice, delay)
    said = dice.choice(text).replace("{case}", case.id)
    answer = reply(mail, after, said, first_name(desk, mail.sender))
    done = {key: value.replace("{case}", case.id) if isinstance(value, str) else value for key, value in args.items()}
    return [Intention(after, tool, done), answer] if tool else [answer]


def _worded(mail: Mail, words: list[str], without: list[str]) -> bool:
    wording = f"{mail.subject} {mail.own_words}".lower()
    fits = not words or any(word.lower() in wording for word in words)
    return fits and not any(word.lower() in wording for word in without)


def _named(desk: Desk, mail: Mail, register: str, matches: Matches) -> Case | None:
    """The first case that a mail names and that is as is asked for."""
    kept = desk.world.registers.get(register)
    wording = f"{mail.subject} {mail.body}".lower()
    for case in desk.cases(kept) if kept is not None else ():
        place = str(case.fields.get("place", "")).lower()
        if (case.id.lower() in wording or (place and place in wording)) and all_met(matches, case.facts):
            return case
    return None
