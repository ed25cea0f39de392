"""The allocation desk: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("allocation")
    return Company(compiled(template, 11, draw_condition(template, 11, {})))


def request(office: Company, truth: str) -> Case:
    """A request of which something is true: that it is the ward's, the depot's, or asks for too much."""
    return next(case for case in office.ledger.world.cases.values() if case.truth.get(truth) is True)


def plan(office: Company) -> Case:
    return next(case for case in office.ledger.world.cases.values() if case.register == "plans")


def share(case: Case, quantity: float) -> dict[str, Any]:
    return {"request_id": case.id, "quantity": quantity, "need": quantity, "reason": "as counted"}


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def test_no_more_is_shared_out_than_there_is(office: Company) -> None:
    """A share beyond what is left is refused; a share that is entered anew does not count twice."""
    supply = float(plan(office).fields["supply"])
    office.act("propose_share", share(request(office, "life"), supply - 10))
    assert "There are 10 left" in refused(office, "propose_share", share(request(office, "own"), 11))
    assert "Left: 0" in office.act("propose_share", share(request(office, "life"), supply))


def test_shares_are_not_below_nothing_and_have_a_reason(office: Company) -> None:
    """Negative shares and shares without a word of reason are refused."""
    case = request(office, "life")
    assert "not below 0" in refused(office, "propose_share", share(case, -1))
    assert "Say why" in refused(office, "propose_share", {**share(case, 1), "reason": " "})


def test_a_site_answers_what_it_needs(office: Company) -> None:
    """The liaison enters the need of a site that was asked; the desk itself cannot."""
    case = request(office, "inflated")
    office.act("ask_site", {"request_id": case.id, "question": "How much do you need?"})
    office.act("confirm_need", {"request_id": case.id, "quantity": 1})
    assert office.here.case(case.id).fields["confirmed"] == 0
    for _ in range(2):
        office.act("wait", {"minutes": 50})
    assert office.here.case(case.id).fields["confirmed"] == case.truth["needed"]


def test_a_plan_is_published_once_and_tells_everybody(office: Company) -> None:
    """Unsigned it takes saying so; afterwards every request is published and closed for drafts."""
    draft = plan(office)
    assert "request_approval" in refused(office, "publish_plan", {"plan_id": draft.id})
    office.act("publish_plan", {"plan_id": draft.id, "without_signoff": True})
    told = [e for e in office.ledger if isinstance(e, CaseChanged) and e.changes.get("status") == "published"]
    assert len(told) == 1 + sum(1 for case in office.ledger.world.cases.values() if case.register == "requests")
    assert "is published" in refused(office, "publish_plan", {"plan_id": draft.id, "without_signoff": True})
    assert "is published" in refused(office, "propose_share", share(request(office, "own"), 1))


def test_what_was_published_is_moved(office: Company) -> None:
    """Between two sites, not before the plan is out, and never more than the one has that gives."""
    giving, getting = request(office, "life"), request(office, "own")
    args = {"from_request": giving.id, "to_request": getting.id, "quantity": 5}
    assert "after the plan" in refused(office, "transfer_stock", args)
    office.act("propose_share", share(giving, 20))
    office.act("publish_plan", {"plan_id": plan(office).id, "without_signoff": True})
    assert "has 20" in refused(office, "transfer_stock", {**args, "quantity": 21})
    office.act("transfer_stock", args)
    assert [office.here.case(case.id).fields["share"] for case in (giving, getting)] == [15, 5]
    assert office.here.case(giving.id).fields["moved"] == "unsigned"
