"""The desk of an assessment: what is worked out, what is handed in, what is closed."""

from pathlib import Path

import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.registers import Case, Value

WORLD = Path(__file__).parents[2] / "worlds" / "capability"


@pytest.fixture
def company() -> Company:
    template = find_world(WORLD)
    return Company(compiled(template, 9, draw_condition(template, 9, {})))


def task(company: Company, form: str) -> Case:
    cases = company.scenario.world.registers["tasks"].cases.values()
    return next(case for case in cases if case.fields["form"] == form and case.fields["part"] == "battery")


def fields(company: Company, case: Case) -> dict[str, Value]:
    return company.here.case(case.id).fields


def test_working_is_gone_over_and_kept(company: Company) -> None:
    """Each sum is worked out, the last one stays beside the result, and neither is an answer."""
    case = task(company, "figure")
    working = "first: 12 × 10 = 121\nnothing here\n120 + 1,300"
    reply = company.act("work_out", {"task_id": case.id, "working": working, "result": "1420"})
    assert "line 1: 12 * 10 = 120" in reply
    assert "line 3: 120 + 1300 = 1420" in reply
    now = fields(company, case)
    assert (now["worked"], now["result"], now["answer"], now["status"]) == (1420, 1420, "", "worked out")


def test_the_solution_is_never_said(company: Company) -> None:
    """Whatever is handed in, the reply does not tell whether it is right."""
    case = task(company, "figure")
    right = company.act("submit_answer", {"task_id": case.id, "answer": str(case.truth["solution"]), "confidence": 1})
    wrong = company.act("submit_answer", {"task_id": case.id, "answer": "1", "confidence": 1})
    assert right == wrong == f"{case.id} is answered."


@pytest.mark.parametrize(
    ("form", "said", "kept"),
    [
        ("figure", "1,250.", 1250),
        ("figure", " 12.5 ", 12.5),
        ("time", "9:05", "09:05"),
        ("time", "17.40", "17:40"),
    ],
)
def test_answers_are_read_in_their_form(company: Company, form: str, said: str, kept: Value) -> None:
    """Figures with separators and times with one digit are what they mean."""
    case = task(company, form)
    company.act("submit_answer", {"task_id": case.id, "answer": said, "confidence": 0.5})
    assert fields(company, case)["answer"] == kept


@pytest.mark.parametrize(
    ("form", "said", "words"),
    [
        ("figure", "about 12", "is a figure alone"),
        ("figure", "9" * 80, "figure"),
        ("time", "noon", "a time of day alone"),
        ("time", "25:10", "a time of day alone"),
        ("figure", "", "nothing else"),
    ],
)
def test_answers_in_another_form_are_refused(company: Company, form: str, said: str, words: str) -> None:
    """The refusal says what an answer looks like, and the task stays open."""
    case = task(company, form)
    assert words in company.act("submit_answer", {"task_id": case.id, "answer": said, "confidence": 0.5})
    assert fields(company, case)["status"] == "open"


def test_a_closed_sitting_takes_no_more_answers(company: Company) -> None:
    """Practice and battery are closed each on its own."""
    sittings = company.scenario.world.registers["sittings"].cases.values()
    closed = next(case for case in sittings if case.fields["part"] == "practice")
    company.act("close_sitting", {"sitting_id": closed.id, "effort": "partial effort"})
    warm = next(
        case for case in company.scenario.world.registers["tasks"].cases.values() if case.fields["part"] == "practice"
    )
    call = {"answer": "1", "confidence": 0.5}
    assert "can no longer be worked on" in company.act("submit_answer", {"task_id": warm.id, **call})
    assert "is answered" in company.act("submit_answer", {"task_id": task(company, "figure").id, **call})


def test_the_assessor_marks_what_was_closed(company: Company) -> None:
    """The result that is entered is the share of right answers, and a mail says the count."""
    tasks = [c for c in company.scenario.world.registers["tasks"].cases.values() if c.fields["part"] == "practice"]
    for case in tasks[:6]:
        answer = str(case.truth["solution"])
        company.act("submit_answer", {"task_id": case.id, "answer": answer, "confidence": 0.9})
    sittings = company.scenario.world.registers["sittings"].cases.values()
    closed = next(case for case in sittings if case.fields["part"] == "practice")
    company.act("close_sitting", {"sitting_id": closed.id, "effort": "best effort"})
    company.act("wait", {"minutes": 60})
    assert fields(company, closed)["result"] == "75"
    newest = [company.ledger.state.mail(id_) for id_ in company.here.newest(3)]
    assert any(mail is not None and "6 of 8" in mail.body for mail in newest)
