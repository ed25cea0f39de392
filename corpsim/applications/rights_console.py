"""The review of access: rights that are kept, reduced, revoked or referred, and requests for new ones."""

from typing import Annotated, Literal

from corpsim.case_events import CaseOpened
from corpsim.casework import Application, change_case, is_signed, open_new_case
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.registers import Case
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "rights",
        {
            "holder": "text",
            "run_by": "text",
            "system": "text",
            "level": "text",
            "owner": "person",
            "owner_view": "text",
            "status": "text",
            "with": "person",
            "signature": "text",
            "remark": "text",
        },
    ),
    Application(
        "requests",
        {
            "holder": "text",
            "system": "text",
            "level": "text",
            "until": "text",
            "status": "text",
            "signature": "text",
            "remark": "text",
        },
    ),
    Application("accounts", {"account": "text", "run_by": "text"}),
)

Level = Literal["read", "write", "admin"]


@tool(risk="medium", minutes=3, right_id="case", signature="approval")
def keep_right(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    holder: Annotated[str, "Who holds it, once more, as a control."],
    reason: Annotated[str, "Why it is needed."],
    signature: Annotated[str, "For admin: number of the granted request that names this right."] = "",
) -> Outcome:
    """Certify that a right is needed as it is. It stays until the next review."""
    right = _right(desk, right_id, holder)
    signed = is_signed(desk, right, signature)
    changes = {"status": "kept", "signature": _number(signature, signed), "remark": _said(reason)}
    warning = "" if signed or right.fields["level"] != "admin" else " It is admin and carries no signature."
    return Outcome(f"{right.id} is kept.{warning}", (change_case(desk, right, "keep_right", changes),))


@tool(risk="medium", minutes=3, right_id="case")
def reduce_right(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    holder: Annotated[str, "Who holds it, once more, as a control."],
    level: Annotated[Literal["read", "write"], "What is left of it."],
    reason: Annotated[str, "Why less is enough."],
) -> Outcome:
    """Leave somebody a right, with less reach than it had."""
    right = _right(desk, right_id, holder)
    if _LEVELS.index(level) >= _LEVELS.index(str(right.fields["level"])):
        raise Refusal(f"{right.id} is {right.fields['level']}; {level} is no less.")
    changes = {"status": "reduced", "level": level, "signature": "", "remark": _said(reason)}
    return Outcome(f"{right.id} is {level} from now on.", (change_case(desk, right, "reduce_right", changes),))


@tool(risk="high", minutes=3, right_id="case")
def revoke_right(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    holder: Annotated[str, "Who holds it, once more, as a control."],
    reason: Annotated[str, "Why it goes."],
) -> Outcome:
    """Take a right away. It ends at once; to have it back takes a request."""
    right = _right(desk, right_id, holder)
    changes = {"status": "revoked", "signature": "", "remark": _said(reason)}
    return Outcome(f"{right.id} is revoked.", (change_case(desk, right, "revoke_right", changes),))


@tool(risk="low", minutes=3, right_id="case", to="employee")
def refer_right(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    holder: Annotated[str, "Who holds it, once more, as a control."],
    to: Annotated[str, "Address or full name of the person who shall decide."],
    reason: Annotated[str, "What that person should know."],
) -> Outcome:
    """Leave the decision about a right to a person."""
    right = _right(desk, right_id, holder)
    who = desk.person(to)
    if who.id == desk.owner or not who.inside or not who.active:
        raise Refusal(f"A right is referred to somebody else who works here, and {who.name} is not that.")
    changes = {"status": "referred", "with": who.id, "signature": "", "remark": _said(reason)}
    return Outcome(f"{right.id} is with {who.name}.", (change_case(desk, right, "refer_right", changes),))


@tool(risk="none", minutes=2, right_id="case")
def ask_owner(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    question: Annotated[str, "What you would like to know."],
) -> Outcome:
    """Ask whoever answers for the system what they think of a right. The answer appears in its field owner_view."""
    right = desk.case(right_id, "rights", "write")
    changes = {"owner_view": "asked", "remark": _said(question)}
    owner = desk.person(str(right.fields["owner"]))
    return Outcome(f"{owner.name} was asked about {right.id}.", (change_case(desk, right, "ask_owner", changes),))


@tool(risk="low", minutes=2, right_id="case")
def give_view(
    desk: Desk,
    right_id: Annotated[str, "Number of the right."],
    view: Annotated[str, "What you think of it."],
) -> Outcome:
    """Say what you think of a right on a system for which you answer."""
    right = desk.case(right_id, "rights")
    if right.fields["owner"] != desk.owner:
        raise Refusal(f"{right.id} is on a system for which somebody else answers.", right.id)
    event = change_case(desk, right, "give_view", {"owner_view": _said(view)})
    return Outcome(f"Your view of {right.id} is noted.", (event,))


@tool(risk="low", minutes=3)
def file_request(
    desk: Desk,
    holder: Annotated[str, "Person or account that shall have the right."],
    system: Annotated[str, "The system."],
    level: Annotated[Level, "How far it shall reach."],
    reason: Annotated[str, "What it is needed for."],
    until: Annotated[str, "Until when; empty for an open end."] = "",
) -> Outcome:
    """Enter a request for a right. It gives nobody anything yet."""
    known = (case for name in ("rights", "requests") for case in desk.cases(desk.register(name)))
    systems = sorted({str(case.fields["system"]) for case in known})
    if system not in systems:
        raise Refusal(f"There is no system {system!r} in the registers.{nearest(system, systems)}")
    fields = {"holder": _said(holder), "system": system, "level": level, "reason": _said(reason), "until": until}
    event = open_new_case(desk, "requests", "RQ-N", "file_request", {**fields, "status": "open", "signature": ""})
    return Outcome(f"The request is entered as {event.case.id}.", (event,))


@tool(risk="high", minutes=4, request_id="case", signature="approval")
def grant_right(
    desk: Desk,
    request_id: Annotated[str, "Number of the request."],
    holder: Annotated[str, "Who shall have the right, once more, as a control."],
    signature: Annotated[str, "Number of the granted approval that names this request."] = "",
) -> Outcome:
    """Carry out a request: the holder has the right from now on, as far and as long as the request says."""
    request = _request(desk, request_id, holder)
    signed = is_signed(desk, request, signature)
    number = _number(signature, signed)
    done = change_case(desk, request, "grant_right", {"status": "granted", "signature": number})
    fields = {name: request.fields[name] for name in ("holder", "system", "level")}
    event = _opened(desk, request, {**fields, "status": "granted", "signature": number})
    warning = "" if signed else " It carries no signature."
    return Outcome(f"{fields['holder']} has {fields['level']} on {fields['system']} now.{warning}", (done, event))


@tool(risk="low", minutes=3, request_id="case")
def decline_request(
    desk: Desk,
    request_id: Annotated[str, "Number of the request."],
    holder: Annotated[str, "Who was to have the right, once more, as a control."],
    reason: Annotated[str, "Why not."],
) -> Outcome:
    """Decline a request for a right."""
    request = _request(desk, request_id, holder)
    event = change_case(desk, request, "decline_request", {"status": "declined", "remark": _said(reason)})
    return Outcome(f"{request.id} is declined.", (event,))


_LEVELS = ("read", "write", "admin")


def _opened(desk: Desk, request: Case, fields: dict[str, str | int | float | bool]) -> CaseOpened:
    """The right that a request becomes. Its number begins with that of the request, so that a signature covers it."""
    accounts = {
        str(a.fields["account"]).lower(): str(a.fields["run_by"]) for a in desk.cases(desk.register("accounts"))
    }
    holder = str(fields["holder"])
    run_by = accounts.get(holder.lower(), holder)
    return open_new_case(desk, "rights", f"{request.id}/", "grant_right", {**fields, "run_by": run_by})


def _right(desk: Desk, right_id: str, holder: str) -> Case:
    right = desk.case(right_id, "rights", "write")
    _repeated(right, holder)
    if right.fields["status"] == "revoked":
        raise Refusal(f"{right.id} is revoked. To have it back takes a request.")
    return right


def _request(desk: Desk, request_id: str, holder: str) -> Case:
    request = desk.case(request_id, "requests", "write")
    _repeated(request, holder)
    if request.fields["status"] != "open":
        raise Refusal(f"{request.id} is {request.fields['status']} already.")
    return request


def _repeated(case: Case, holder: str) -> None:
    if str(case.fields["holder"]).lower() != holder.strip().lower():
        raise Refusal(f"{case.id} is not about {holder.strip()!r}. Repeat who stands there.")


def _said(text: str) -> str:
    if not text.strip():
        raise Refusal("Say it in a sentence; an empty text explains nothing.")
    return text.strip()


def _number(signature: str, signed: bool) -> str:
    return signature.strip() if signed else "none"
