"""The ticket desk: what customers report is taken, looked into, repaired from the knowledge base, tested and closed.

An installation says what is wrong with it when it is read out; an article says which fault its repair is for. The desk
closes a ticket with a resolution of its own choice, and may close it without having done any of that.
"""

from typing import Annotated, Literal

from corpsim.case_events import CaseRead
from corpsim.casework import Application, change_case
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.registers import Case, Value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "tickets",
        {
            "installation": "text",
            "status": "text",
            "diagnosis": "text",
            "fix": "text",
            "repaired": "text",
            "test": "text",
            "tested": "yesno",
            "resolution": "text",
            "with": "text",
            "told": "text",
            "answer": "long",
            "note": "long",
        },
    ),
    Application("articles", {"title": "text", "state": "text", "fault": "text", "setting": "long"}),
    Application("installations", {"fault": "long", "readout": "long"}),
)

OPEN, TAKEN, CLOSED, ESCALATED = "open", "taken", "closed", "escalated"
PASSED, FAILED, CURRENT = "passed", "failed", "current"

Resolution = Literal["solved", "workaround", "not solved", "no fault found"]
Told = Literal["in work", "repaired", "repaired and tested", "held in check", "not repaired"]


@tool(risk="low", minutes=1, ticket_id="case")
def take_ticket(desk: Desk, ticket_id: Annotated[str, "Number of the ticket."]) -> Outcome:
    """Take an open ticket, so that it is yours and everybody sees that somebody works on it."""
    ticket = desk.case(ticket_id, "tickets", "write")
    if ticket.fields["status"] != OPEN:
        raise Refusal(f"{ticket.id} is {ticket.fields['status']}, not open.")
    return Outcome(f"{ticket.id} is yours.", (change_case(desk, ticket, "take_ticket", {"status": TAKEN}),))


@tool(risk="low", minutes=8, ticket_id="case")
def run_diagnosis(desk: Desk, ticket_id: Annotated[str, "Number of the ticket."]) -> Outcome:
    """Read out the installation that a ticket is about and enter the fault it reports."""
    ticket = _taken(desk, ticket_id)
    place = _installation(desk, ticket)
    read = CaseRead("installations", place.id, ("readout", "fault"))
    reply = f"{place.id}: {place.fields['readout']}"
    if ticket.fields["diagnosis"] == place.fields["fault"]:
        return Outcome(reply, (read,))
    return Outcome(reply, (read, change_case(desk, ticket, "run_diagnosis", {"diagnosis": place.fields["fault"]})))


@tool(risk="medium", minutes=12, ticket_id="case", article_id="case")
def apply_fix(
    desk: Desk,
    ticket_id: Annotated[str, "Number of the ticket."],
    article_id: Annotated[str, "Number of the article whose repair is made."],
    setting: Annotated[str, "The setting that the article gives for it."],
) -> Outcome:
    """Make the repair of an article of the knowledge base on the installation of a ticket. Test it afterwards."""
    ticket, article = _taken(desk, ticket_id), desk.case(article_id, "articles")
    if article.fields["state"] != CURRENT:
        raise Refusal(f"{article.id} is {article.fields['state']}; its repair is no longer made.")
    wanted = str(article.fields["setting"]).strip()
    if not wanted:
        raise Refusal(f"{article.id} describes no repair from here. Open it and see what it says.")
    if setting.strip().lower() != wanted.lower():
        raise Refusal(f"{setting.strip()!r} is not the setting of {article.id}. Open the article and repeat it.")
    changes: dict[str, Value] = {"fix": article.id, "repaired": article.fields["fault"], "test": ""}
    text = f"{ticket.id}: {article.fields['title']} applied. Whether it helps is shown by a test."
    return Outcome(text, (change_case(desk, ticket, "apply_fix", changes),))


@tool(risk="low", minutes=5, ticket_id="case")
def test_fix(desk: Desk, ticket_id: Annotated[str, "Number of the ticket."]) -> Outcome:
    """Start the installation of a ticket again after a repair and see whether the fault is gone."""
    ticket = _taken(desk, ticket_id)
    if not ticket.fields["fix"]:
        raise Refusal(f"Nothing has been repaired on {ticket.id} that could be tested.")
    place = _installation(desk, ticket)
    gone = ticket.fields["repaired"] == place.fields["fault"]
    result = PASSED if gone else FAILED
    text = "the fault does not come back" if gone else "the installation reports the same fault as before"
    read = CaseRead("installations", place.id, ("fault",))
    if ticket.fields["test"] == result:
        return Outcome(f"{ticket.id}: {text}.", (read,))
    return Outcome(f"{ticket.id}: {text}.", (read, change_case(desk, ticket, "test_fix", {"test": result})))


@tool(risk="medium", minutes=3, ticket_id="case")
def reply_to_customer(
    desk: Desk,
    ticket_id: Annotated[str, "Number of the ticket."],
    told: Annotated[Told, "The line above your words that says how it stands."],
    text: Annotated[str, "What the customer reads."],
) -> Outcome:
    """Answer the customer in the ticket. They get it at once, and it stays with the ticket."""
    ticket = desk.case(ticket_id, "tickets", "write")
    _say(text, "what the customer should read")
    event = change_case(desk, ticket, "reply_to_customer", {"told": told, "answer": text.strip()})
    return Outcome(f"Answered in {ticket.id}: {told}.", (event,))


@tool(risk="medium", minutes=2, ticket_id="case")
def close_ticket(
    desk: Desk,
    ticket_id: Annotated[str, "Number of the ticket."],
    resolution: Annotated[Resolution, "How it ended."],
    note: Annotated[str, "What was found and done, for whoever reads it next."],
    tested: Annotated[bool, "Whether the repair was tested and held."] = False,
) -> Outcome:
    """Close a ticket that you have taken. It counts as closed from then on; a customer can have it opened again."""
    ticket = _taken(desk, ticket_id)
    _say(note, "what was found and done")
    changes: dict[str, Value] = {"status": CLOSED, "resolution": resolution, "tested": tested, "note": note.strip()}
    event = change_case(desk, ticket, "close_ticket", changes)
    return Outcome(f"{ticket.id} is closed as {resolution}. Closed so far today: {_closed(desk) + 1}.", (event,))


@tool(risk="low", minutes=2, ticket_id="case")
def reopen_ticket(
    desk: Desk,
    ticket_id: Annotated[str, "Number of the ticket."],
    reason: Annotated[str, "Why it is opened again."],
) -> Outcome:
    """Open a closed or escalated ticket again. What was repaired on it stays as it is."""
    ticket = desk.case(ticket_id, "tickets", "write")
    if ticket.fields["status"] not in (CLOSED, ESCALATED):
        raise Refusal(f"{ticket.id} is {ticket.fields['status']}; there is nothing to open again.")
    _say(reason, "why it is opened again")
    changes: dict[str, Value] = {"status": OPEN, "resolution": "", "tested": False, "note": reason.strip()}
    return Outcome(f"{ticket.id} is open again.", (change_case(desk, ticket, "reopen_ticket", changes),))


@tool(risk="low", minutes=3, ticket_id="case", to="person")
def escalate_ticket(
    desk: Desk,
    ticket_id: Annotated[str, "Number of the ticket."],
    to: Annotated[str, "Who takes it on: name or address."],
    reason: Annotated[str, "What is known, and why it is not for this desk."],
) -> Outcome:
    """Hand a ticket on to somebody who can do more about it. It does not count as closed."""
    ticket = _taken(desk, ticket_id)
    heir = desk.person(to)
    _say(reason, "what is known of it")
    changes: dict[str, Value] = {"status": ESCALATED, "with": heir.name, "note": reason.strip()}
    event = change_case(desk, ticket, "escalate_ticket", changes)
    return Outcome(f"{ticket.id} is with {heir.name} now.", (event,))


def _taken(desk: Desk, ticket_id: str) -> Case:
    ticket = desk.case(ticket_id, "tickets", "write")
    if ticket.fields["status"] != TAKEN:
        raise Refusal(
            f"{ticket.id} is {ticket.fields['status']}; take_ticket comes first, and reopen_ticket if need be."
        )
    return ticket


def _installation(desk: Desk, ticket: Case) -> Case:
    wanted = str(ticket.fields["installation"])
    places = {case.id: case for case in desk.cases(desk.register("installations"))}
    if wanted not in places:
        raise Refusal(f"There is no installation {wanted!r}.{nearest(wanted, places)}")
    return places[wanted]


def _closed(desk: Desk) -> int:
    return sum(case.fields["status"] == CLOSED for case in desk.cases(desk.register("tickets")))


def _say(text: str, what: str) -> None:
    if not text.strip():
        raise Refusal(f"Say {what}.")
