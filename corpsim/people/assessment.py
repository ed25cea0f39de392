"""How an assessor deals with a sitting that was closed: go over the answers, enter the result, say what follows."""

from corpsim.case_events import CaseChanged
from corpsim.desk import Desk
from corpsim.habit import Intention, Matching, Minutes, News, Texts, draw_delay, habit
from corpsim.people.correspondence import first_name
from corpsim.registers import Case
from corpsim.rng import Dice
from corpsim.standards import Matches, all_met

WORDS = ("right", "all")


@habit(CaseChanged, words=WORDS)
def marks_sittings(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    of: str,
    on: Matching,
    tasks: str,
    same: str = "part",
    counts: Matching,
    passes_at: int,
    subject: Texts,
    above: Texts,
    below: Texts,
    enters: str = "",
    delay: Minutes = (15, 40),
) -> list[Intention]:
    """Marks a sitting of `of` once the seat has changed it so that `on` fits, and writes what the result was.

    The `tasks` are the cases that agree with it in the field `same`; those that are as `counts` says are right. With
    `enters` the share, in per cent, goes into that field. `above` is said from `passes_at` per cent on, `below` under
    it; `{right}` and `{all}` are the counts.
    """
    sitting = _closed(desk, news, of, on)
    if sitting is None:
        return []
    set_ = _tasks(desk, tasks, same, sitting)
    counted = sum(1 for task in set_ if all_met(counts, task.facts))
    share = round(100 * counted / len(set_)) if set_ else 0
    after = draw_delay(dice, delay)
    text = dice.choice(above if share >= passes_at else below)
    told = text.replace("{right}", str(counted)).replace("{all}", str(len(set_)))
    body = told.replace("{sender}", first_name(desk, desk.world.seat))
    mail = Intention(after, "send_email", {"to": [desk.world.seat], "subject": dice.choice(subject), "body": body})
    if not enters:
        return [mail]
    return [Intention(after, "set_field", {"case_id": sitting.id, "field": enters, "value": str(share)}), mail]


def _closed(desk: Desk, news: News, register: str, on: Matches) -> Case | None:
    event = news.event
    if not isinstance(event, CaseChanged) or event.register != register or event.actor != desk.world.seat:
        return None
    sitting = desk.state.case(event.case)
    fits = sitting is not None and set(on) <= event.changes.keys() and all_met(on, sitting.facts)
    return sitting if fits else None


def _tasks(desk: Desk, register: str, same: str, sitting: Case) -> list[Case]:
    kept = desk.world.registers.get(register)
    cases = desk.cases(kept) if kept is not None else []
    return [case for case in cases if case.fields.get(same) == sitting.fields.get(same)]
