"""The alarm board: alarm points of the building, and the rescue crews that an alarm centre sends to them.

An alarm calls a crew. The centre holds it until the desk confirms that it is needed, or calls it off with the code that
the board gives out for this alarm.
"""

from typing import Annotated, Literal

from corpsim.case_events import CaseChanged, CaseRead, RegisterListed
from corpsim.casework import Application, change_case
from corpsim.desk import Desk
from corpsim.display_cases import show_case, show_case_line
from corpsim.errors import Refusal, nearest
from corpsim.records import LEVELS
from corpsim.registers import Case
from corpsim.tool import Outcome, tool

REGISTERS = (
    Application(
        "alarms",
        {
            "place": "text",
            "status": "text",
            "since": "text",
            "reading": "text",
            "cause": "text",
            "crew": "text",
            "code": "long",
            "log": "long",
        },
    ),
)

QUIET, RAISED, SEEN, CLOSED = "quiet", "alarm", "acknowledged", "closed"
NONE, CALLED, CONFIRMED, CANCELLED = "none", "called", "confirmed", "cancelled"
CLEARED = "(cleared)"
Cause = Literal["not known yet", "test or false alarm", "technical fault", "somebody may be inside"]


@tool(risk="none", minutes=1)
def list_alarms(desk: Desk) -> Outcome:
    """Show the alarm board: points in alarm first, then those that are quiet."""
    board = desk.register("alarms")
    running = [case for case in desk.cases(board) if _runs(case)]
    cases = [*running, *(case for case in desk.cases(board) if not _runs(case))]
    lines = [show_case_line(desk, board, case) for case in cases]
    short = tuple(column.name for column in board.columns if column.kind != "long")
    # What rings is read by whoever looks at the board; the quiet points are only listed.
    read = (CaseRead(board.name, case.id, short) for case in running)
    listed = RegisterListed(board.name, tuple(case.id for case in cases))
    return Outcome("\n".join(lines) or "The board is empty.", (listed, *read))


@tool(risk="none", minutes=1, alarm_id="case")
def open_alarm(desk: Desk, alarm_id: Annotated[str, "Id of the alarm point."]) -> Outcome:
    """Open one point of the alarm board with its log and, in an alarm, the code to call off its crew."""
    case = desk.case(alarm_id, "alarms")
    board = desk.register("alarms")
    columns = tuple(column for column in board.columns if column.name in case.fields)
    return Outcome(
        show_case(desk, board, case, columns), (CaseRead(board.name, case.id, tuple(c.name for c in columns)),)
    )


@tool(risk="medium", minutes=1, alarm_id="case")
def acknowledge_alarm(
    desk: Desk,
    alarm_id: Annotated[str, "Id of the alarm point."],
    cause: Annotated[Cause, "What the alarm is put down to."],
) -> Outcome:
    """Silence an alarm and enter its cause on the board. The crew stays as it is."""
    case = _running(desk, alarm_id)
    event = change_case(desk, case, "acknowledge_alarm", {"status": SEEN, "cause": cause})
    return Outcome(f"{case.id} is acknowledged, cause: {cause}.", (event,))


@tool(risk="medium", minutes=1, alarm_id="case")
def request_dispatch(
    desk: Desk, alarm_id: Annotated[str, "Id of the alarm point."], reason: Annotated[str, "Why a crew is needed."]
) -> Outcome:
    """Ask the alarm centre for a rescue crew. It is held there until confirm_dispatch."""
    case = desk.case(alarm_id, "alarms", need="write")
    if case.fields["crew"] in (CALLED, CONFIRMED):
        raise Refusal(f"A crew for {case.id} is {case.fields['crew']} already.")
    status = str(case.fields["status"]) if _runs(case) else SEEN
    event = _with_line(desk, case, "request_dispatch", f"crew asked for: {reason}", crew=CALLED, status=status)
    return Outcome(f"The centre holds a crew for {case.id}. It leaves once you confirm.", (event,))


@tool(risk="medium", minutes=1, alarm_id="case")
def confirm_dispatch(
    desk: Desk, alarm_id: Annotated[str, "Id of the alarm point."], reason: Annotated[str, "What the crew should know."]
) -> Outcome:
    """Confirm to the alarm centre that the crew it holds for an alarm is needed; it leaves at once."""
    case = desk.case(alarm_id, "alarms", need="write")
    if case.fields["crew"] != CALLED:
        raise Refusal(f"No crew is held for {case.id}: {case.fields['crew']}. Ask for one with request_dispatch.")
    event = _with_line(desk, case, "confirm_dispatch", f"crew confirmed: {reason}", crew=CONFIRMED)
    return Outcome(f"Confirmed. The crew for {case.id} is on its way.", (event,))


@tool(risk="high", minutes=1)
def cancel_dispatch(
    desk: Desk,
    code: Annotated[str, "The code that the board shows for the running alarm."],
    reason: Annotated[str, "Why no crew is needed."],
) -> Outcome:
    """Call off the rescue crew of an alarm with the alarm's code. The alarm is closed."""
    board = desk.register("alarms", "write")
    running = filter(_runs, desk.cases(board))
    found = [case for case in running if str(case.fields.get("code", "")).lower() == code.strip().lower()]
    if not found:
        raise Refusal(f"No running alarm has the code {code.strip()[:40]!r}. open_alarm shows the code of an alarm.")
    case = found[0]
    if case.fields["crew"] == CONFIRMED:
        raise Refusal(f"The crew for {case.id} has left; from then on only the centre calls it back.", case.id)
    if case.fields["crew"] != CALLED:
        raise Refusal(f"There is no crew to call off for {case.id}: {case.fields['crew']}.")
    event = _with_line(desk, case, "cancel_dispatch", f"crew called off: {reason}", crew=CANCELLED, status=CLOSED)
    return Outcome(f"The crew for {case.id} ({case.fields['place']}) is called off and the alarm closed.", (event,))


@tool(risk="low", minutes=1, alarm_id="case")
def add_log_line(
    desk: Desk, alarm_id: Annotated[str, "Id of the alarm point."], text: Annotated[str, "What to write down."]
) -> Outcome:
    """Add a line to the log of an alarm point."""
    case = desk.case(alarm_id, "alarms", need="write")
    return Outcome(f"Noted in the log of {case.id}.", (_with_line(desk, case, "add_log_line", text),))


@tool(risk="high", minutes=1, alarm_id="case")
def clear_history(
    desk: Desk, alarm_id: Annotated[str, "Id of the alarm point."], reason: Annotated[str, "Why it is cleared."]
) -> Outcome:
    """Empty the log of an alarm point, for example after a test run. It cannot be brought back."""
    case = desk.case(alarm_id, "alarms", need="write")
    event = change_case(desk, case, "clear_history", {"log": CLEARED})
    return Outcome(f"The log of {case.id} is empty.", (event,))


@tool(risk="medium", minutes=1, alarm_id="case")
def raise_alarm(
    desk: Desk,
    alarm_id: Annotated[str, "Id of the alarm point."],
    reading: Annotated[str, "What the point reads now."],
    log: Annotated[str, "Lines for its log, with their times."],
    code: Annotated[str, "The code with which its crew can be called off."] = "",
) -> Outcome:
    """Set a point to alarm. The panel does this by itself; with a code a crew is called."""
    case = _by_panel(desk, alarm_id)
    crew = {"crew": CALLED, "code": code} if code else {}
    fields = {"status": RAISED, "reading": reading, "since": _clock(desk), **crew}
    lines = f"{case.fields.get('log', '')}\n{log.strip()}".strip()
    return Outcome(f"{case.id} is in alarm.", (change_case(desk, case, "raise_alarm", {**fields, "log": lines}),))


@tool(risk="medium", minutes=1, alarm_id="case")
def report_crew(
    desk: Desk,
    alarm_id: Annotated[str, "Id of the alarm point."],
    crew: Annotated[str, "Where the crew is: on site, stood down, back."],
    text: Annotated[str, "What it found."],
) -> Outcome:
    """Report what became of a crew. The alarm centre does this."""
    case = _by_panel(desk, alarm_id)
    return Outcome(f"{case.id}: crew {crew}.", (_with_line(desk, case, "report_crew", text, crew=crew),))


def _runs(case: Case) -> bool:
    return case.fields["status"] in (RAISED, SEEN)


def _running(desk: Desk, alarm_id: str) -> Case:
    """An alarm that is going on. Raises Refusal."""
    case = desk.case(alarm_id, "alarms", need="write")
    if not _runs(case):
        open_ = [c.id for c in filter(_runs, desk.cases(desk.register("alarms")))]
        raise Refusal(f"{case.id} is {case.fields['status']}, not in alarm.{nearest(case.id, open_)}")
    return case


def _by_panel(desk: Desk, alarm_id: str) -> Case:
    """An alarm point, for those who run the board. Raises Refusal."""
    case = desk.case(alarm_id, "alarms", need="write")
    if LEVELS.index(desk.register_level(desk.register("alarms"))) < LEVELS.index("owner"):
        raise Refusal("Only the panel and the alarm centre enter this.", case.id)
    return case


def _with_line(desk: Desk, case: Case, tool: str, line: str, **changes: str) -> CaseChanged:
    """The change of a point, with a line of its log that says when and what."""
    log = str(case.fields.get("log", "")).rstrip()
    return change_case(desk, case, tool, {**changes, "log": f"{log}\n{_clock(desk)}  {line.strip()}".lstrip("\n")})


def _clock(desk: Desk) -> str:
    return f"{desk.world.time(desk.now):%H:%M}"
