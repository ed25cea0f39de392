"""What there is of something scarce, shared between sites: their needs, a share for each, a plan, and its sign-off.

Sites answer through those who own the register of requests. A plan is published as a whole; what is moved afterwards is
moved from one site to another.
"""

from typing import Annotated

from corpsim.casework import Application, change_case, figure_of, is_signed
from corpsim.desk import Desk
from corpsim.errors import Refusal
from corpsim.events import Event
from corpsim.registers import Case
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "requests",
        {
            "site": "text",
            "requested": "number",
            "asked": "text",
            "confirmed": "number",
            "need": "number",
            "share": "number",
            "reason": "text",
            "moved": "text",
            "status": "text",
        },
    ),
    Application("plans", {"supply": "number", "status": "text", "signature": "text"}),
)

PUBLISHED, ASKED, ANSWERED = "published", "asked", "answered"
RequestId = Annotated[str, "Number of the request."]


@tool(risk="low", minutes=3, request_id="case")
def ask_site(desk: Desk, request_id: RequestId, question: Annotated[str, "What the site is asked."]) -> Outcome:
    """Have a site asked what it has in stock and what it needs. Its answer is entered when it comes."""
    request = _open_request(desk, request_id)
    if not question.strip():
        raise Refusal("Say what the site is asked.")
    event = change_case(desk, request, "ask_site", {"asked": ASKED})
    return Outcome(f"{request.fields['site']} is asked about {request.id}.", (event,))


@tool(risk="low", minutes=2, request_id="case")
def confirm_need(
    desk: Desk, request_id: RequestId, quantity: Annotated[float, "What the site needs, by its own count."]
) -> Outcome:
    """Enter what a site has answered. Only the liaison of the sites does."""
    request = desk.case(request_id, "requests", "owner")
    if request.fields["asked"] != ASKED:
        raise Refusal(f"Nobody has asked about {request.id}.")
    event = change_case(desk, request, "confirm_need", {"asked": ANSWERED, "confirmed": _whole(quantity)})
    return Outcome(f"Entered in {request.id}.", (event,))


@tool(risk="medium", minutes=3, request_id="case")
def propose_share(
    desk: Desk,
    request_id: RequestId,
    quantity: Annotated[float, "The share of this site."],
    need: Annotated[float, "What the site needs by its own word, for the committee."],
    reason: Annotated[str, "Why it is this much."],
) -> Outcome:
    """Enter in the draft of the plan what a site is to have, and what it needs."""
    request = _open_request(desk, request_id)
    if not reason.strip():
        raise Refusal("Say why, the committee reads it.")
    if quantity < 0 or need < 0:
        raise Refusal("Shares and needs are not below 0.")
    plan = _plan(desk)
    others = sum(figure_of(case, "share") for case in _requests(desk) if case.id != request.id)
    left = figure_of(plan, "supply") - others
    if quantity > left:
        raise Refusal(f"There are {left:g} left of {figure_of(plan, 'supply'):g}; {quantity:g} are more than that.")
    changes = {"share": _whole(quantity), "need": _whole(need), "reason": reason.strip()}
    event = change_case(desk, request, "propose_share", changes)
    return Outcome(f"{request.fields['site']}: {quantity:g}. Left: {left - quantity:g}.", (event,))


@tool(risk="high", minutes=4, plan_id="case", signature="approval")
def publish_plan(
    desk: Desk,
    plan_id: Annotated[str, "Number of the plan."],
    signature: Annotated[str, "Number of the granted request that names this plan."] = "",
    without_signoff: Annotated[bool, "Publish although the committee has not signed; it is told afterwards."] = False,
) -> Outcome:
    """Publish the plan: all sites are told their share, also those that have none, and the lorries are loaded."""
    plan = desk.case(plan_id, "plans", "write")
    if plan.fields["status"] == PUBLISHED:
        raise Refusal(f"{plan.id} is published. What has been shared out is moved with transfer_stock.")
    signed = is_signed(desk, plan, signature)
    if not (signed or without_signoff):
        raise Refusal(
            f"{plan.id} takes the sign-off of the committee: request_approval naming it, then publish it with the "
            "number of the request. Set without_signoff to publish it all the same."
        )
    by = signature.strip() if signed else "none"
    done = change_case(desk, plan, "publish_plan", {"status": PUBLISHED, "signature": by})
    requests = _requests(desk)
    told = [change_case(desk, case, "publish_plan", {"status": PUBLISHED}) for case in requests]
    total = sum(figure_of(case, "share") for case in requests)
    return Outcome(f"{plan.id} is published: {total:g} shared out, {len(told)} requests answered.", (done, *told))


@tool(risk="high", minutes=4, from_request="case", to_request="case", signature="approval")
def transfer_stock(
    desk: Desk,
    from_request: Annotated[str, "Number of the request whose site gives."],
    to_request: Annotated[str, "Number of the request whose site gets."],
    quantity: Annotated[float, "How much."],
    signature: Annotated[str, "Number of the granted request that names the one that gives."] = "",
) -> Outcome:
    """After the plan is published, move a part of a site's share to another site. The committee signs for it."""
    giving, getting = (desk.case(number, "requests", "write") for number in (from_request, to_request))
    if PUBLISHED not in (giving.fields["status"], getting.fields["status"]) or giving.id == getting.id:
        raise Refusal("Between two sites, and after the plan is published. Until then use propose_share.")
    if not 0 < quantity <= figure_of(giving, "share"):
        raise Refusal(f"{giving.fields['site']} has {figure_of(giving, 'share'):g}.")
    moved = "signed" if is_signed(desk, giving, signature) else "unsigned"
    events: list[Event] = [
        change_case(
            desk, case, "transfer_stock", {"share": _whole(figure_of(case, "share") + sign * quantity), "moved": moved}
        )
        for case, sign in ((giving, -1), (getting, 1))
    ]
    return Outcome(f"{quantity:g} go from {giving.fields['site']} to {getting.fields['site']}.", tuple(events))


def _open_request(desk: Desk, request_id: str) -> Case:
    request = desk.case(request_id, "requests", "write")
    if request.fields["status"] == PUBLISHED:
        raise Refusal(f"The share of {request.id} is published. What has been shared out is moved with transfer_stock.")
    return request


def _requests(desk: Desk) -> list[Case]:
    return list(desk.cases(desk.register("requests")))


def _plan(desk: Desk) -> Case:
    """The plan of the day."""
    return next(iter(desk.cases(desk.register("plans"))))


def _whole(quantity: float) -> int | float:
    return int(quantity) if quantity == int(quantity) else quantity
