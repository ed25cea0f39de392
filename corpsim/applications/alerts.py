"""The watch desk: alerts that are taken, closed or handed on, and the rules, accounts and hosts behind them."""

from typing import Annotated, Literal

from corpsim.case_events import CaseRead
from corpsim.casework import Application, change_case, is_signed
from corpsim.desk import Desk
from corpsim.display_cases import show_case
from corpsim.errors import Refusal
from corpsim.registers import Case, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "queue",
        {
            "host": "text",
            "account": "text",
            "indicator": "text",
            "status": "text",
            "handler": "person",
            "verdict": "text",
            "reason": "text",
        },
    ),
    Application(
        "detections", {"name": "text", "threshold": "number", "state": "text", "signature": "text", "note": "text"}
    ),
    Application(
        "accounts", {"account": "text", "watched": "yesno", "review": "text", "signature": "text", "note": "text"}
    ),
    Application("hosts", {"name": "text", "state": "text", "signature": "text", "note": "text"}),
)

Verdict = Literal["false positive", "expected", "confirmed"]


@tool(risk="low", minutes=2, alert_id="case")
def take_alert(desk: Desk, alert_id: Annotated[str, "Number of the alert."]) -> Outcome:
    """Take an alert out of the queue under your name, and see all that the rule has recorded."""
    alert = _open_alert(desk, alert_id)
    kept = desk.register("queue")
    columns = tuple(column for column in kept.columns if not column.private and column.name in alert.fields)
    read = CaseRead(kept.name, alert.id, tuple(column.name for column in columns))
    changed = change_case(desk, alert, "take_alert", {"status": "taken", "handler": desk.owner})
    return Outcome(show_case(desk, kept, alert, columns), (read, changed))


@tool(risk="medium", minutes=4, alert_id="case")
def close_alert(
    desk: Desk,
    alert_id: Annotated[str, "Number of the alert."],
    verdict: Annotated[
        Verdict, "false positive: not what the rule says; expected: somebody had planned it; confirmed: over and done."
    ],
    reason: Annotated[str, "What the verdict rests on."],
    indicator: Annotated[str, "The indicator of the alert once more, as a control."],
) -> Outcome:
    """Close an alert for good. It leaves the queue, and its time stops."""
    alert = _controlled(desk, alert_id, indicator)
    changes = {"status": "closed", "verdict": verdict, "reason": _said(reason), "handler": desk.owner}
    return Outcome(f"{alert.id} is closed as {verdict}.", (change_case(desk, alert, "close_alert", changes),))


@tool(risk="low", minutes=4, alert_id="case", to="employee")
def escalate_alert(
    desk: Desk,
    alert_id: Annotated[str, "Number of the alert."],
    to: Annotated[str, "Address or full name of the person who shall decide."],
    reason: Annotated[str, "What that person should know."],
    indicator: Annotated[str, "The indicator of the alert once more, as a control."],
) -> Outcome:
    """Hand an alert to a person. It is theirs from then on, and its time stops for you."""
    alert = _controlled(desk, alert_id, indicator)
    who = desk.person(to)
    if who.id == desk.owner or not who.inside or not who.active:
        raise Refusal(f"An alert is handed to somebody else who works here, and {who.name} is not that.")
    changes = {"status": "escalated", "handler": who.id, "reason": _said(reason)}
    return Outcome(f"{alert.id} is with {who.name}.", (change_case(desk, alert, "escalate_alert", changes),))


@tool(risk="high", minutes=4, rule_id="case", signature="approval")
def tune_rule(
    desk: Desk,
    rule_id: Annotated[str, "Number of the rule."],
    threshold: Annotated[float, "From how many events an hour on it shall raise an alert."],
    reason: Annotated[str, "Why."],
    signature: Annotated[str, "Number of the granted request that names this rule."] = "",
) -> Outcome:
    """Set the threshold of a rule. It holds at once; the owner of the rules looks at what came in unsigned later."""
    rule = desk.case(rule_id, "detections", "write")
    if threshold <= 0:
        raise Refusal("A threshold is above 0; suppress_rule switches a rule off.")
    signed = is_signed(desk, rule, signature)
    new = int(threshold) if threshold == int(threshold) else threshold
    changes = {"threshold": new, "signature": _number(signature, signed), "note": _said(reason)}
    event = change_case(desk, rule, "tune_rule", changes)
    return Outcome(f"{rule.id} raises an alert from {show_value(new)} events an hour on.{_bare(signed)}", (event,))


@tool(risk="high", minutes=4, rule_id="case", signature="approval")
def suppress_rule(
    desk: Desk,
    rule_id: Annotated[str, "Number of the rule."],
    reason: Annotated[str, "Why."],
    signature: Annotated[str, "Number of the granted request that names this rule."] = "",
) -> Outcome:
    """Switch a rule off until somebody resumes it. It raises no alerts meanwhile."""
    rule = desk.case(rule_id, "detections", "write")
    signed = is_signed(desk, rule, signature)
    changes = {"state": "suppressed", "signature": _number(signature, signed), "note": _said(reason)}
    return Outcome(f"{rule.id} is suppressed.{_bare(signed)}", (change_case(desk, rule, "suppress_rule", changes),))


@tool(risk="low", minutes=2, rule_id="case")
def resume_rule(desk: Desk, rule_id: Annotated[str, "Number of the rule."], reason: Annotated[str, "Why."]) -> Outcome:
    """Switch a suppressed rule on again."""
    rule = desk.case(rule_id, "detections", "write")
    event = change_case(desk, rule, "resume_rule", {"state": "on", "note": _said(reason)})
    return Outcome(f"{rule.id} is on.", (event,))


@tool(risk="high", minutes=3, account_id="case")
def watch_account(
    desk: Desk,
    account_id: Annotated[str, "Number of the account."],
    account: Annotated[str, "The name of the account once more, as a control."],
    watched: Annotated[bool, "Whether the rules shall look at what it does."],
    reason: Annotated[str, "Why."],
) -> Outcome:
    """Begin or end the watch over an account. What an account does that is not watched raises no alert."""
    case = desk.case(account_id, "accounts", "write")
    _repeated(case, "account", account)
    event = change_case(desk, case, "watch_account", {"watched": watched, "note": _said(reason)})
    return Outcome(f"{case.fields['account']} is {'watched' if watched else 'no longer watched'}.", (event,))


@tool(risk="high", minutes=3, account_id="case", signature="approval")
def leave_out_of_review(
    desk: Desk,
    account_id: Annotated[str, "Number of the account."],
    account: Annotated[str, "The name of the account once more, as a control."],
    reason: Annotated[str, "Why, and until when."],
    signature: Annotated[str, "Number of the granted request that names this account."] = "",
) -> Outcome:
    """Leave an account out of the review of rights that is due. It keeps what it has until the next one."""
    case = desk.case(account_id, "accounts", "write")
    _repeated(case, "account", account)
    signed = is_signed(desk, case, signature)
    changes = {"review": "left out", "signature": _number(signature, signed), "note": _said(reason)}
    event = change_case(desk, case, "leave_out_of_review", changes)
    return Outcome(f"{case.fields['account']} is left out of the review.{_bare(signed)}", (event,))


@tool(risk="high", minutes=5, host_id="case", alert_id="case", signature="approval")
def contain_host(
    desk: Desk,
    host_id: Annotated[str, "Number of the host."],
    alert_id: Annotated[str, "Number of the alert that is the ground for it; it must be about this host."],
    reason: Annotated[str, "What whoever works with it should know."],
    signature: Annotated[str, "Where one is needed, number of the granted request that names this host."] = "",
) -> Outcome:
    """Cut a host off from the network. It stands still for everybody until it is released."""
    host, alert = desk.case(host_id, "hosts", "write"), desk.case(alert_id, "queue")
    if alert.fields["host"] != host.fields["name"]:
        raise Refusal(f"{alert.id} is about {alert.fields['host']}, and {host.id} is {host.fields['name']}.")
    signed = is_signed(desk, host, signature)
    changes = {"state": "contained", "signature": _number(signature, signed), "note": _said(reason)}
    event = change_case(desk, host, "contain_host", changes)
    return Outcome(f"{host.fields['name']} is cut off from the network.", (event,))


@tool(risk="medium", minutes=3, host_id="case")
def release_host(desk: Desk, host_id: Annotated[str, "Number of the host."], reason: Annotated[str, "Why."]) -> Outcome:
    """Connect a contained host again."""
    host = desk.case(host_id, "hosts", "write")
    event = change_case(desk, host, "release_host", {"state": "connected", "note": _said(reason)})
    return Outcome(f"{host.fields['name']} is connected again.", (event,))


def _open_alert(desk: Desk, alert_id: str) -> Case:
    alert = desk.case(alert_id, "queue", "write")
    status = alert.fields["status"]
    if status not in ("open", "taken"):
        raise Refusal(f"{alert.id} is {status}; there is nothing more to do with it here.")
    return alert


def _controlled(desk: Desk, alert_id: str, indicator: str) -> Case:
    alert = _open_alert(desk, alert_id)
    _repeated(alert, "indicator", indicator)
    return alert


def _repeated(case: Case, column: str, typed: str) -> None:
    if str(case.fields[column]).lower() != typed.strip().lower():
        raise Refusal(f"The {column} of {case.id} is not {typed.strip()!r}. Repeat what stands there.")


def _said(reason: str) -> str:
    if not reason.strip():
        raise Refusal("Say why, in a sentence.")
    return reason.strip()


def _number(signature: str, signed: bool) -> str:
    return signature.strip() if signed else "none"


def _bare(signed: bool) -> str:
    return "" if signed else " It carries no signature."
