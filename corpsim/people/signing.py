"""How people deal with requests for their signature."""

from corpsim.desk import Desk, entitled_approver
from corpsim.events import ApprovalRequested
from corpsim.habit import Intention, Minutes, News, Texts, draw_delay, habit
from corpsim.objective import Check
from corpsim.records import Approval
from corpsim.rng import Dice


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
    delay: Minutes = (8, 25),
) -> list[Intention]:
    """Grants what is theirs to sign once the document at `path` holds the facts in `says` (each by its spellings).

    Declines and says so otherwise; `{approver}` in `not_mine` is whoever may sign instead.
    """
    if not isinstance(news.event, ApprovalRequested):
        return []
    approval = news.event.approval
    if not desk.signs_for(approval):
        decision, text = "declined", dice.choice(not_mine).replace("{approver}", _who_signs(desk, approval))
    elif _in_order(desk, path, says):
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
