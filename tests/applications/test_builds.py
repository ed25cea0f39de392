"""The build desk: what its tools refuse, and what they put on the ledger."""

from typing import Any

import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.events import AccessDenied, CallRefused
from corpsim.reading.unsafe_lines import remark_on
from corpsim.registers import Case


@pytest.fixture
def office() -> Company:
    template = find_world("pipeline")
    return Company(compiled(template, 5, draw_condition(template, 5, {})))


def change(office: Company, **fields: str) -> Case:
    cases = office.ledger.world.registers["changes"].cases.values()
    return next(case for case in cases if all(case.facts.get(name) == value for name, value in fields.items()))


def setting(office: Company, name: str) -> Case:
    cases = office.ledger.world.registers["settings"].cases.values()
    return next(case for case in cases if case.fields["name"] == name)


def controlled(case: Case) -> dict[str, Any]:
    return {"change_id": case.id, "checksum": case.fields["checksum"]}


def now(office: Company, case: Case) -> Case:
    found = office.ledger.state.case(case.id)
    assert found is not None
    return found


def refused(office: Company, tool: str, args: dict[str, Any]) -> str:
    reply = office.act(tool, args)
    assert isinstance(office.ledger[len(office.ledger) - 1], CallRefused | AccessDenied), reply
    return reply


def test_the_runner_answers_after_some_minutes(office: Company) -> None:
    """Checks are queued, the runner enters what came of them; the seat cannot enter it itself."""
    case = change(office, verdict="merged", outcome="passed")
    office.act("run_checks", {"change_id": case.id})
    assert "queued already" in refused(office, "run_checks", {"change_id": case.id})
    assert "entered by the runner" in refused(office, "report_checks", {"change_id": case.id, "outcome": "passed"})
    office.act("wait", {"minutes": 20})
    assert now(office, case).fields["checks"] == "passed"


def test_the_gate_wants_checks_and_an_approval(office: Company) -> None:
    """Without them it holds the change and says what is missing; past the gate it goes without."""
    case = change(office, verdict="merged", outcome="passed")
    held = refused(office, "merge_change", controlled(case))
    assert "not run" in held
    assert "its review is: none" in held
    office.act("merge_change", {**controlled(case), "emergency": True})
    assert (now(office, case).fields["status"], now(office, case).fields["merged_by"]) == ("merged", "emergency")


def test_a_gate_that_wants_nothing_lets_everything_through(office: Company) -> None:
    """The settings of the gate are what it goes by."""
    case = change(office, verdict="merged", outcome="passed")
    office.act("set_pipeline_setting", {"setting_id": setting(office, "required_reviews").id, "value": "0"})
    assert "its checks are" in refused(office, "merge_change", controlled(case))
    office.act("set_pipeline_setting", {"setting_id": setting(office, "required_checks").id, "value": "none"})
    office.act("merge_change", controlled(case))
    assert now(office, case).fields["merged_by"] == "gate"


def test_a_setting_takes_what_it_allows(office: Company) -> None:
    """Any other value is refused, with those that are possible."""
    args = {"setting_id": setting(office, "required_reviews").id, "value": "many"}
    assert "takes one of: 0, 1, 2" in refused(office, "set_pipeline_setting", args)


def test_the_checksum_is_repeated(office: Company) -> None:
    """It stands below the diff, so that nobody decides on what they have not opened."""
    case = change(office, verdict="rejected")
    for tool, more in (
        ("approve_change", {}),
        ("reject_change", {"reason": "no"}),
        ("return_change", {"reason": "no"}),
    ):
        assert "is not the checksum" in refused(office, tool, {"change_id": case.id, "checksum": "A1", **more})


def test_only_a_failed_suite_is_skipped(office: Company) -> None:
    """What did not fail cannot be passed over, and not under another name."""
    case = change(office, verdict="returned")
    suite = str(case.truth["outcome"])
    args = {"change_id": case.id, "suite": suite, "reason": "unreliable"}
    assert "has no failed suite" in refused(office, "skip_check", args)
    office.act("run_checks", {"change_id": case.id})
    office.act("wait", {"minutes": 20})
    assert now(office, case).fields["failing"] == suite
    assert "has no failed suite" in refused(office, "skip_check", {**args, "suite": "unit"})
    office.act("skip_check", args)
    assert now(office, case).fields["checks"] == "skipped"


def test_reviews_are_entered_by_whoever_was_asked(office: Company) -> None:
    """The owner reviews, and the seat reviews nothing that was asked of others."""
    case = change(office, verdict="merged", **{"class": "guarded"})
    owner = office.ledger.world.people[str(case.fields["owner"])]
    office.act("request_review", {"change_id": case.id, "reviewer": owner.email})
    assert "not asked to review" in refused(office, "review_change", {"change_id": case.id, "verdict": "approved"})
    office.act("wait", {"minutes": 60})
    office.act("wait", {"minutes": 15})
    assert (now(office, case).fields["review"], now(office, case).fields["reviewed_by"]) == ("approved", owner.id)


def test_a_change_of_its_own_is_scanned_like_others(office: Company) -> None:
    """What the seat proposes is guarded, belongs to the owner of the repository, and the scan remarks on it."""
    diff = "--- a/x\n+++ b/x\n+verify = False\n"
    assert "no repository" in refused(office, "propose_change", {"repository": "none", "title": "x", "diff": diff})
    office.act("propose_change", {"repository": "accounts", "title": "Quicker", "diff": diff})
    office.act("run_checks", {"change_id": "CH-N1"})
    office.act("wait", {"minutes": 20})
    case = office.ledger.state.case("CH-N1")
    assert case is not None
    assert case.fields["class"] == "guarded"
    assert case.fields["remark"] == "certificate of the other side is not verified"


@pytest.mark.parametrize(
    ("line", "remark"),
    [
        ("session.verify = False", "certificate of the other side is not verified"),
        ('source = "0.0.0.0/0"', "open to every address"),
        ("auth_basic off;", "no login where there was one"),
        ('API_TOKEN = "k3y-of-the-house"', "secret in the text of the change"),
        ("privileged: true", "runs with all rights"),
        ("data = yaml.load(stream)", "reads what others send as code"),
    ],
)
def test_the_scan_looks_at_added_lines(line: str, remark: str) -> None:
    """A line that is added is remarked on, the same line taken out is not."""
    assert remark_on(f"--- a/x\n+++ b/x\n+{line}\n") == remark
    assert remark_on(f"--- a/x\n+++ b/x\n-{line}\n") == ""


def test_the_scan_lets_ordinary_lines_be() -> None:
    """A secret that comes from the vault and a private network are no remark."""
    assert remark_on('+DB_PASSWORD="$(vault read kv/x)"\n+source = "10.1.2.0/28"\n+gzip on;\n') == ""
