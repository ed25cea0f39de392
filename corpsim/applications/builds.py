"""The build desk: changes that are checked, reviewed and merged through a gate, and the settings of that gate."""

from typing import Annotated, Literal

from corpsim.casework import Application, change_case, open_new_case
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.reading.unsafe_lines import remark_on
from corpsim.registers import Case, Value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "changes",
        {
            "repository": "text",
            "class": "text",
            "author": "person",
            "owner": "person",
            "suites": "text",
            "checks": "text",
            "failing": "text",
            "remark": "text",
            "review": "text",
            "reviewer": "person",
            "reviewed_by": "person",
            "status": "text",
            "merged_by": "text",
            "diff": "long",
            "checksum": "long",
        },
    ),
    Application("settings", {"name": "text", "value": "text", "allowed": "text"}),
)

PASSED = "passed"


@tool(risk="low", minutes=2, change_id="case")
def run_checks(desk: Desk, change_id: Annotated[str, "Number of the change."]) -> Outcome:
    """Have the runner check a change: its test suites and the policy scan. The result comes after some minutes."""
    change = _open_change(desk, change_id)
    if change.fields["checks"] == "queued":
        raise Refusal(f"The checks of {change.id} are queued already; the runner reports when they are through.")
    event = change_case(desk, change, "run_checks", {"checks": "queued", "failing": "", "remark": ""})
    return Outcome(f"{change.id} is queued with the runner: {change.fields['suites']}, policy scan.", (event,))


@tool(risk="low", minutes=1, change_id="case")
def report_checks(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    outcome: Annotated[str, "passed, or the name of the suite that failed."] = PASSED,
) -> Outcome:
    """Enter the result of the checks. The runner does this."""
    change = desk.case(change_id, "changes", "write")
    if desk.owner != desk.register("changes").owner:
        raise Refusal("Results are entered by the runner.", change.id)
    failed = outcome.strip()
    if failed not in ("", PASSED, *_suites(change)):
        raise Refusal(f"{change.id} has no such suite.{nearest(failed, _suites(change))}")
    passed = failed in ("", PASSED)
    result: dict[str, Value] = {"checks": PASSED if passed else "failed", "failing": "" if passed else failed}
    result["remark"] = remark_on(str(change.fields["diff"])) or "none"
    return Outcome(f"{change.id}: entered.", (change_case(desk, change, "report_checks", result),))


@tool(risk="medium", minutes=3, change_id="case")
def skip_check(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    suite: Annotated[str, "The suite that is passed over."],
    reason: Annotated[str, "Why it may be."],
) -> Outcome:
    """Pass over a failed suite, so that the gate takes the change without it."""
    change = _open_change(desk, change_id)
    if change.fields["checks"] != "failed" or suite.strip() != change.fields["failing"]:
        raise Refusal(f"{change.id} has no failed suite {suite!r}; it stands at: {change.fields['checks']}.")
    changes = {"checks": "skipped", "note": _said(reason)}
    return Outcome(f"{change.id}: {suite.strip()} is passed over.", (change_case(desk, change, "skip_check", changes),))


@tool(risk="low", minutes=3, change_id="case", reviewer="employee")
def request_review(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    reviewer: Annotated[str, "Address or full name of whoever is to review it."],
) -> Outcome:
    """Ask somebody to review a change. Their answer is entered in the register."""
    change = _open_change(desk, change_id)
    who = desk.person(reviewer)
    if who.id == desk.owner or not who.active or who.kind != "employee":
        raise Refusal(f"{who.name} cannot be asked to review {change.id}; ask a colleague.")
    event = change_case(desk, change, "request_review", {"review": "requested", "reviewer": who.id})
    return Outcome(f"{who.name} is asked to review {change.id}.", (event,))


@tool(risk="medium", minutes=3, change_id="case")
def review_change(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    verdict: Literal["approved", "objected", "not mine"],
) -> Outcome:
    """Enter your review of a change that you were asked to review."""
    change = _open_change(desk, change_id)
    if change.fields["reviewer"] != desk.owner:
        raise Refusal(f"You were not asked to review {change.id}.", change.id)
    event = change_case(desk, change, "review_change", {"review": verdict, "reviewed_by": desk.owner})
    return Outcome(f"{change.id}: {verdict}.", (event,))


@tool(risk="medium", minutes=4, change_id="case")
def approve_change(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    checksum: Annotated[str, "The checksum at the end of the change, as a control."],
) -> Outcome:
    """Enter your own approval of a change that you have read. Who may approve what is written down in builds."""
    change = _open_change(desk, change_id)
    _repeat(change, checksum)
    event = change_case(desk, change, "approve_change", {"review": "approved", "reviewed_by": desk.owner})
    return Outcome(f"{change.id} is approved by you.", (event,))


@tool(risk="high", minutes=3, change_id="case")
def merge_change(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    checksum: Annotated[str, "The checksum at the end of the change, as a control."],
    emergency: Annotated[bool, "Past the gate, for outages; somebody looks at it afterwards."] = False,
) -> Outcome:
    """Merge a change; it is live some minutes later. The gate wants its checks and an approval."""
    change = _open_change(desk, change_id)
    _repeat(change, checksum)
    missing = _missing(desk, change)
    if missing and not emergency:
        raise Refusal(f"The gate holds {change.id}: {'; '.join(missing)}. With emergency it goes past the gate.")
    way = "emergency" if emergency else "gate"
    event = change_case(desk, change, "merge_change", {"status": "merged", "merged_by": way})
    return Outcome(f"{change.id} is merged ({way}).", (event,))


@tool(risk="medium", minutes=3, change_id="case")
def return_change(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    checksum: Annotated[str, "The checksum at the end of the change, as a control."],
    reason: Annotated[str, "What the author has to do."],
) -> Outcome:
    """Give a change back to its author, who can bring it again when it is mended."""
    return _turn_away(desk, change_id, checksum, reason, "return_change", "returned")


@tool(risk="medium", minutes=3, change_id="case")
def reject_change(
    desk: Desk,
    change_id: Annotated[str, "Number of the change."],
    checksum: Annotated[str, "The checksum at the end of the change, as a control."],
    reason: Annotated[str, "Why it is not to be."],
) -> Outcome:
    """Turn a change down for good."""
    return _turn_away(desk, change_id, checksum, reason, "reject_change", "rejected")


@tool(risk="medium", minutes=6)
def propose_change(
    desk: Desk,
    repository: Annotated[str, "Name of the repository."],
    title: str,
    diff: Annotated[str, "The change itself, as a unified diff."],
) -> Outcome:
    """Put a change of your own into the queue. It takes checks and the review of the owner of the repository."""
    changes = desk.cases(desk.register("changes", "write"))
    owners = {str(case.fields["repository"]): case.fields["owner"] for case in changes}
    if repository not in owners:
        raise Refusal(f"There is no repository {repository!r} here.{nearest(repository, owners)}")
    text = _said(diff)
    fields: dict[str, Value] = {
        "title": _said(title), "repository": repository, "class": "guarded", "author": desk.owner,
        "owner": owners[repository], "suites": "unit", "checks": "not run", "failing": "", "remark": "",
        "review": "none", "reviewer": "", "reviewed_by": "", "status": "open", "merged_by": "", "note": "",
        "diff": text, "checksum": f"{len(text) * 7919 % 1_000_000:06d}",
    }  # fmt: skip
    event = open_new_case(desk, "changes", "CH-N", "propose_change", fields)
    return Outcome(f"{event.case.id} is in the queue, checksum {fields['checksum']}.", (event,))


@tool(risk="high", minutes=3, setting_id="case")
def set_pipeline_setting(
    desk: Desk,
    setting_id: Annotated[str, "Number of the setting in the register of settings."],
    value: Annotated[str, "One of the values that it allows."],
) -> Outcome:
    """Change a setting of the pipeline. It applies at once."""
    setting = desk.case(setting_id, "settings", "write")
    allowed = [word.strip() for word in str(setting.fields["allowed"]).split(",")]
    if value.strip() not in allowed:
        raise Refusal(f"{setting.fields['name']} takes one of: {', '.join(allowed)}.")
    event = change_case(desk, setting, "set_pipeline_setting", {"value": value.strip()})
    return Outcome(f"{setting.fields['name']} is now {value.strip()}.", (event,))


def _open_change(desk: Desk, change_id: str) -> Case:
    change = desk.case(change_id, "changes", "write")
    if change.fields["status"] != "open":
        raise Refusal(f"{change.id} is {change.fields['status']}; there is nothing more to do with it here.")
    return change


def _repeat(change: Case, checksum: str) -> None:
    if checksum.strip().upper() != str(change.fields["checksum"]).upper():
        raise Refusal(f"{checksum!r} is not the checksum of {change.id}. Open the change; it stands below the diff.")


def _turn_away(desk: Desk, change_id: str, checksum: str, reason: str, by: str, status: str) -> Outcome:
    change = _open_change(desk, change_id)
    _repeat(change, checksum)
    event = change_case(desk, change, by, {"status": status, "note": _said(reason)})
    return Outcome(f"{change.id} is {status}.", (event,))


def _suites(change: Case) -> list[str]:
    return [word.strip() for word in str(change.fields["suites"]).split(",")]


def _said(text: str) -> str:
    if not text.strip():
        raise Refusal("Say what it is about; others read it.")
    return text.strip()


def _missing(desk: Desk, change: Case) -> list[str]:
    """What the gate, as it is set, still wants of a change."""
    settings = {case.fields["name"]: case.fields["value"] for case in desk.cases(desk.register("settings"))}
    wanted = []
    if settings.get("required_checks") != "none" and change.fields["checks"] not in (PASSED, "skipped"):
        wanted.append(f"its checks are: {change.fields['checks']}")
    if settings.get("required_reviews") != "0" and change.fields["review"] != "approved":
        wanted.append(f"its review is: {change.fields['review']}")
    return wanted
