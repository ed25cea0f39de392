"""How the tools of an application work on the cases of a register: what they need of it, what they propose."""

from collections.abc import Mapping
from typing import NamedTuple

from corpsim.case_events import CaseChanged, CaseOpened
from corpsim.desk import Desk
from corpsim.errors import Refusal, nearest
from corpsim.registers import Case, Kind, Value, show_value


class Application(NamedTuple):
    """The register that an application works on: its name, and the columns that it must have, by their kinds."""

    register: str
    columns: Mapping[str, Kind]


def change_case(desk: Desk, case: Case, tool: str, changes: Mapping[str, Value]) -> CaseChanged:
    """The event by which a case gets other values. Raises Refusal where all of them stand there already."""
    new = {name: value for name, value in changes.items() if case.fields.get(name) != value}
    if not new:
        already = ", ".join(f"{name} is {show_value(value)}" for name, value in changes.items())
        raise Refusal(f"Nothing to do for {case.id}: {already} already.")
    before = {name: case.fields[name] for name in new if name in case.fields}
    register = desk.world.registers[case.register]
    long = {column.name for column in register.columns if column.kind == "long"}
    after = {name: value for name, value in {**case.fields, **new}.items() if name not in long}
    return CaseChanged(case.register, case.id, tool, new, before, after)


def find_case(desk: Desk, register: str, field: str, wanted: str) -> Case:
    """A case by its id or by what stands in `field`, such as a plate or a name. Raises Refusal naming the nearest."""
    named = {str(case.fields[field]): case for case in desk.cases(desk.register(register))}
    plain = wanted.strip().lower()
    for name, case in named.items():
        if plain in (name.lower(), case.id.lower()):
            return case
    raise Refusal(f"There is no {wanted.strip()[:60]!r} among the {register}.{nearest(wanted, named)}")


def is_signed(desk: Desk, case: Case, number: str) -> bool:
    """Whether a request of this desk that names the case, or what it is a part of, was granted.

    Raises Refusal for one that names another, or that was not granted; an empty number is none.
    """
    if not number.strip():
        return False
    request = desk.approval(number)
    whole = case.id.partition("/")[0].lower()
    if request.requester != desk.owner or whole not in f"{request.action} {request.reason}".lower():
        raise Refusal(f"Request {request.id} does not name {case.id}.")
    if request.decision != "granted":
        raise Refusal(f"Request {request.id} is {request.decision}.")
    return True


def figure_of(case: Case, column: str) -> float:
    """The figure that stands in a column; 0 where there is none."""
    value = case.fields.get(column, 0)
    return value if isinstance(value, int | float) else 0.0


ASKED = "asked"
"""What stands in a field to which an answer is awaited."""


def enter_answer(desk: Desk, case: Case, tool: str, answer: Mapping[str, Value]) -> CaseChanged:
    """The event by which an answer takes the place of `ASKED`. Raises Refusal where nobody has asked for it."""
    if any(case.fields.get(field) != ASKED for field in answer):
        raise Refusal(f"Nobody has asked for this in {case.id}.")
    return change_case(desk, case, tool, answer)


def open_new_case(desk: Desk, register: str, prefix: str, tool: str, fields: Mapping[str, Value]) -> CaseOpened:
    """The event by which a case is added; its id is `prefix` and the next number. Raises Refusal."""
    kept = desk.register(register, "write")
    number = 1 + sum(1 for case in desk.cases(kept) if case.id.startswith(prefix))
    if number > MOST_NEW:
        raise Refusal(f"The register {register} takes no more than {MOST_NEW} new entries in a day.")
    while desk.state.case(f"{prefix}{number}") is not None:
        number += 1
    return CaseOpened(register, Case(f"{prefix}{number}", register, dict(fields)), tool)


MOST_NEW = 300
"""Cases that one episode may add to a register."""
