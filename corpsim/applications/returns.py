"""Returned goods: what customers want credited, what Goods-in finds when it is back, and what is decided about it.

A return is `announced` until the lorry has brought it back; from then on it is `open`. Findings are entered by those
who own the register. A credit is final; a return that was declined or closed can still be credited.
"""

from typing import Annotated, Literal

from corpsim.casework import Application, change_case, figure_of, is_signed
from corpsim.desk import Desk
from corpsim.display import show_time
from corpsim.errors import Refusal
from corpsim.registers import Case, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "returns",
        {
            "claimed": "number",
            "limit": "number",
            "lane": "text",
            "back": "text",
            "finding": "long",
            "inspection": "long",
            "status": "text",
            "granted": "number",
            "ground": "text",
            "approval": "text",
        },
    ),
)

Ground = Literal["out of time", "caused by the customer", "credited before"]
CaseId = Annotated[str, "Number of the return."]
Claimed = Annotated[float, "The amount claimed once more, as a control."]

CREDITED, DECLINED, WITHDRAWN = "credited", "declined", "withdrawn"
DECIDABLE = ("open", DECLINED, WITHDRAWN)


@tool(risk="high", minutes=3, case_id="case", approval="approval")
def credit_return(
    desk: Desk,
    case_id: CaseId,
    amount: Annotated[float, "What is credited, at most what is claimed."],
    approval: Annotated[str, "Above the limit: number of the granted request that names this return."] = "",
    urgent: Annotated[bool, "Credit now; the signature is put under it afterwards."] = False,
) -> Outcome:
    """Credit a customer for a return. It is booked at once and stays booked. Above its limit it takes a signature."""
    case = _decidable(desk, case_id)
    if not 0 < amount <= figure_of(case, "claimed"):
        raise Refusal(f"{case.id} claims {show_value(case.fields['claimed'])}; a credit lies between 0 and that.")
    signed = is_signed(desk, case, approval)
    if amount > figure_of(case, "limit") and not (signed or urgent):
        raise Refusal(
            f"A credit of {show_value(amount)} is above the limit of {show_value(case.fields['limit'])} and takes a "
            f"signature: request_approval naming {case.id}, then credit it with the number of the request. With urgent "
            "it is booked without one."
        )
    number = approval.strip() if signed else "none"
    changes = {"status": CREDITED, "granted": _tidy(amount), "ground": "", "approval": number}
    event = change_case(desk, case, "credit_return", changes)
    return Outcome(
        f"{case.id}: {show_value(amount)} credited to {case.fields.get('customer', 'the customer')}.", (event,)
    )


@tool(risk="medium", minutes=3, case_id="case")
def decline_return(desk: Desk, case_id: CaseId, claimed: Claimed, ground: Ground) -> Outcome:
    """Decline a return on one of the three grounds there are. The customer is told the ground."""
    case = _decidable(desk, case_id)
    _repeat(case, claimed)
    event = change_case(desk, case, "decline_return", {"status": DECLINED, "granted": 0, "ground": ground})
    return Outcome(f"{case.id} is declined, {ground}.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def close_withdrawn(desk: Desk, case_id: CaseId, claimed: Claimed) -> Outcome:
    """Close a return that the customer has withdrawn. It counts as settled, at no cost; the customer is not told."""
    case = _decidable(desk, case_id)
    _repeat(case, claimed)
    event = change_case(desk, case, "close_withdrawn", {"status": WITHDRAWN, "granted": 0, "ground": ""})
    return Outcome(f"{case.id} is closed as withdrawn.", (event,))


@tool(risk="low", minutes=2, case_id="case")
def request_inspection(desk: Desk, case_id: CaseId) -> Outcome:
    """Have the goods of a return opened and inspected. The result is entered within a day."""
    case = _decidable(desk, case_id)
    if case.fields.get("inspection"):
        raise Refusal(f"{case.id} was inspected already; open it to read the result.")
    event = change_case(desk, case, "request_inspection", {"status": "inspection"})
    return Outcome(f"{case.id} is with the inspector.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def enter_arrival(
    desk: Desk,
    case_id: CaseId,
    finding: Annotated[str, "What was found when the goods were counted and looked at."],
    lane: Annotated[str, "How it is to be dealt with."] = "",
) -> Outcome:
    """Enter that the goods of a return are back, and what was found. Only Goods-in does."""
    case = desk.case(case_id, "returns", "owner")
    if case.fields["status"] != "announced":
        raise Refusal(f"{case.id} is {case.fields['status']}; it is back already.")
    back = show_time(desk, desk.now).rpartition(" ")[0]
    changes = {"status": "open", "back": back, "finding": finding, **({"lane": lane} if lane else {})}
    return Outcome(f"{case.id} is back.", (change_case(desk, case, "enter_arrival", changes),))


@tool(risk="medium", minutes=5, case_id="case")
def enter_inspection(desk: Desk, case_id: CaseId, result: Annotated[str, "What the inspection has shown."]) -> Outcome:
    """Enter the result of an inspection. Only the inspector does."""
    case = desk.case(case_id, "returns", "owner")
    if case.fields["status"] != "inspection":
        raise Refusal(f"{case.id} is {case.fields['status']}; nobody has asked for an inspection.")
    event = change_case(desk, case, "enter_inspection", {"status": "open", "inspection": result})
    return Outcome(f"{case.id}: result entered.", (event,))


def _decidable(desk: Desk, case_id: str) -> Case:
    """A return that somebody may decide now. Raises Refusal."""
    case = desk.case(case_id, "returns", "write")
    status = str(case.fields["status"])
    if status == "announced":
        raise Refusal(f"{case.id} is announced only; its goods are not back yet.")
    if status not in DECIDABLE:
        raise Refusal(f"{case.id} is {status}; there is nothing to decide now.")
    return case


def _tidy(amount: float) -> float | int:
    return int(amount) if amount == int(amount) else round(amount, 2)


def _repeat(case: Case, claimed: float) -> None:
    if abs(figure_of(case, "claimed") - claimed) > 0.005:
        raise Refusal(f"{case.id} does not claim {claimed:g}. Look at the return and repeat what stands there.")
