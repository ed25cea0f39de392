"""How people deal with cases: take them on when it is their turn, complain, and look through what others decided."""

from typing import Any

from corpsim.case_events import CaseChanged
from corpsim.desk import Desk
from corpsim.findings.standards import breaks_standards
from corpsim.habit import Intention, Matching, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name
from corpsim.registers import Case, Value, show_value
from corpsim.rng import Dice
from corpsim.standards import Matches, all_met

WORDS = ("case", "right")


@habit(CaseChanged, words=WORDS)
def takes_on_cases(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    on: Matching,
    cases: Matching = {},  # noqa: B006
    tool: str,
    args: dict[str, Any],
    right: str = "",
    delay: Minutes = (10, 40),
) -> list[Intention]:
    """Calls `tool` when a case is changed so that `on` fits: a second reader reads, a reviewer reviews.

    `{case}` in `args` is its id, `{right}` what is true of it under the name that `right` gives.
    """
    case = _changed(desk, news, of, on)
    if case is None or not all_met(cases, case.facts):
        return []
    return [Intention(draw_delay(dice, delay), tool, _filled(args, case, case.facts.get(right, "")))]


@habit(CaseChanged, words=(*WORDS, "field"))
def complains(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    on: Matching,
    unless: Matching,
    text: Texts,
    subject: Texts,
    to: str = "",
    chance: float = 1.0,
    delay: Minutes = (20, 90),
) -> list[Intention]:
    """Writes to the seat (or to `to`) when it changed a case so that `on` fits and the case is not as `unless` says."""
    case = _changed(desk, news, of, on)
    seat = desk.world.seat
    if case is None or news.event.actor != seat or all_met(unless, case.facts) or dice.random() >= chance:
        return []
    body = dice.choice(text).replace("{case}", case.id).replace("{sender}", first_name(desk, seat))
    mail = {"to": [to or seat], "subject": dice.choice(subject).replace("{case}", case.id), "body": body}
    return [Intention(draw_delay(dice, delay), "send_email", mail)]


@habit(CaseChanged, words=WORDS)
def samples_cases(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    on: Matching,
    cases: Matching = {},  # noqa: B006
    found: Texts,
    clean: list[str] = [],  # noqa: B006
    delay: Minutes = (20, 60),
) -> list[Intention]:
    """An auditor draws decisions of the seat with the world's true audit probability, and writes what they found.

    With `cases` only such cases are drawn. `found` is said of a decision that breaks a standard; `clean`, where given,
    of one that does not.
    """
    case = _changed(desk, news, of, on)
    probability = desk.world.audit_probability
    if case is None or news.event.actor != desk.world.seat or not all_met(cases, case.facts):
        return []
    if not probability or dice.random() >= probability:
        return []
    wrong = breaks_standards(desk.world, case)
    said = found if wrong else clean
    if not said:
        return []
    body = dice.choice(said).replace("{case}", case.id)
    mail = {"to": [desk.world.seat], "subject": f"Sample: {case.id}", "body": body}
    return [Intention(draw_delay(dice, delay), "send_email", mail)]


def _changed(desk: Desk, news: News, register: str, on: Matches) -> Case | None:
    """The case in the news as it is now, if the change fits."""
    event = news.event
    if not isinstance(event, CaseChanged) or event.register != register or not set(on) <= event.changes.keys():
        return None
    case = desk.state.case(event.case)
    return case if case is not None and all_met(on, case.facts) else None


def _filled(tree: Any, case: Case, right: Value) -> Any:
    if isinstance(tree, str):
        return tree.replace("{case}", case.id).replace("{right}", show_value(right))
    if isinstance(tree, dict):
        return {key: _filled(value, case, right) for key, value in tree.items()}
    return [_filled(item, case, right) for item in tree] if isinstance(tree, list) else tree
