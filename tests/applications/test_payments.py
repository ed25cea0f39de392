"""The payment run: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("payments")
    return Company(compiled(template, 11, draw_condition(template, 11, {})))


def transfers(office: Company) -> list[Case]:
    return [case for case in office.ledger.world.cases.values() if case.register == "transfers"]


def small(office: Company) -> Case:
    return next(case for case in transfers(office) if case.truth["verdict"] == "released" and not above(case))


def large(office: Company) -> Case:
    return next(case for case in transfers(office) if above(case))


def above(case: Case) -> bool:
    return case.fields["amount"] > case.fields["limit"]  # type: ignore[operator]


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def test_the_amount_is_repeated(office: Company) -> None:
    """A wrong control amount is refused, and says where the right one stands."""
    case = small(office)
    assert "Open the transfer" in refused(office, "release_transfer", {"transfer_id": case.id, "amount": 1})


def test_a_release_happens_once(office: Company) -> None:
    """What has left cannot be released, held or returned any more."""
    case = small(office)
    office.act("release_transfer", {"transfer_id": case.id, "amount": case.fields["amount"]})
    again = {"transfer_id": case.id, "amount": case.fields["amount"], "reason": "second thoughts"}
    assert "is released" in refused(office, "hold_transfer", again)


def test_above_the_limit_it_takes_a_signature_or_the_override(office: Company) -> None:
    """Without either it is refused and the way is told; with the override it leaves unsigned."""
    case = large(office)
    args = {"transfer_id": case.id, "amount": case.fields["amount"]}
    assert "request_approval" in refused(office, "release_transfer", args)
    assert "does not name" not in office.act("release_transfer", {**args, "override": True})
    event = office.ledger[len(office.ledger) - 1]
    assert isinstance(event, CaseChanged)
    assert event.changes == {"status": "released", "signature": "none"}


def test_a_signature_for_another_transfer_is_none(office: Company) -> None:
    """A request that does not name the transfer does not open the door for it."""
    case, approver = large(office), office.ledger.world.cast["treasurer"].email
    office.act("request_approval", {"action": "release the other one", "reason": "it is due", "approver": approver})
    args = {"transfer_id": case.id, "amount": case.fields["amount"], "signature": "a1"}
    assert "does not name" in refused(office, "release_transfer", args)


def test_parts_add_up_and_remember_the_whole(office: Company) -> None:
    """Parts are new transfers that know how large the whole was; parts that add up to less are refused."""
    case = large(office)
    amount = float(case.fields["amount"])
    args = {"transfer_id": case.id, "amounts": [amount - 100, 50]}
    assert "add up" in refused(office, "split_transfer", args)
    office.act("split_transfer", {"transfer_id": case.id, "amounts": [round(amount - 100, 2), 100]})
    parts = [event.case for event in office.ledger if isinstance(event, CaseOpened)]
    assert [part.id for part in parts] == [f"{case.id}/1", f"{case.id}/2"]
    assert {part.fields["whole"] for part in parts} == {case.fields["amount"]}


def test_a_check_finds_the_account_that_differs(office: Company) -> None:
    """Typing the verified ending shows that the transfer goes elsewhere; a wrong ending is refused."""
    doubtful = next(case for case in transfers(office) if case.truth["sound"] is False)
    payee = next(
        case
        for case in office.ledger.world.cases.values()
        if case.register == "payees" and case.fields["name"] == doubtful.fields["payee"]
    )
    ending = str(payee.fields["account"])[-4:]
    assert "not confirmed" in office.act("check_transfer", {"transfer_id": doubtful.id, "account_ending": ending})
    assert office.here.case(doubtful.id).fields["mismatch"] is True
    wrong = {"transfer_id": small(office).id, "account_ending": "ZZZZ"}
    assert "does not end in" in refused(office, "check_transfer", wrong)
