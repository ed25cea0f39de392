"""How registers and their cases look on a desk. Only the columns of a register are shown, never the truth of a case."""

from corpsim.case_events import CaseChanged
from corpsim.desk import Desk
from corpsim.display import show_name
from corpsim.registers import Case, Column, Register, Value, show_value

MOST_IN_LINE = 60
"""Characters of one value in the line of a list."""


def show_case_line(desk: Desk, register: Register, case: Case) -> str:
    """A case as one line of a list: its id and what stands in its short fields that are no personal data."""
    short = (c for c in register.columns if c.kind != "long" and not c.private and case.fields.get(c.name, "") != "")
    return f"{case.id}  " + "; ".join(f"{c.name}: {_clip(_show(desk, c, case.fields[c.name]))}" for c in short)


def _clip(text: str) -> str:
    return text if len(text) <= MOST_IN_LINE else f"{text[: MOST_IN_LINE - 1]}…"


def show_case(desk: Desk, register: Register, case: Case, columns: tuple[Column, ...]) -> str:
    """A case with some of its columns, each on a line of its own, long texts last."""
    shown = [c for c in columns if c.name in case.fields]
    short = [f"{c.name}: {_show(desk, c, case.fields[c.name])}" for c in shown if c.kind != "long"]
    long = [f"\n{c.name}:\n{case.fields[c.name]}" for c in shown if c.kind == "long"]
    return "\n".join([f"{case.id} ({register.name})", *short, *long])


def _show(desk: Desk, column: Column, value: Value) -> str:
    return show_name(desk, str(value)) if column.kind == "person" and value else show_value(value)


def show_case_change(desk: Desk, event: CaseChanged) -> str:
    """What somebody reads of a change; empty for those who neither see the register nor are named in the case."""
    register = desk.world.registers.get(event.register)
    if register is None:
        return ""
    by = show_name(desk, event.actor)
    if desk.register_level(register) == "none":
        return f"Your case {event.case} was worked on by {by}." if _names(register, event, desk.owner) else ""
    kinds = {column.name: column for column in register.columns if not column.private}
    changes = (
        f"{name}: {_clip(_show(desk, kinds[name], value)) if kinds[name].kind != 'long' else 'changed'}"
        for name, value in event.changes.items()
        if name in kinds
    )
    return f"{event.case} ({event.register}), by {by}: {'; '.join(changes)}"


def _names(register: Register, event: CaseChanged, person: str) -> bool:
    return any(c.kind == "person" and event.fields.get(c.name) == person for c in register.columns)
