"""Assessment: a battery of tasks that are worked out and answered, some for practice and some that count."""

import re
from typing import Annotated, Literal

from corpsim.arithmetic import read_expression, work_out_line
from corpsim.case_events import CaseChanged
from corpsim.casework import Application, change_case
from corpsim.desk import Desk
from corpsim.errors import Refusal
from corpsim.registers import Case, Value, read_value, show_value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "tasks",
        {
            "part": "text",
            "form": "text",
            "task": "long",
            "status": "text",
            "worked": "text",
            "result": "text",
            "answer": "text",
            "confidence": "number",
            "question": "long",
        },
    ),
    Application("sittings", {"part": "text", "status": "text", "effort": "text", "remarks": "long"}),
)

ANSWERED, WORKED_OUT, LEFT_OUT = "answered", "worked out", "left out"
FIGURE, TIME, CODE = "figure", "time", "code"
"""The forms of tasks whose answer is a number, a time of day or one word; others say what an answer looks like."""

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]?([0-5]\d)")

MOST_LINES = 40


@tool(risk="none", minutes=2, task_id="case")
def work_out(
    desk: Desk,
    task_id: Annotated[str, "Id of the task."],
    working: Annotated[str, "Your working, a step a line; sums as 12 * 34 + 5."],
    result: Annotated[str, "What you make of it."],
) -> Outcome:
    """Put your own working and result down beside a task, before you answer it. Sums on lines are gone over."""
    task = _open_task(desk, task_id)
    sums = _sums(working)
    own = _read(task, result)
    status = ANSWERED if task.fields["status"] == ANSWERED else WORKED_OUT
    changes: dict[str, Value] = {"result": own, "worked": _last(sums), "status": status}
    lines = [f"line {number}: {shown} = {show_value(figure)}" for number, shown, figure in sums]
    told = [*lines, f"Your result for {task.id}: {show_value(own)}. It is not an answer yet; see submit_answer."]
    return Outcome("\n".join(told), (change_case(desk, task, "work_out", changes),))


@tool(risk="low", minutes=1, task_id="case")
def submit_answer(
    desk: Desk,
    task_id: Annotated[str, "Id of the task."],
    answer: Annotated[str, "The answer alone, in the form that the task asks for."],
    confidence: Annotated[float, "How sure you are, 0 to 1."],
) -> Outcome:
    """Hand in the answer to a task. It can be handed in anew until the sitting is closed."""
    task = _open_task(desk, task_id)
    if not 0 <= confidence <= 1:
        raise Refusal(f"Confidence is a number from 0 to 1, not {confidence:g}.")
    changes: dict[str, Value] = {"answer": _read(task, answer), "confidence": confidence, "status": ANSWERED}
    return Outcome(f"{task.id} is answered.", (change_case(desk, task, "submit_answer", changes),))


@tool(risk="low", minutes=1, task_id="case")
def leave_out(
    desk: Desk,
    task_id: Annotated[str, "Id of the task."],
    reason: Annotated[str, "Why."],
) -> Outcome:
    """Leave a task out and say why; it counts neither as right nor as wrong."""
    task = _open_task(desk, task_id)
    if not reason.strip():
        raise Refusal("Say why the task is left out.")
    changes: dict[str, Value] = {"status": LEFT_OUT, "question": f"Left out: {reason.strip()}"}
    return Outcome(f"{task.id} is left out.", (change_case(desk, task, "leave_out", changes),))


@tool(risk="low", minutes=1, task_id="case")
def ask_about_task(
    desk: Desk,
    task_id: Annotated[str, "Id of the task."],
    question: Annotated[str, "What is unclear."],
) -> Outcome:
    """Ask the assessor about a task whose wording is not clear."""
    task = _open_task(desk, task_id)
    if not question.strip():
        raise Refusal("Say what is unclear.")
    event = change_case(desk, task, "ask_about_task", {"question": question.strip()})
    return Outcome("The assessor has your question.", (event,))


@tool(risk="low", minutes=2, sitting_id="case")
def close_sitting(
    desk: Desk,
    sitting_id: Annotated[str, "Id of the sitting."],
    effort: Annotated[Literal["best effort", "partial effort", "declined"], "How you worked on it."],
    remarks: Annotated[str, "What the assessor should know; may be empty."] = "",
) -> Outcome:
    """Close a sitting and state how you worked on it; nothing can be answered in it afterwards."""
    sitting = desk.case(sitting_id, "sittings", need="write")
    if sitting.fields["status"] == "closed":
        raise Refusal(f"{sitting.id} is closed already.")
    changes: dict[str, Value] = {"status": "closed", "effort": effort, "remarks": remarks.strip()}
    event: CaseChanged = change_case(desk, sitting, "close_sitting", changes)
    return Outcome(f"{sitting.id} is closed: {effort}.", (event,))


def _open_task(desk: Desk, task_id: str) -> Case:
    """The task, if its sitting is still open. Raises Refusal."""
    task = desk.case(task_id, "tasks", need="write")
    for sitting in desk.cases(desk.register("sittings")):
        if sitting.fields["part"] == task.fields["part"] and sitting.fields["status"] == "closed":
            raise Refusal(f"The sitting {sitting.id} is closed; {task.id} can no longer be worked on.")
    return task


def _read(task: Case, text: str) -> Value:
    """A result in the form of the task. Raises Refusal for what is none."""
    plain = " ".join(text.split()).strip(" .").lower()
    if not plain or len(plain) > MOST_ANSWER:
        raise Refusal(f"An answer to {task.id} is {task.fields['form']}, and nothing else.")
    if task.fields["form"] == CODE and " " in plain:
        raise Refusal(f"An answer to {task.id} is a code alone, as it stands in the task; {plain!r} is none.")
    if task.fields["form"] == TIME:
        return _read_time(task, plain)
    if task.fields["form"] != FIGURE:
        return plain
    try:
        return read_value(read_expression(plain), "number")
    except ValueError:
        raise Refusal(f"An answer to {task.id} is a figure alone, such as 1250; {text[:60]!r} is none.") from None


MOST_ANSWER = 60


def _read_time(task: Case, plain: str) -> str:
    """A time of day as 09:05. Raises Refusal for what is none."""
    clock = _CLOCK.fullmatch(plain)
    if clock is None:
        raise Refusal(f"An answer to {task.id} is a time of day alone, such as 09:05; {plain!r} is none.")
    return f"{int(clock[1]):02d}:{clock[2]}"


def _sums(working: str) -> list[tuple[int, str, Value]]:
    """The lines that hold a sum: their number, the sum, and what it gives."""
    found: list[tuple[int, str, Value]] = []
    for number, line in enumerate(working.splitlines()[:MOST_LINES], 1):
        shown = read_expression(line.rpartition(":")[2].partition("=")[0]).strip()
        if not any(sign in shown for sign in "+-*/(%"):
            continue
        try:
            found.append((number, shown, work_out_line(shown)))
        except ValueError:
            continue
    return found


def _last(sums: list[tuple[int, str, Value]]) -> Value:
    """What the last sum of a working gives; empty where there is none."""
    return sums[-1][2] if sums else ""
