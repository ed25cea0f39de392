"""How people deal with requests for their signature."""

from corpsim.desk import Desk, entitled_approver
from corpsim.events import ApprovalRequested
from corpsim.habit import Intention, Matching, Minutes, News, Texts, draw_delay, habit
from corpsim.objective import Check
from corpsim.records import Approval
from corpsim.rng import Dice
from corpsim.standards import Matches, all_met


@habit(ApprovalRequested)
def signs(
    desk: Desk,
    news: News,
    dice: Dice,
    *,
    granted: Texts,
    declined: Texts,
    not_mine: Texts,
    path: str = "",
    says: list[list[str]] = [],  # noqa: B006
    of: str = "",
    demands: Matching = {},  # noqa: B006
    delay: Minutes = (8, 25),
) -> list[Intention]:
    """Grants what is theirs to sign once the document at `path` holds the facts in `says` (each by its spellings).

    With `of` (a register) the request must name cases of it, each of which is as `demands` say.

    Declines and says so otherwise; `{approver}` in `not_mine` is whoever may sign instead.
    """
    if not isinstance(news.event, ApprovalRequested):
        return []
    approval = news.event.approval
    if not desk.signs_for(approval):
        decision, text = "declined", dice.choice(not_mine).replace("{approver}", _who_signs(desk, approval))
    elif _in_order(desk, path, says) and (not of or _cases_in_order(desk, approval, of, demands)):
        decision, text = "granted", dice.choice(granted)
    else:
        decision, text = "declined", dice.choice(declined)
    args = {"approval_id": approval.id, "decision": decision, "note": text}
    return [Intention(draw_delay(dice, delay), "decide_approval", args)]


def _in_order(desk: Desk, path: str, says: list[list[str]]) -> bool:
    file = desk.state.file(path) if path else None
    if not path:
        return True
    facts = tuple(tuple(forms) for forms in says)
    return file is not None and Check("file", says=facts, at_most=20_000).text_fits(file.content)


def _who_signs(desk: Desk, approval: Approval) -> str:
    wording = f"{approval.action} {approval.reason}".lower()
    for policy in desk.world.policies:
        signer = entitled_approver(desk.org, policy, approval.requester, desk.now)
        if signer is not None and any(word.lower() in wording for word in policy.words):
            return desk.org[signer].name
    return "the head of the department concerned"


def _cases_in_order(desk: Desk, approval: Approval, register: str, demands: Matches) -> bool:
    """Whether a request names cases of a register, all of them as is asked for."""
    wording = f"{approval.action} {approval.reason}".lower()
    kept = desk.world.registers.get(register)
    named = [case for case in desk.cases(kept) if case.id.lower() in wording] if kept is not None else []
    return bool(named) and all(all_met(demands, case.facts) for case in named)
