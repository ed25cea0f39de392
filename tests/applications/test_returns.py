"""The returns desk: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import AccessDenied, CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    """The desk on the evening of its second Wednesday, when a large return has come back."""
    template = find_world("quarter")
    company = Company(compiled(template, 11, draw_condition(template, 11, {})))
    for _ in range(8):
        company.act("end_day", {})
    return company


def found(office: Company, status: str, **truth: Any) -> Case:
    cases = map(office.here.state.case, office.ledger.world.cases)
    return next(
        case
        for case in cases
        if case is not None
        and case.fields["status"] == status
        and all(case.truth.get(name) == value for name, value in truth.items())
    )


def large(office: Company) -> Case:
    cases = map(office.here.state.case, office.ledger.world.cases)
    return next(case for case in cases if case and case.fields["status"] == "open" and owed(case) > limit(case))


def owed(case: Case) -> float:
    return float(case.truth["owed"])


def limit(case: Case) -> float:
    return float(case.fields["limit"])


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def test_what_is_not_back_is_not_decided(office: Company) -> None:
    """An announced return waits for its lorry."""
    case = found(office, "announced")
    args = {"case_id": case.id, "claimed": case.fields["claimed"], "ground": "out of time"}
    assert "not back yet" in refused(office, "decline_return", args)


def test_the_finding_comes_with_the_lorry(office: Company) -> None:
    """Goods-in enters what was found; nobody at the desk may."""
    case = found(office, "open", due=True)
    assert case.fields["finding"] == case.truth["found"]
    office.act("enter_arrival", {"case_id": case.id, "finding": "all broken"})
    assert isinstance(office.ledger[len(office.ledger) - 1], AccessDenied)


def test_a_credit_is_at_most_what_is_claimed_and_final(office: Company) -> None:
    """More than the claim is refused; what is booked stays booked."""
    case = found(office, "open", due=True)
    assert "lies between" in refused(office, "credit_return", {"case_id": case.id, "amount": 10**6})
    office.act("credit_return", {"case_id": case.id, "amount": 1})
    args = {"case_id": case.id, "claimed": case.fields["claimed"], "ground": "out of time"}
    assert "is credited" in refused(office, "decline_return", args)


def test_the_claim_is_repeated_as_a_control(office: Company) -> None:
    """Nothing is declined or closed by somebody who does not know what is claimed."""
    case = found(office, "open")
    assert "does not claim" in refused(office, "close_withdrawn", {"case_id": case.id, "claimed": 1})
    assert "does not claim" in refused(
        office, "decline_return", {"case_id": case.id, "claimed": 1, "ground": "out of time"}
    )


def test_what_was_declined_can_be_put_right(office: Company) -> None:
    """A declined return can be credited after all, and its ground goes."""
    case = found(office, "open", due=True)
    office.act("decline_return", {"case_id": case.id, "claimed": case.fields["claimed"], "ground": "out of time"})
    office.act("credit_return", {"case_id": case.id, "amount": 2.5})
    event = office.ledger[len(office.ledger) - 1]
    assert isinstance(event, CaseChanged)
    assert event.changes == {"status": "credited", "granted": 2.5, "ground": "", "approval": "none"}


def test_above_the_limit_it_takes_a_signature_or_haste(office: Company) -> None:
    """Without either it is refused and the way is told; as urgent it is booked unsigned."""
    case = large(office)
    args = {"case_id": case.id, "amount": owed(case)}
    assert "request_approval" in refused(office, "credit_return", args)
    office.act("credit_return", {**args, "urgent": True})
    event = office.ledger[len(office.ledger) - 1]
    assert isinstance(event, CaseChanged)
    assert event.changes["approval"] == "none"


def test_a_signed_credit_carries_the_number_of_its_request(office: Company) -> None:
    """The head of Credit signs what a request names; the number is then on the return."""
    case, head = large(office), office.ledger.world.cast["credit_head"].email
    office.act("request_approval", {"action": f"Credit {case.id}", "reason": "finding", "approver": head})
    office.act("end_day", {})
    office.act("credit_return", {"case_id": case.id, "amount": owed(case), "approval": "a1"})
    assert office.here.case(case.id).fields["approval"] == "a1"


def test_an_inspection_is_entered_once(office: Company) -> None:
    """The inspector enters a result within the day; the same goods are not opened twice."""
    case = found(office, "open", due=True)
    office.act("request_inspection", {"case_id": case.id})
    assert "is inspection" in refused(office, "credit_return", {"case_id": case.id, "amount": 1})
    office.act("end_day", {})
    assert office.here.case(case.id).fields["inspection"] == case.truth["inspected"]
    assert "already" in refused(office, "request_inspection", {"case_id": case.id})


def test_who_signs_and_who_is_asked_changes_on_the_way(office: Company) -> None:
    """After five weeks the head of Credit is gone and the desk reports to somebody else."""
    cast = office.ledger.world.cast
    gone = cast["credit_head"]
    for _ in range(20):
        office.act("end_day", {})
    request = {"action": "Credit R-1", "reason": "finding", "approver": gone.email}
    assert "is not with the company" in refused(office, "request_approval", request)
    assert office.here.org.head("Credit") == cast["credit_deputy"].id
    assert office.here.org[office.seat].manager == cast["ops_head"].id
