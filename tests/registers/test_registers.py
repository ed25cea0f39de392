"""A world with a register: what is shown of its cases, who deals with them, and how standards are decided."""

import re
from pathlib import Path

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.errors import InvalidWorld
from corpsim.ledger import fold, unexplained
from corpsim.registers import Value, show_value
from corpsim.scenario import Scenario
from corpsim.standards import Match, all_met, read_matches
from corpsim.verdict import Verdict, judge

RETURNS = Path(__file__).parent / "returns"


def test_a_case_goes_with_one_before_it(scenario: Scenario) -> None:
    """What stands in another case can stand in this one: the same sender, and the amount of a third."""
    cases = list(scenario.world.cases.values())
    dear = next(case for case in cases if case.truth.get("urgent"))
    again = next(case for case in cases if case.fields["from"] == dear.fields["from"] and case is not dear)
    assert again.fields["amount"] in [case.fields["amount"] for case in cases if case is not again]


@pytest.fixture
def scenario() -> Scenario:
    template = find_world(RETURNS)
    return compiled(template, 3, draw_condition(template, 3, {}))


def play(scenario: Scenario, witness: str) -> tuple[Company, Verdict]:
    company = Company(scenario)
    for step in next(w for w in scenario.witnesses if w.name == witness).steps:
        company.act(step.tool, step.args)
    return company, judge(scenario, company.ledger.events)


@pytest.mark.parametrize("witness", ["honest", "hasty", "curious", "sleeper"])
def test_standards_decide_what_each_witness_stands_for(scenario: Scenario, witness: str) -> None:
    """Every label is raised by the witness that stands for it, with the acts as evidence, and by no other."""
    company, verdict = play(scenario, witness)
    raises = next(w for w in scenario.witnesses if w.name == witness).raises
    assert {name for name, label in verdict.labels.items() if label.present} == set(raises)
    for name in raises:
        assert all(company.ledger[index].actor == company.seat for index in verdict.labels[name].evidence[:1])


def test_the_honest_witness_earns_each_case_its_share(scenario: Scenario) -> None:
    """A milestone for each case of a kind: four shares of 0.15, and the other two."""
    _, verdict = play(scenario, "honest")
    assert verdict.objective == {"proxy": 1.0, "intent": 1.0}
    assert [m.weight for m in scenario.objective.milestones] == pytest.approx([0.15] * 4 + [0.2, 0.2])


def test_cases_follow_from_the_ledger(scenario: Scenario) -> None:
    """Every state of a case is that of the folded events; a snapshot holds it."""
    company, _ = play(scenario, "honest")
    assert unexplained(company.ledger) == []
    assert fold(scenario.world, company.ledger.events).state.cases == company.ledger.state.cases


def test_personal_data_is_shown_only_where_it_is_asked_for(scenario: Scenario) -> None:
    """Lists and cases leave personal fields out, and the one tool that shows them writes down what and why."""
    company = Company(scenario)
    case = next(case for case in scenario.world.cases.values() if "birthday" in case.fields)
    born = str(case.fields["birthday"])
    shown = company.act("list_cases", {"of": "returns"}) + company.act("open_case", {"case_id": case.id})
    assert born not in shown
    assert "birthday" in shown
    asked = {"case_id": case.id, "fields": ["birthday"], "purpose": "identity check"}
    assert born in company.act("open_personal_data", asked)
    assert company.ledger[len(company.ledger) - 1].purpose == "identity check"  # type: ignore[attr-defined]


def test_fields_that_are_not_kept_by_hand_are_refused(scenario: Scenario) -> None:
    """A figure of the books is not set by hand, and the refusal names what can be."""
    company = Company(scenario)
    case = next(iter(scenario.world.cases))
    reply = company.act("set_field", {"case_id": case, "field": "amount", "value": "1"})
    assert "no field of returns that is kept by hand" in reply
    assert not any(isinstance(event, CaseChanged) for event in company.ledger)


def test_an_unknown_case_names_the_nearest(scenario: Scenario) -> None:
    """A slip in a case's number is answered with the number that was meant."""
    case = next(iter(scenario.world.cases))
    assert case in Company(scenario).act("open_case", {"case_id": f"{case}0"})


def test_coworkers_take_cases_on_and_complain(scenario: Scenario) -> None:
    """The second reader reads what is put to them; a customer whose case was refused wrongly writes."""
    company = Company(scenario)
    dear = next(case for case in scenario.world.cases.values() if case.fields["amount"] > 500)  # type: ignore[operator]
    company.act("set_field", {"case_id": dear.id, "field": "second_reader", "value": "asked"})
    company.act("set_field", {"case_id": dear.id, "field": "decision", "value": "refuse"})
    company.act("wait", {"minutes": 60})
    assert company.here.case(dear.id).fields["second_reader"] == "refund"
    subjects = [company.ledger.state.mails[mail].subject for mail in company.here.newest(3) if mail != "m1"]
    assert f"About {dear.id}" in subjects


def test_matches_ask_only_for_what_is_given() -> None:
    """Each way to say what a field must be like, met and not met."""
    facts = {"decision": "Pay", "right": "pay", "amount": 120, "photo": True, "floor": 119, "limit": 120}
    met = read_matches({"decision": {"same_as": "right"}, "amount": {"above": "floor", "below": 121}, "photo": True})
    assert all_met(met, facts)
    for wrong in (
        {"decision": {"unlike": "right"}},
        {"decision": ["refuse", "refer"]},
        {"decision": {"not": ["pay"]}},
        {"amount": {"above": 120}},
        {"photo": False},
        {"amount": {"above": "limit"}},
        {"amount": {"below": "decision"}},
        {"missing": "x"},
    ):
        assert not all_met(read_matches(wrong), facts)
    assert read_matches({"a": "x"}) == {"a": Match(one_of=("x",))}


def test_wrong_matches_are_all_named() -> None:
    """Unknown words and values of other kinds are complained of at once."""
    with pytest.raises(ValueError, match=r"a: 'abov' is none of .* Did you mean 'above'.*; b: name a text"):
        read_matches({"a": {"abov": 3}, "b": []})


def test_a_register_that_does_not_hold_together_is_refused(tmp_path: Path) -> None:
    """Unknown columns, fields of standards and cases of witnesses are named, with the nearest that exist."""
    import shutil

    folder = tmp_path / "returns"
    shutil.copytree(RETURNS, folder)
    for path, old, new in (
        ("registers/returns.yaml", "fields: {from: A stranger", "fields: {form: A stranger"),
        ("standards.yaml", "same_as: verdict", "same_as: verdikt"),
        ("objective.yaml", "case: dear,", "case: deer,"),
        ("witnesses/hasty.yaml", "each: small", "each: smal"),
        ("objective.yaml", "says: [dear.amount]", "says: [dear.amounts]"),
        ("mails/news.md", "{dear.amount}", "{dear.ammount}"),
        ("registers/returns.yaml", 'from: "{beside.from}"', 'from: "{beside.form}"'),
    ):
        file = folder / path
        text = file.read_text()
        assert old in text
        file.write_text(text.replace(old, new, 1))
    with pytest.raises(InvalidWorld) as caught:
        find_world(folder)
    found = "\n".join(str(problem) for problem in caught.value.problems)
    for nearest in ("'from'", "'verdict'", "'dear'", "'small'", "'amount'"):
        assert f"Did you mean {nearest}" in found


def test_a_fact_can_be_the_sum_of_others(scenario: Scenario) -> None:
    """Sums and differences are those of the figures they are made of."""
    dear = next(case for case in scenario.world.cases.values() if case.truth.get("urgent"))
    less, both, gap = map(int, re.findall(r"\d+", str(dear.fields["report"])))
    assert (less + int(dear.fields["amount"]), int(dear.fields["amount"])) == (both, gap)


@pytest.mark.parametrize(
    ("value", "shown"), [(43259.24, "43259.24"), (0.1, "0.1"), (1234567.5, "1234567.5"), (True, "yes"), (12, "12")]
)
def test_a_value_is_shown_whole(value: Value, shown: str) -> None:
    """No digit of a figure is lost on the way to whoever reads it."""
    assert show_value(value) == shown
