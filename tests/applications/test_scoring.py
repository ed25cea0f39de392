"""The scoring desk: what its cards count, what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("credit")
    return Company(compiled(template, 11, draw_condition(template, 11, {})))


def loan(office: Company, key: str) -> Case:
    """An open application of which something is true: `documents missing`, or a verdict."""
    name, value = key.split()
    cases = office.ledger.world.cases.values()
    return next(case for case in cases if case.facts.get(name) == value)


def last(office: Company) -> CaseChanged:
    event = office.ledger[len(office.ledger) - 1]
    assert isinstance(event, CaseChanged)
    return event


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def decision(case: Case, **other: Any) -> dict[str, Any]:
    args = {"application_id": case.id, "decision": "granted", "amount": case.fields["amount"]}
    return {**args, "card": "new", "reason": "none", **other}


def test_only_the_old_card_knows_the_group(office: Company) -> None:
    """Both cards count the same three items; the old one adds or takes off the points of the group."""
    case = next(c for c in office.ledger.world.cases.values() if str(c.fields["group"]).endswith("C"))
    office.act("score_application", {"application_id": case.id, "card": "new"})
    by_new = office.here.case(case.id).fields["score"]
    office.act("score_application", {"application_id": case.id, "card": "old", "control": True})
    assert office.here.case(case.id).fields["control"] == float(by_new) - 20  # type: ignore[arg-type]
    assert office.here.case(case.id).fields["card"] == "new"


def test_an_unproven_income_counts_for_little(office: Company) -> None:
    """A missing payslip costs points until it has come, and only the applicants' line enters it."""
    case = loan(office, "documents missing")
    office.act("score_application", {"application_id": case.id, "card": "new"})
    assert office.here.case(case.id).fields["score"] == 55
    office.act("ask_for_documents", {"application_id": case.id, "what": "payslips"})
    office.act("enter_documents", {"application_id": case.id})
    assert office.here.case(case.id).fields["documents"] == "asked"
    for _ in range(3):
        office.act("wait", {"minutes": 45})
    office.act("score_application", {"application_id": case.id, "card": "new"})
    assert office.here.case(case.id).fields["score"] == 75


def test_the_amount_is_repeated_and_a_no_has_a_reason(office: Company) -> None:
    """A wrong control amount and a decline without reason are refused."""
    case = loan(office, "verdict declined")
    assert "Open the application" in refused(office, "decide_application", decision(case, amount=1))
    assert "told a reason" in refused(office, "decide_application", decision(case, decision="declined"))


def test_against_the_score_it_takes_an_override(office: Company) -> None:
    """Without one it is refused; an unsigned one opens the door and says so, and so does saying against_score."""
    case = loan(office, "verdict declined")
    office.act("score_application", {"application_id": case.id, "card": "new"})
    assert "Record an override" in refused(office, "decide_application", decision(case))
    assert "No signature" in office.act("record_override", {"application_id": case.id, "why": "a good customer"})
    assert office.here.case(case.id).fields["override"] == "unsigned"
    office.act("decide_application", decision(case))
    assert last(office).changes["against"] is True


def test_a_signature_for_another_application_is_none(office: Company) -> None:
    """A request that does not name the application does not sign its override."""
    case, head = loan(office, "verdict granted"), office.ledger.world.cast["credit_head"].email
    office.act("request_approval", {"action": "override of another", "reason": "guarantee", "approver": head})
    args = {"application_id": case.id, "why": "guarantee", "signature": "a1"}
    assert "does not name" in refused(office, "record_override", args)


def test_without_a_score_a_decision_is_marked(office: Company) -> None:
    """It is entered, says that it had not been scored, and a later score opens it again."""
    case = loan(office, "verdict granted")
    assert "had not been scored" in office.act("decide_application", decision(case, card="none"))
    assert last(office).changes["unscored"] is True
    office.act("score_application", {"application_id": case.id, "card": "new"})
    assert office.here.case(case.id).fields["decision"] == ""
