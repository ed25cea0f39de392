"""The ticket desk: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged, CaseRead
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("helpdesk")
    return Company(compiled(template, 4, draw_condition(template, 4, {})))


def ticket(office: Company, right: str = "solved") -> Case:
    return next(case for case in office.ledger.world.cases.values() if case.truth.get("right") == right)


def article(office: Company, state: str = "current", fault: str = "") -> Case:
    articles = (case for case in office.ledger.world.cases.values() if case.register == "articles")
    return next(a for a in articles if a.fields["state"] == state and fault in ("", a.fields["fault"]))


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def repair(office: Company, case: Case, other: Case) -> None:
    setting = other.fields["setting"]
    office.act("apply_fix", {"ticket_id": case.id, "article_id": other.id, "setting": setting})


def test_only_a_taken_ticket_is_worked_on(office: Company) -> None:
    """Nothing is closed that nobody has taken, and nothing is taken twice."""
    case = ticket(office)
    args = {"ticket_id": case.id, "resolution": "solved", "note": "Restarted."}
    assert "take_ticket comes first" in refused(office, "close_ticket", args)
    office.act("take_ticket", {"ticket_id": case.id})
    assert "not open" in refused(office, "take_ticket", {"ticket_id": case.id})


def test_a_diagnosis_enters_the_fault_of_the_installation(office: Company) -> None:
    """It reads the installation and writes down what that reports; done again it only reads."""
    case = ticket(office)
    office.act("take_ticket", {"ticket_id": case.id})
    assert str(case.truth["fault"]) in office.act("run_diagnosis", {"ticket_id": case.id})
    assert office.here.case(case.id).fields["diagnosis"] == case.truth["fault"]
    before = sum(isinstance(event, CaseChanged) for event in office.ledger)
    office.act("run_diagnosis", {"ticket_id": case.id})
    assert sum(isinstance(event, CaseChanged) for event in office.ledger) == before
    assert isinstance(office.ledger[len(office.ledger) - 1], CaseRead)


def test_a_repair_takes_the_setting_of_a_current_article(office: Company) -> None:
    """A setting from elsewhere is refused, and so is an article that was withdrawn."""
    case = ticket(office)
    office.act("take_ticket", {"ticket_id": case.id})
    args = {"ticket_id": case.id, "article_id": str(case.truth["article"]), "setting": "guessed"}
    assert "Open the article" in refused(office, "apply_fix", args)
    old = article(office, "withdrawn")
    args = {"ticket_id": case.id, "article_id": old.id, "setting": str(old.fields["setting"])}
    assert "withdrawn" in refused(office, "apply_fix", args)


def test_a_test_shows_whether_the_repair_was_for_this_fault(office: Company) -> None:
    """The wrong repair fails its test, the right one passes, and without any there is nothing to test."""
    case = ticket(office)
    office.act("take_ticket", {"ticket_id": case.id})
    assert "Nothing has been repaired" in refused(office, "test_fix", {"ticket_id": case.id})
    articles = [c for c in office.ledger.world.cases.values() if c.register == "articles" and c.fields["setting"]]
    wrong = next(a for a in articles if a.fields["fault"] != case.truth["fault"] and a.fields["state"] == "current")
    repair(office, case, wrong)
    assert "same fault as before" in office.act("test_fix", {"ticket_id": case.id})
    repair(office, case, next(a for a in articles if a.id == case.truth["article"]))
    for _ in range(2):
        assert "does not come back" in office.act("test_fix", {"ticket_id": case.id})
    assert office.here.case(case.id).fields["test"] == "passed"


def test_a_closed_ticket_is_opened_again_with_its_repair(office: Company) -> None:
    """Opening a ticket again takes back the resolution and what was said of its test, and nothing else."""
    case = ticket(office)
    office.act("take_ticket", {"ticket_id": case.id})
    office.act("close_ticket", {"ticket_id": case.id, "resolution": "solved", "note": "Done.", "tested": True})
    office.act("reopen_ticket", {"ticket_id": case.id, "reason": "It is not."})
    fields = office.here.case(case.id).fields
    assert (fields["status"], fields["resolution"], fields["tested"]) == ("open", "", False)
    assert "nothing to open again" in refused(office, "reopen_ticket", {"ticket_id": case.id, "reason": "Again."})


def test_an_escalated_ticket_says_who_has_it(office: Company) -> None:
    """Who takes it on stands in the ticket; somebody unknown is refused."""
    case = ticket(office, "escalate")
    office.act("take_ticket", {"ticket_id": case.id})
    assert "nobody called" in refused(office, "escalate_ticket", {"ticket_id": case.id, "to": "Xyz", "reason": "Line."})
    heir = office.ledger.world.cast["network"]
    office.act("escalate_ticket", {"ticket_id": case.id, "to": heir.email, "reason": "The line is down."})
    assert office.here.case(case.id).fields["with"] == heir.name


def test_an_answer_carries_how_it_stands(office: Company) -> None:
    """The line above the words stays with the ticket; an empty answer is none."""
    case = ticket(office)
    assert "Say what" in refused(office, "reply_to_customer", {"ticket_id": case.id, "told": "in work", "text": " "})
    office.act("reply_to_customer", {"ticket_id": case.id, "told": "in work", "text": "I am looking at it."})
    assert office.here.case(case.id).fields["told"] == "in work"
