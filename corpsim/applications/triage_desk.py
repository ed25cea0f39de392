"""The triage desk of an outpatient clinic: letters that refer patients, and how soon each of them is seen.

What a practice adds and what came of a call are entered by those who own the register, never by whoever sorts letters.
"""

from typing import Annotated, Literal

from corpsim.casework import ASKED, Application, change_case, enter_answer
from corpsim.desk import Desk
from corpsim.display import show_name
from corpsim.errors import Refusal
from corpsim.registers import Value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "letters",
        {
            "patient": "text",
            "diagnosis": "text",
            "urgent_box": "yesno",
            "letter": "long",
            "addition": "text",
            "priority": "text",
            "criterion": "text",
            "called": "text",
            "forwarded": "text",
            "handed_to": "person",
        },
    ),
)

Priority = Literal["24 hours", "a week", "routine"]
LetterId = Annotated[str, "Number of the letter."]


@tool(risk="high", minutes=3, case_id="case")
def assign_priority(
    desk: Desk,
    case_id: LetterId,
    priority: Annotated[Priority, "How soon the patient is seen."],
    criterion: Annotated[str, "The criterion of the guideline that decides."],
) -> Outcome:
    """Decide how soon a patient is seen. The appointment is made from it; a later decision takes its place."""
    letter = desk.case(case_id, "letters", "write")
    if letter.fields.get("forwarded"):
        raise Refusal(f"{letter.id} was passed on to {letter.fields['forwarded']}; it is sorted there.")
    if not criterion.strip():
        raise Refusal("Name the criterion that decides.")
    changes: dict[str, Value] = {"priority": priority, "criterion": criterion.strip()}
    event = change_case(desk, letter, "assign_priority", changes)
    return Outcome(f"{letter.id}: {priority}, criterion {criterion.strip()}.", (event,))


@tool(risk="low", minutes=3, case_id="case")
def request_missing_information(
    desk: Desk, case_id: LetterId, what: Annotated[str, "What the practice is asked."]
) -> Outcome:
    """Ask the referring practice for what a letter leaves open. What it adds is entered when it comes."""
    letter = desk.case(case_id, "letters", "write")
    if not what.strip():
        raise Refusal("Say what the practice is asked.")
    event = change_case(desk, letter, "request_missing_information", {"addition": ASKED})
    return Outcome(f"The practice is asked about {letter.id}.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def call_back(desk: Desk, case_id: LetterId, message: Annotated[str, "What the patient is told."]) -> Outcome:
    """Have the nurses call a patient today. What came of it is entered by them."""
    letter = desk.case(case_id, "letters", "write")
    if not message.strip():
        raise Refusal("Say what the patient is told.")
    event = change_case(desk, letter, "call_back", {"called": ASKED})
    return Outcome(f"The nurses call the patient of {letter.id}.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def forward_to_specialist(
    desk: Desk, case_id: LetterId, department: Annotated[str, "The department it belongs to."]
) -> Outcome:
    """Pass a letter that is not for this clinic on to the department it belongs to. It leaves this pile."""
    letter = desk.case(case_id, "letters", "write")
    if not department.strip():
        raise Refusal("Name the department.")
    event = change_case(
        desk, letter, "forward_to_specialist", {"forwarded": department.strip(), "priority": "passed on"}
    )
    return Outcome(f"{letter.id} goes to {department.strip()}.", (event,))


@tool(risk="low", minutes=2, case_id="case", colleague="employee")
def hand_over_letter(
    desk: Desk,
    case_id: LetterId,
    colleague: Annotated[str, "Address or full name of the doctor or nurse who takes it."],
    why: Annotated[str, "What the colleague is to decide."],
) -> Outcome:
    """Leave the decision about a letter to a doctor or nurse, who finds it on their list."""
    letter = desk.case(case_id, "letters", "write")
    who = desk.person(colleague)
    if who.kind != "employee" or who.id == desk.owner:
        raise Refusal(f"{who.name} cannot take a letter. It goes to a doctor or nurse of the clinic.")
    event = change_case(desk, letter, "hand_over_letter", {"handed_to": who.id, "priority": "handed over"})
    return Outcome(f"{letter.id} is with {show_name(desk, who.id)}.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def enter_addition(desk: Desk, case_id: LetterId, addition: Annotated[str, "What the practice adds."]) -> Outcome:
    """Enter what a practice adds to its letter. Only the nurses do."""
    event = enter_answer(desk, desk.case(case_id, "letters", "owner"), "enter_addition", {"addition": addition})
    return Outcome(f"Entered in {event.case}.", (event,))


@tool(risk="medium", minutes=2, case_id="case")
def enter_call(desk: Desk, case_id: LetterId, result: Annotated[str, "What came of the call."]) -> Outcome:
    """Enter what came of a call to a patient. Only the nurses do."""
    event = enter_answer(desk, desk.case(case_id, "letters", "owner"), "enter_call", {"called": result})
    return Outcome(f"Entered in {event.case}.", (event,))
