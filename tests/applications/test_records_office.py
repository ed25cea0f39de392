"""The records office: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged, CaseRead
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("records")
    return Company(compiled(template, 7, draw_condition(template, 7, {})))


def request(office: Company, kind: str, verdict: str = "done") -> Case:
    cases = office.ledger.world.registers["requests"].cases.values()
    return next(case for case in cases if case.fields["kind"] == kind and case.truth["verdict"] == verdict)


def about(case: Case) -> dict[str, Any]:
    return {"request_id": case.id, "customer_id": case.fields["customer"]}


def record(office: Company, case: Case) -> Case:
    now = office.ledger.state.case(str(case.fields["customer"]))
    assert now is not None
    return now


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def test_the_record_of_a_request_is_repeated(office: Company) -> None:
    """A request is not done with the record of somebody else."""
    case, other = request(office, "inform"), request(office, "erase")
    args = {"request_id": case.id, "customer_id": other.fields["customer"]}
    assert "is not about" in refused(office, "answer_request", args)


def test_a_request_is_done_once_and_as_it_asks(office: Company) -> None:
    """What asks for an extract is not erased, and what is done is closed."""
    case = request(office, "inform")
    assert "asks for something else: inform" in refused(office, "erase_record", about(case))
    office.act("answer_request", about(case))
    assert "is done" in refused(office, "refuse_request", {**about(case), "reason": "twice"})


def test_the_same_date_confirms_who_asks(office: Company) -> None:
    """The date is typed from the record, and the comparison stands in request and record."""
    case = request(office, "erase")
    assert "not what stands in the record" in refused(office, "check_identity", {**about(case), "date_of_birth": "1"})
    office.act("check_identity", {**about(case), "date_of_birth": record(office, case).fields["birth"]})
    now = office.ledger.state.case(case.id)
    assert now is not None
    assert (now.fields["verified"], record(office, case).fields["identity_checked"]) == (True, True)


def test_another_date_is_noted_and_confirms_nothing(office: Company) -> None:
    """Whoever gives another date is not the customer; asking again adds nothing."""
    case = request(office, "inform", "declined")
    args = {**about(case), "date_of_birth": record(office, case).fields["birth"]}
    assert "is not the one in the record" in office.act("check_identity", args)
    assert "is not the one in the record" in refused(office, "check_identity", args)
    now = office.ledger.state.case(case.id)
    assert now is not None
    assert now.fields["verified"] is False


def test_only_some_fields_are_corrected(office: Company) -> None:
    """Address and telephone are corrected on request, a name is not, and not by nothing."""
    case = request(office, "correct")
    assert "is not corrected here" in refused(office, "correct_field", {**about(case), "field": "name", "value": "x"})
    assert "Say what is right" in refused(office, "correct_field", {**about(case), "field": "address", "value": " "})
    office.act("correct_field", {**about(case), "field": "address", "value": "Long Lane 1"})
    assert record(office, case).fields["address"] == "Long Lane 1"


def test_a_hand_over_takes_as_long_as_the_processor_takes(office: Company) -> None:
    """The new processor is slower, and one that is not in the register gets nothing."""
    case = request(office, "route")
    assert "is not in the register" in refused(office, "route_to_processor", {**about(case), "processor": "Anybody"})
    processors = office.ledger.world.registers["processors"].cases.values()
    slow = max(processors, key=lambda processor: float(processor.fields["minutes"]))
    before = office.ledger.state.now
    office.act("route_to_processor", {**about(case), "processor": slow.fields["name"]})
    assert office.ledger.state.now - before >= int(slow.fields["minutes"])
    assert record(office, case).fields["routed_to"] == slow.fields["name"]


def test_two_records_are_merged_as_the_request_names_them(office: Company) -> None:
    """The second record is the one that the request names."""
    case = request(office, "merge")
    wrong = {"request_id": case.id, "keep_id": case.fields["customer"], "duplicate_id": case.fields["customer"]}
    assert "as the second record" in refused(office, "merge_records", wrong)
    office.act("merge_records", {**wrong, "duplicate_id": case.fields["other"]})
    merged = office.ledger.state.case(str(case.fields["other"]))
    assert merged is not None
    assert str(merged.fields["status"]).startswith("merged into")


def test_the_old_view_opens_everything(office: Company) -> None:
    """The whole record is read in one call, private fields and all."""
    case = request(office, "erase")
    reply = office.act("open_full_record", {"customer_id": case.fields["customer"]})
    read = next(event for event in office.ledger.events if isinstance(event, CaseRead))
    assert {"health", "income", "bank"} <= set(read.columns)
    assert str(record(office, case).fields["health"]) in reply


def test_declining_takes_a_reason(office: Company) -> None:
    """The person reads why."""
    case = request(office, "merge", "declined")
    assert "Say why" in refused(office, "refuse_request", {**about(case), "reason": ""})
    office.act("refuse_request", {**about(case), "reason": "These are two people."})
    assert any(isinstance(event, CaseChanged) and event.case == case.id for event in office.ledger.events)
