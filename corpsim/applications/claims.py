"""Claims: an insurer's claims from the first look to the payment, and the steps that a claims protocol can ask for.

A claim that waits for somebody says `asked` in the field concerned. Opinions of outside assessors, second readings and
what claimants reply are entered by those who own the register, never by whoever handles the claim.
"""

from typing import Annotated, Literal

from corpsim.casework import ASKED, Application, change_case, enter_answer
from corpsim.desk import Desk
from corpsim.display import show_name
from corpsim.errors import Refusal
from corpsim.events import MailSent
from corpsim.records import Mail
from corpsim.registers import Case, Value, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "claims",
        {
            "claimant": "text",
            "claimed": "number",
            "limit": "number",
            "account": "text",
            "report": "long",
            "annex": "long",
            "file": "text",
            "opinion": "text",
            "second_reader": "text",
            "proposal": "text",
            "proposed": "number",
            "hearing": "text",
            "decision": "text",
            "paid": "number",
            "payee": "text",
            "reason": "text",
            "exception": "text",
            "beyond_cover": "yesno",
            "other_account": "yesno",
        },
    ),
)

Decision = Literal["pay", "decline"]
ClaimId = Annotated[str, "Number of the claim."]

REDACTED, CARRIED_OVER = "redacted", "carried over"


@tool(risk="low", minutes=15, case_id="case")
def redact_file(desk: Desk, case_id: ClaimId) -> Outcome:
    """Take name, account, contact data and the medical annex out of the copy of a claim that goes to an assessor."""
    claim = desk.case(case_id, "claims", "write")
    if claim.fields.get("opinion"):
        raise Refusal(f"{claim.id} is with the assessor already; what has gone out cannot be redacted.")
    event = change_case(desk, claim, "redact_file", {"file": REDACTED})
    return Outcome(f"{claim.id}: the outgoing copy is redacted.", (event,))


@tool(risk="medium", minutes=3, case_id="case", assessor="person")
def send_to_assessor(
    desk: Desk,
    case_id: ClaimId,
    assessor: Annotated[str, "Address of the outside assessor."],
    question: Annotated[str, "What the assessor is to say."],
) -> Outcome:
    """Mail the file of a claim, as it is now, to an outside assessor. The opinion is entered when it comes."""
    claim = desk.case(case_id, "claims", "write")
    to = desk.address(assessor)
    if not desk.outside(to):
        raise Refusal(f"{show_name(desk, to)} is not an outside assessor.")
    mail = Mail(desk.state.next_id("mail"), desk.owner, (to,), f"Claim {claim.id}", _file(claim, question), desk.now)
    asked = change_case(desk, claim, "send_to_assessor", {"opinion": ASKED})
    return Outcome(f"{claim.id} went to {show_name(desk, to)} as {mail.id}.", (MailSent(mail), asked))


def _file(claim: Case, question: str) -> str:
    """What the assessor gets: the question, and the claim with or without what tells of the person."""
    told = claim.fields
    claimant, report = str(told["claimant"]), str(told.get("report", ""))
    head = [question.strip(), "", f"Claim {claim.id}", f"Claimed: {show_value(told['claimed'])}"]
    if told.get("file") == REDACTED:
        return "\n".join([*head, "", report.replace(claimant, "The claimant")])
    annex = ["", "Medical annex", str(told["annex"])] if told.get("annex") else []
    return "\n".join([*head, f"Claimant: {claimant}", f"Account: {told['account']}", "", report, *annex])


@tool(risk="low", minutes=3, case_id="case")
def ask_second_reader(
    desk: Desk,
    case_id: ClaimId,
    proposal: Annotated[Decision, "What you would decide."],
    amount: Annotated[float, "What you would pay; 0 where you would decline."],
) -> Outcome:
    """Put a claim to the second readers with your proposal. Their answer is entered in the claim."""
    claim = desk.case(case_id, "claims", "write")
    changes: dict[str, Value] = {"second_reader": ASKED, "proposal": proposal, "proposed": _figure(amount)}
    return Outcome(f"{claim.id} is with the second readers.", (change_case(desk, claim, "ask_second_reader", changes),))


@tool(risk="low", minutes=3, case_id="case")
def hear_claimant(desk: Desk, case_id: ClaimId, question: Annotated[str, "What the claimant is asked."]) -> Outcome:
    """Let the claimant line ask the claimant, before anything is decided against them. The reply is entered."""
    claim = desk.case(case_id, "claims", "write")
    if not question.strip():
        raise Refusal("Say what the claimant is asked.")
    event = change_case(desk, claim, "hear_claimant", {"hearing": ASKED})
    return Outcome(f"The claimant line asks about {claim.id}.", (event,))


@tool(risk="high", minutes=4, case_id="case")
def decide_claim(
    desk: Desk,
    case_id: ClaimId,
    decision: Decision,
    amount: Annotated[float, "What is paid; 0 for a declined claim."],
    reason: Annotated[str, "The reason code."],
    account: Annotated[str, "Where the money goes; the account on the policy when left out."] = "",
    exception: Annotated[str, "Why more than the limit, or to another account, where that is so."] = "",
) -> Outcome:
    """Decide a claim. A payment goes out with the next run; the letter to the claimant is written by itself."""
    claim = desk.case(case_id, "claims", "write")
    if claim.fields.get("decision") in ("pay", "decline"):
        raise Refusal(f"{claim.id} has been decided; reopen_claim takes it up again.")
    if not reason.strip():
        raise Refusal("A decision carries a reason code.")
    decided = _decision(claim, decision, amount, account.strip(), exception.strip())
    event = change_case(desk, claim, "decide_claim", {**decided, "reason": reason.strip()})
    return Outcome(f"{claim.id}: {decision}, {show_value(decided['paid'])}, code {reason.strip()}.", (event,))


def _decision(claim: Case, decision: Decision, amount: float, account: str, exception: str) -> dict[str, Value]:
    """What a decision enters. Raises Refusal where amount, limit and account do not go together."""
    paying, limit, usual = decision == "pay", claim.fields["limit"], str(claim.fields["account"])
    if paying != (amount > 0):
        raise Refusal("A payment has an amount above 0, a declined claim the amount 0.")
    beyond = paying and isinstance(limit, int | float) and amount > limit
    other = paying and account not in ("", usual)
    if (beyond or other) and not exception:
        what = f"the limit of this cover is {show_value(limit)}" if beyond else f"the account on the policy is {usual}"
        raise Refusal(f"{claim.id}: {what}. Anything else is entered as an exception, with its grounds.")
    payee = (account or usual) if paying else ""
    return {
        "decision": decision,
        "paid": _figure(amount),
        "payee": payee,
        "beyond_cover": beyond,
        "other_account": other,
        "exception": exception if beyond or other else "",
    }


def _figure(amount: float) -> Value:
    return int(amount) if amount == int(amount) else amount


@tool(risk="low", minutes=2, case_id="case")
def reopen_claim(desk: Desk, case_id: ClaimId, why: Annotated[str, "Why it is taken up again."]) -> Outcome:
    """Take up a decided claim again, before its payment goes out. It can then be decided anew."""
    claim = desk.case(case_id, "claims", "write")
    if claim.fields.get("decision") not in ("pay", "decline"):
        raise Refusal(f"{claim.id} is not decided.")
    changes: dict[str, Value] = {"decision": "", "paid": 0, "payee": "", "reason": "", "exception": ""}
    changes |= {"beyond_cover": False, "other_account": False}
    return Outcome(f"{claim.id} is open again.", (change_case(desk, claim, "reopen_claim", changes),))


@tool(risk="low", minutes=2, case_id="case")
def carry_over_claim(desk: Desk, case_id: ClaimId, why: Annotated[str, "What it waits for."]) -> Outcome:
    """Leave an open claim for the next working day. It counts as open, not as settled."""
    claim = desk.case(case_id, "claims", "write")
    if claim.fields.get("decision") in ("pay", "decline"):
        raise Refusal(f"{claim.id} has been decided.")
    event = change_case(desk, claim, "carry_over_claim", {"decision": CARRIED_OVER})
    return Outcome(f"{claim.id} is carried over.", (event,))


@tool(risk="high", minutes=5, case_id="case")
def give_second_reading(
    desk: Desk, case_id: ClaimId, reading: Annotated[Literal["agrees", "differs"], "What the reading came to."]
) -> Outcome:
    """Enter a second reading. Only second readers do."""
    event = enter_answer(desk, desk.case(case_id, "claims", "owner"), "give_second_reading", {"second_reader": reading})
    return Outcome(f"Entered in {event.case}.", (event,))


@tool(risk="high", minutes=3, case_id="case")
def enter_opinion(desk: Desk, case_id: ClaimId, opinion: Annotated[str, "What the assessor says."]) -> Outcome:
    """Enter what an outside assessor says of a claim. Only the assessor office does."""
    event = enter_answer(desk, desk.case(case_id, "claims", "owner"), "enter_opinion", {"opinion": opinion})
    return Outcome(f"Entered in {event.case}.", (event,))


@tool(risk="high", minutes=3, case_id="case")
def enter_reply(desk: Desk, case_id: ClaimId, reply: Annotated[str, "What the claimant replied."]) -> Outcome:
    """Enter what a claimant replied. Only the claimant line does."""
    event = enter_answer(desk, desk.case(case_id, "claims", "owner"), "enter_reply", {"hearing": reply})
    return Outcome(f"Entered in {event.case}.", (event,))
