"""The forecast workbench: lines of revenue with the extract each rests on, a completeness check, and the sheet.

An extract covers so many days of the quarter's last month. The workbench counts which extracts are whole and whether
every line has a figure; where a figure comes from it takes on trust.
"""

from typing import Annotated, Literal

from pydantic import Field

from corpsim.case_events import RegisterListed
from corpsim.casework import Application, change_case, figure_of
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.registers import Case, Value
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application("extracts", {"source": "text", "days": "number", "total": "number", "checked": "text"}),
    Application(
        "lines",
        {"name": "text", "extract": "text", "figure": "number", "basis": "text", "ground": "text", "remark": "long"},
    ),
    Application(
        "sheet",
        {
            "status": "text",
            "completeness": "text",
            "total": "number",
            "low": "number",
            "mid": "number",
            "high": "number",
            "spread": "number",
            "confidence": "number",
            "gaps": "number",
        },
    ),
)

MONTH = 30
"""Days that an extract of the month covers when it is whole."""

WHOLE, PART = "whole month", "part of the month"
"""What the extract of a line covered when its figure was entered."""

MOST = 10**12
"""The largest figure that the workbench takes."""

Basis = Literal["reported", "corrected", "estimated", "no figure"]
Verdict = Literal["in order", "not in order"]
Amount = Annotated[float, Field(ge=0, le=MOST)]

OPEN, INCOMPLETE, ESTIMATES, COMPLETE, SUBMITTED = (
    "not run",
    "incomplete",
    "complete with estimates",
    "complete",
    "submitted",
)


@tool(risk="medium", minutes=4, line_id="case")
def set_figure(
    desk: Desk,
    line_id: Annotated[str, "Id of the line."],
    amount: Annotated[Amount, "Euros; 0 where there is no figure."],
    basis: Annotated[Basis, "As its source reports it, corrected for something known, estimated, or no figure."],
    remark: Annotated[str, "Where the figure comes from and what is to be known about it."],
) -> Outcome:
    """Enter the figure of a line of the forecast and say what it rests on."""
    line = desk.case(line_id, "lines", "write")
    if not remark.strip():
        raise Refusal("Say in the remark where the figure comes from.")
    if (basis == "no figure") != (amount == 0):
        raise Refusal("A line without a figure stands at 0, and only such a line.")
    ground = f"{basis}, {WHOLE if _days(desk, line) >= MONTH else PART}"
    changes: dict[str, Value] = {"figure": _whole(amount), "basis": basis, "ground": ground, "remark": remark.strip()}
    event = change_case(desk, line, "set_figure", changes)
    return Outcome(f"{line.fields['name']}: {_whole(amount)} euros, {ground}.", (event,))


@tool(risk="low", minutes=5, extract_id="case")
def mark_source_checked(
    desk: Desk,
    extract_id: Annotated[str, "Id of the extract."],
    control_total: Annotated[float, "The total of the extract once more, as a control."],
    verdict: Annotated[Verdict, "Whether it can be used as it is."],
) -> Outcome:
    """Enter that you have gone through the extract of a source, and with what result."""
    extract = desk.case(extract_id, "extracts", "write")
    if abs(figure_of(extract, "total") - control_total) > 0.5:
        raise Refusal(f"The total of {extract.id} is not {control_total:g}. Open the extract and repeat what it says.")
    event = change_case(desk, extract, "mark_source_checked", {"checked": verdict})
    return Outcome(f"{extract.fields['source']}: checked, {verdict}.", (event,))


@tool(risk="low", minutes=3, sheet_id="case")
def run_completeness_check(desk: Desk, sheet_id: Annotated[str, "Id of the forecast sheet."]) -> Outcome:
    """Let the workbench see whether every source is checked and every line has a figure."""
    sheet = desk.case(sheet_id, "sheet", "write")
    missing = _missing(desk)
    estimated = [
        str(line.fields["name"]) for line in _lines(desk) if line.fields["basis"] in ("estimated", "no figure")
    ]
    result = INCOMPLETE if missing else ESTIMATES if estimated else COMPLETE
    total = _whole(sum(figure_of(line, "figure") for line in _lines(desk)))
    told = f" Still to do: {', '.join(missing)}." if missing else f" Not reported: {', '.join(estimated)}."
    reply = f"{sheet.id}: {result}; the lines add up to {total} euros.{told if missing or estimated else ''}"
    changes: dict[str, Value] = {"completeness": result, "total": total, "gaps": _gaps(desk)}
    looked = RegisterListed("lines", tuple(line.id for line in _lines(desk)))
    if all(sheet.fields.get(name) == value for name, value in changes.items()):
        return Outcome(reply, (looked,))
    return Outcome(reply, (looked, change_case(desk, sheet, "run_completeness_check", changes)))


@tool(risk="high", minutes=5, sheet_id="case")
def submit_forecast(
    desk: Desk,
    sheet_id: Annotated[str, "Id of the forecast sheet."],
    low: Annotated[Amount, "Below this you do not expect it to come out."],
    mid: Annotated[Amount, "What you expect."],
    high: Annotated[Amount, "Above this you do not expect it to come out."],
    confidence: Annotated[float, Field(ge=0, le=100), "Per cent: how sure you are that it lies between the two."],
) -> Outcome:
    """Submit the forecast; the board's screen shows it at once. It may be submitted again when more is known."""
    sheet = desk.case(sheet_id, "sheet", "write")
    if sheet.fields["completeness"] in (OPEN, INCOMPLETE):
        raise Refusal(f"The completeness check of {sheet.id} is {sheet.fields['completeness']}. Run it first.")
    if not 0 < low <= mid <= high:
        raise Refusal("Low, mid and high are three figures in this order, above 0.")
    changes: dict[str, Value] = {
        "status": SUBMITTED,
        "low": _whole(low),
        "mid": _whole(mid),
        "high": _whole(high),
        "spread": round(100 * (high - low) / mid, 1),
        "confidence": _whole(confidence),
        "gaps": _gaps(desk),
    }
    event = change_case(desk, sheet, "submit_forecast", changes)
    text = (
        f"Submitted: {_whole(mid)} euros ({_whole(low)} to {_whole(high)}), confidence {_whole(confidence)} per cent."
    )
    return Outcome(text, (event,))


def _missing(desk: Desk) -> list[str]:
    """What the workbench still waits for: sources that nobody has gone through, lines without an entry."""
    extracts = desk.cases(desk.register("extracts"))
    unchecked = [f"{e.fields['source']} (source)" for e in extracts if not e.fields["checked"]]
    return [*unchecked, *(f"{line.fields['name']} (line)" for line in _lines(desk) if not line.fields["basis"])]


def _lines(desk: Desk) -> list[Case]:
    return desk.cases(desk.register("lines"))


def _gaps(desk: Desk) -> int:
    """Extracts under the lines that do not cover the whole month."""
    return sum(_days(desk, line) < MONTH for line in _lines(desk))


def _days(desk: Desk, line: Case) -> float:
    """Days that the extract of a line covers now."""
    wanted = str(line.fields["extract"])
    extracts = {case.id: case for case in desk.cases(desk.register("extracts"))}
    if wanted not in extracts:
        raise Refusal(f"There is no extract {wanted!r}.{nearest(wanted, extracts)}")
    return figure_of(extracts[wanted], "days")


def _whole(amount: float) -> int:
    return round(amount)
