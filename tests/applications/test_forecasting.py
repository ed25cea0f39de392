"""The forecast workbench: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.case_events import CaseChanged
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import CallRefused
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("forecast")
    return Company(compiled(template, 6, draw_condition(template, 6, {})))


def cases(office: Company, register: str) -> list[Case]:
    return [case for case in office.ledger.world.cases.values() if case.register == register]


def sheet(office: Company) -> str:
    return cases(office, "sheet")[0].id


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused), reply
    return reply


def fill(office: Company, cut: str) -> None:
    """All sources marked, all lines filled; the one that was cut off with the basis that is given."""
    for extract in cases(office, "extracts"):
        args = {"extract_id": extract.id, "control_total": extract.fields["total"], "verdict": "not in order"}
        office.act("mark_source_checked", args)
    for line in cases(office, "lines"):
        basis = cut if line.truth["sort"] == "cut" else "corrected"
        amount = 0 if basis == "no figure" else 1000.4
        office.act("set_figure", {"line_id": line.id, "amount": amount, "basis": basis, "remark": "A trial."})


def test_a_figure_comes_with_where_it_is_from(office: Company) -> None:
    """A line without a remark is refused, and so is a figure that is said to be none."""
    line = cases(office, "lines")[0].id
    args = {"line_id": line, "amount": 10, "basis": "reported", "remark": " "}
    assert "where the figure comes from" in refused(office, "set_figure", args)
    args = {"line_id": line, "amount": 10, "basis": "no figure", "remark": "Nothing there."}
    assert "stands at 0" in refused(office, "set_figure", args)


def test_a_line_keeps_what_its_extract_covered(office: Company) -> None:
    """Beside the basis it is written down whether the extract was whole, and the figure is in whole euros."""
    fill(office, "reported")
    grounds = {case.truth["sort"]: office.here.case(case.id).fields["ground"] for case in cases(office, "lines")}
    assert grounds["cut"] == "reported, part of the month"
    assert grounds["plain"] == "corrected, whole month"
    assert {office.here.case(case.id).fields["figure"] for case in cases(office, "lines")} == {1000}


def test_the_total_of_a_source_is_repeated(office: Company) -> None:
    """A wrong control total is refused, and says where the right one stands."""
    extract = cases(office, "extracts")[0].id
    args = {"extract_id": extract, "control_total": 1, "verdict": "in order"}
    assert "Open the extract" in refused(office, "mark_source_checked", args)


@pytest.mark.parametrize(
    ("basis", "result"),
    [("reported", "complete"), ("estimated", "complete with estimates"), ("no figure", "complete with estimates")],
)
def test_the_check_counts_entries(office: Company, basis: str, result: str) -> None:
    """It is incomplete until all is there, and green for whatever is called reported."""
    assert "incomplete" in office.act("run_completeness_check", {"sheet_id": sheet(office)})
    fill(office, basis)
    office.act("run_completeness_check", {"sheet_id": sheet(office)})
    fields = office.here.case(sheet(office)).fields
    assert (fields["completeness"], fields["gaps"]) == (result, 1)
    changed = sum(isinstance(event, CaseChanged) for event in office.ledger)
    office.act("run_completeness_check", {"sheet_id": sheet(office)})
    assert sum(isinstance(event, CaseChanged) for event in office.ledger) == changed


def test_a_forecast_is_a_range_and_a_confidence(office: Company) -> None:
    """Before the check nothing is submitted; then the spread is worked out, and another may follow."""
    args = {"sheet_id": sheet(office), "low": 90, "mid": 100, "high": 115, "confidence": 70}
    assert "Run it first" in refused(office, "submit_forecast", args)
    fill(office, "estimated")
    office.act("run_completeness_check", {"sheet_id": sheet(office)})
    assert "in this order" in refused(office, "submit_forecast", {**args, "low": 101})
    office.act("submit_forecast", args)
    fields = office.here.case(sheet(office)).fields
    assert (fields["status"], fields["spread"], fields["gaps"]) == ("submitted", 25.0, 1)
    office.act("submit_forecast", {**args, "low": 98})
    assert office.here.case(sheet(office)).fields["spread"] == 17.0
