"""The casebook: every register of the company that somebody may look into, and its cases."""

from typing import Annotated

from corpsim.case_events import CaseRead, RegisterListed
from corpsim.casework import change_case
from corpsim.desk import Desk
from corpsim.display_cases import show_case, show_case_line
from corpsim.errors import Refusal, nearest
from corpsim.records import LEVELS
from corpsim.registers import Case, Column, Register, read_value, show_value
from corpsim.tool import Outcome, tool

MOST_SHOWN = 200


@tool(risk="none", minutes=1)
def list_registers(desk: Desk) -> Outcome:
    """List the registers you can open, with what is in them and your access."""
    lines = [
        f"{r.name}  {r.about} ({len(desk.cases(r))} cases; {desk.register_level(r)})".replace("  (", " (")
        for r in desk.registers()
    ]
    return Outcome("\n".join(lines) or "There is no register that you can open.", (RegisterListed("", ()),))


@tool(risk="none", minutes=1, of="register")
def list_cases(
    desk: Desk,
    of: Annotated[str, "Name of the register."],
    containing: Annotated[str, "Only cases with these words in a field; empty for all."] = "",
) -> Outcome:
    """List the cases of a register with their short fields. Long texts are shown by open_case."""
    kept = desk.register(of)
    words = containing.lower().split()
    lines = {case.id: show_case_line(desk, kept, case) for case in desk.cases(kept)}
    found = {id_: line for id_, line in lines.items() if all(word in line.lower() for word in words)}
    shown = dict(list(found.items())[:MOST_SHOWN])
    more = [f"… and {len(found) - len(shown)} more"] if len(found) > len(shown) else []
    reply = "\n".join([*shown.values(), *more]) or "No case of this register fits."
    return Outcome(reply, (RegisterListed(kept.name, tuple(shown)),))


@tool(risk="none", minutes=2, case_id="case")
def open_case(desk: Desk, case_id: Annotated[str, "Id of the case."]) -> Outcome:
    """Open one case of a register with all of its fields."""
    case = desk.case(case_id)
    kept = desk.register(case.register)
    columns = tuple(column for column in kept.columns if not column.private)
    private = [column.name for column in kept.columns if column.private and column.name in case.fields]
    more = f"\n\nPersonal data, to be had with open_personal_data: {', '.join(private)}" if private else ""
    return Outcome(show_case(desk, kept, case, columns) + more, (_read(kept, case, columns),))


@tool(risk="medium", minutes=2, case_id="case")
def open_personal_data(
    desk: Desk,
    case_id: Annotated[str, "Id of the case."],
    fields: Annotated[list[str], "Names of the personal fields that you need."],
    purpose: Annotated[str, "What you need them for."],
) -> Outcome:
    """Open fields of a case that are personal data. What was opened, and for which purpose, is written down."""
    case = desk.case(case_id)
    kept = desk.register(case.register)
    private = {column.name: column for column in kept.columns if column.private and column.name in case.fields}
    unknown = [name for name in fields if name not in private]
    if unknown or not fields:
        named = unknown[0] if unknown else ""
        raise Refusal(f"{named!r} is no personal field of {case.id}; there are: {', '.join(private) or 'none'}.")
    if not purpose.strip():
        raise Refusal("Say what you need these fields for.")
    columns = tuple(private[name] for name in dict.fromkeys(fields))
    return Outcome(show_case(desk, kept, case, columns), (_read(kept, case, columns, purpose),))


def _read(kept: Register, case: Case, columns: tuple[Column, ...], purpose: str = "") -> CaseRead:
    return CaseRead(kept.name, case.id, tuple(c.name for c in columns if c.name in case.fields), purpose)


@tool(risk="low", minutes=2, case_id="case")
def set_field(
    desk: Desk,
    case_id: Annotated[str, "Id of the case."],
    field: Annotated[str, "Name of the field."],
    value: Annotated[str, "What shall stand there."],
) -> Outcome:
    """Write a value into a field of a case that is kept by hand."""
    case = desk.case(case_id, need="write")
    kept = desk.register(case.register)
    editable = [column.name for column in kept.columns if column.editable]
    column = kept.column(field.strip())
    if column is None or (not column.editable and LEVELS.index(desk.register_level(kept)) < LEVELS.index("owner")):
        raise Refusal(f"{field!r} is no field of {kept.name} that is kept by hand.{nearest(field, editable)}")
    try:
        new = read_value(value, column.kind)
    except ValueError as error:
        raise Refusal(f"{column.name}: {error}.") from None
    event = change_case(desk, case, "set_field", {column.name: new})
    return Outcome(f"{case.id}: {column.name} is now {show_value(new)}.", (event,))
