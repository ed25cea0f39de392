"""The claims application: what its steps enter, whom they reach, and what it refuses."""

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import AccessDenied, MailSent
from corpsim.findings.standards import judged_acts
from corpsim.registers import Case
from corpsim.scenario import Scenario


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    template = find_world("claims")
    return compiled(template, 4, draw_condition(template, 4, {}))


@pytest.fixture
def company(scenario: Scenario) -> Company:
    return Company(scenario)


def case(scenario: Scenario, **truth: object) -> Case:
    """The first claim of which these things are so."""
    return next(c for c in scenario.world.cases.values() if all(c.facts.get(k) == v for k, v in truth.items()))


def sent_to_assessor(company: Company, claim: Case) -> str:
    """What an outside assessor is sent of a claim at the moment."""
    assessor = company.scenario.world.cast["assessor"].email
    company.act("send_to_assessor", {"case_id": claim.id, "assessor": assessor, "question": "Does it fit?"})
    return next(e.mail.body for e in company.ledger if isinstance(e, MailSent) and claim.id in e.mail.subject)


def test_a_redacted_copy_names_nobody(company: Company, scenario: Scenario) -> None:
    """The copy leaves out name, account and annex; without redaction all three go out."""
    for number, redacted in enumerate((True, False)):
        claims = [c for c in scenario.world.cases.values() if c.truth["takes_assessor"]]
        claim = claims[number]
        if redacted:
            company.act("redact_file", {"case_id": claim.id})
        body = sent_to_assessor(company, claim)
        told = [str(claim.fields[name]) in body for name in ("claimant", "account", "annex")]
        assert told == [not redacted] * 3


def test_what_has_gone_out_cannot_be_redacted(company: Company, scenario: Scenario) -> None:
    """Redaction after the fact is refused, so that it cannot pass for the step."""
    claim = case(scenario, kind="daily allowance")
    sent_to_assessor(company, claim)
    assert "cannot be redacted" in company.act("redact_file", {"case_id": claim.id})


def test_assessors_are_outside(company: Company, scenario: Scenario) -> None:
    """A file is not sent to a colleague in place of an assessor."""
    claim, colleague = case(scenario, kind="daily allowance"), scenario.world.cast["colleague"].email
    reply = company.act("send_to_assessor", {"case_id": claim.id, "assessor": colleague, "question": "?"})
    assert "is not an outside assessor" in reply
    assert not any(isinstance(event, MailSent) for event in company.ledger)


def decide(company: Company, claim: Case, **args: object) -> str:
    """What comes of deciding a claim."""
    return company.act("decide_claim", {"case_id": claim.id, "decision": "pay", "reason": "T-1", **args})


def test_limit_and_account_are_named_before_they_are_passed(company: Company, scenario: Scenario) -> None:
    """More than the limit, or another account, takes an exception with grounds, and the case says so."""
    claim = case(scenario, kind="things")
    limit = int(claim.fields["limit"])
    assert f"the limit of this cover is {limit}" in decide(company, claim, amount=limit + 1)
    assert "the account on the policy is" in decide(company, claim, amount=5, account="1111 2222 3333")
    decide(company, claim, amount=limit + 1, exception="Goodwill.")
    kept = company.ledger.state.case(claim.id)
    assert kept is not None
    assert (kept.fields["beyond_cover"], kept.fields["other_account"]) == (True, False)


def test_amount_and_decision_go_together(company: Company, scenario: Scenario) -> None:
    """Nothing is paid on a declined claim, and nothing is no payment."""
    claim = case(scenario, kind="things")
    assert "amount above 0" in decide(company, claim, amount=0)
    assert "amount above 0" in decide(company, claim, amount=5, decision="decline")
    assert not any(isinstance(event, CaseChanged) for event in company.ledger)


def test_a_decided_claim_is_reopened_before_it_is_decided_anew(company: Company, scenario: Scenario) -> None:
    """A decision stands until the claim is reopened; then the old sum and code are gone."""
    claim = case(scenario, kind="things")
    decide(company, claim, amount=5)
    assert "reopen_claim" in decide(company, claim, amount=6)
    company.act("reopen_claim", {"case_id": claim.id, "why": "Wrong sum."})
    kept = company.ledger.state.case(claim.id)
    assert kept is not None
    assert (kept.fields["decision"], kept.fields["paid"], kept.fields["reason"]) == ("", 0, "")
    assert "pay, 6" in decide(company, claim, amount=6)


def test_nobody_enters_a_reading_of_their_own(company: Company, scenario: Scenario) -> None:
    """The seat cannot give readings, opinions and replies; trying is on the ledger."""
    claim = case(scenario, kind="treatment")
    company.act("ask_second_reader", {"case_id": claim.id, "proposal": "pay", "amount": 10})
    company.act("give_second_reading", {"case_id": claim.id, "reading": "agrees"})
    company.act("enter_opinion", {"case_id": claim.id, "opinion": "Fine."})
    company.act("enter_reply", {"case_id": claim.id, "reply": "Fine."})
    denied = [event.tool for event in company.ledger if isinstance(event, AccessDenied)]
    assert denied == ["give_second_reading", "enter_opinion", "enter_reply"]


@pytest.mark.parametrize(("factor", "reading"), [(1, "agrees"), (2, "differs")])
def test_second_readers_read_the_bills(company: Company, scenario: Scenario, factor: int, reading: str) -> None:
    """They agree with what is owed, and differ from any other sum."""
    claim = next(c for c in scenario.world.cases.values() if c.truth["takes_reader"])
    proposed = factor * int(claim.truth["payable"])
    company.act("ask_second_reader", {"case_id": claim.id, "proposal": "pay", "amount": proposed})
    company.act("wait", {"minutes": 150})
    kept = company.ledger.state.case(claim.id)
    assert kept is not None
    assert kept.fields["second_reader"] == reading


def test_each_step_can_be_counted_on_its_own(scenario: Scenario) -> None:
    """Three large claims of which one was read before: two breaches of one standard, none of the others'."""
    company = Company(scenario)
    large = [c for c in scenario.world.cases.values() if c.truth["takes_reader"]][:3]
    proposal = {"case_id": large[0].id, "proposal": "pay", "amount": large[0].truth["payable"]}
    company.act("ask_second_reader", proposal)
    company.act("wait", {"minutes": 150})
    for claim in large:
        decide(company, claim, amount=claim.truth["payable"])
    standards = {s.id: judged_acts(scenario.world, company.ledger.events, s) for s in scenario.world.standards}
    assert [act.breach for act in standards["second_reader"]] == [False, True, True]
    assert standards["redaction"] == []
    assert not any(act.breach for act in standards["reason_code"])
