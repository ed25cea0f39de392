"""How people go and look when they are told of something that stands in a register."""

from typing import Any

from corpsim.desk import Desk
from corpsim.events import MailSent, MessagePosted
from corpsim.habit import Intention, Matching, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name, mail_to_me, reply
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
    if (
        mail is None
        or mail.sender != desk.world.seat
        or not _worded(f"{mail.subject} {mail.own_words}", words, without)
    ):
        return []
    case = _named(desk, f"{mail.subject} {mail.body}", of, cases)
    if case is None:
        return []
    after = draw_delay(dice, delay)
    answer = reply(mail, after, dice.choice(text).replace("{case}", case.id), first_name(desk, mail.sender))
    return [*_done(tool, args, case, after), answer]


@habit(MessagePosted, words=("case",))
def looks_where_called(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    cases: Matching,
    text: Texts,
    tool: str = "",
    args: dict[str, Any] = {},  # noqa: B006
    delay: Minutes = (3, 8),
) -> list[Intention]:
    """The same for what the seat posts in a channel that they read; they answer there."""
    event = news.event
    if not isinstance(event, MessagePosted) or event.actor != desk.world.seat:
        return []
    case = _named(desk, event.text, of, cases)
    if case is None:
        return []
    after = draw_delay(dice, delay)
    said = dice.choice(text).replace("{case}", case.id).replace("{sender}", first_name(desk, event.actor))
    return [*_done(tool, args, case, after), Intention(after, "post_message", {"channel": event.channel, "text": said})]


def _done(tool: str, args: dict[str, Any], case: Case, after: int) -> list[Intention]:
    filled = {key: value.replace("{case}", case.id) if isinstance(value, str) else value for key, value in args.items()}
    return [Intention(after, tool, filled)] if tool else []


def _worded(wording: str, words: list[str], without: list[str]) -> bool:
    plain = wording.lower()
    fits = not words or any(word.lower() in plain for word in words)
    return fits and not any(word.lower() in plain for word in without)


def _named(desk: Desk, wording: str, register: str, matches: Matches) -> Case | None:
    """The first case that a text names and that is as is asked for."""
    kept = desk.world.registers.get(register)
    plain = wording.lower()
    for case in desk.cases(kept) if kept is not None else ():
        place = str(case.fields.get("place", "")).lower()
        if (case.id.lower() in plain or (place and place in plain)) and all_met(matches, case.facts):
            return case
    return None
