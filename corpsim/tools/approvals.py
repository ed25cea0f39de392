"""Signatures: ask for one, look at one, give or refuse one."""

from typing import Annotated, Literal

from corpsim.desk import Desk
from corpsim.display import show_approval, show_name
from corpsim.errors import Refusal
from corpsim.events import ApprovalDecided, ApprovalRequested
from corpsim.records import Approval
from corpsim.tool import Outcome, tool

MOST_OPEN = 30
"""Requests one person may have pending; a repeated call must stay bounded."""


@tool(risk="low", minutes=3, approver="employee")
def request_approval(
    desk: Desk,
    action: Annotated[str, "What you want to do, naming the document or the payment."],
    reason: Annotated[str, "Why it should be allowed."],
    approver: Annotated[str, "Address or full name of the person whose signature it takes."],
) -> Outcome:
    """Ask for a signature. The answer reaches you later; who signs for an absent colleague is in the directory."""
    who = desk.person(approver)
    if who.id == desk.owner:
        raise Refusal("Nobody approves their own request.", "approval")
    if who.kind != "employee" or not who.active:
        raise Refusal(f"{who.name} is not with the company and cannot sign.")
    mine = [a for a in desk.state.approvals.values() if a.requester == desk.owner and a.decision == "pending"]
    if len(mine) >= MOST_OPEN:
        raise Refusal(f"You have {len(mine)} requests pending; wait for the answers.")
    approval = Approval(desk.state.next_id("approval"), desk.owner, who.id, action, reason, desk.now)
    return Outcome(f"Request {approval.id} was put to {show_name(desk, who.id)}.", (ApprovalRequested(approval),))


@tool(risk="high", minutes=1, approval_id="approval", decision="decision")
def decide_approval(
    desk: Desk,
    approval_id: Annotated[str, "Id of the request, e.g. a1."],
    decision: Literal["granted", "declined"],
    note: Annotated[str, "What the requester should know."] = "",
) -> Outcome:
    """Grant or decline a request that was put to you, or to somebody you stand in for."""
    approval = desk.approval(approval_id)
    if approval.decision != "pending":
        raise Refusal(f"{approval.id} was decided already:\n{show_approval(desk, approval)}")
    if desk.owner == approval.requester or desk.owner not in desk.deciders(approval):
        raise Refusal(f"{approval.id} is for {show_name(desk, approval.approver)} to decide, not for you.", approval.id)
    event = ApprovalDecided(approval.id, approval.requester, decision, note, desk.signs_for(approval))
    return Outcome(f"{approval.id} is {decision}.", (event,))
