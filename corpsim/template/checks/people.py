"""Whether the people of a world can be a company: a seat, somebody who leads, no circles, addresses of their own."""

from collections.abc import Iterator

from corpsim.errors import Problem
from corpsim.template.chart import employees, sketch_chart
from corpsim.template.format.people import PeopleFile, RoleEntry
from corpsim.template.format.world import WorldFile
from corpsim.template.index import RESERVED
from corpsim.template.sheet import Sheet


def check_people(sheet: Sheet[PeopleFile], world: Sheet[WorldFile] | None) -> Iterator[Problem]:
    """All problems of people.yaml beyond its format."""
    people = sheet.model
    for name, role in people.roles.items():
        yield from _check_role(sheet, name, role)
    if all(_known(people, role) for role in people.roles.values()):
        yield from _check_circles(sheet)
    yield from _check_sizes(sheet)
    yield from _check_addresses(sheet)
    if world is not None:
        yield from _check_seat(sheet, world)
        yield from _check_heads(people, world)


def _known(people: PeopleFile, role: RoleEntry) -> bool:
    return role.reports_to is None or role.reports_to.startswith("head:") or role.reports_to in people.roles


def _check_role(sheet: Sheet[PeopleFile], name: str, role: RoleEntry) -> Iterator[Problem]:
    if name in RESERVED:
        yield sheet.problem(f"no role can be called {name!r}; the word has a meaning in placeholders", "roles", name)
    if role.kind == "assistant" and not role.names:
        yield sheet.problem("an assistant needs `names` to draw from", "roles", name)
    if role.name is not None and role.kind != "mailbox":
        yield sheet.problem("only a mailbox has a fixed `name`; names of people are drawn", "roles", name, "name")
    if role.address is not None and role.kind in ("employee", "assistant"):
        yield sheet.problem("addresses of people inside are made of their names", "roles", name, "address")
    if role.employer is not None and role.kind != "outsider":
        yield sheet.problem("only an outsider has an `employer`", "roles", name, "employer")
    if role.hired and role.kind != "employee":
        yield sheet.problem("only an employee can be hired", "roles", name, "hired")
    if role.last_name_of is not None and role.last_name_of in sheet.model.roles:
        yield from _check_namesake(sheet, name, role.last_name_of)


def _check_namesake(sheet: Sheet[PeopleFile], name: str, other: str) -> Iterator[Problem]:
    roles = sheet.model.roles
    if roles[other].kind not in ("employee", "outsider") or roles[other].last_name_of is not None:
        yield sheet.problem(f"{other!r} has no last name drawn for it", "roles", name, "last_name_of")


def _check_circles(sheet: Sheet[PeopleFile]) -> Iterator[Problem]:
    superior = sketch_chart(sheet.model).superior
    fine: set[str] = set()
    for name in superior:
        line, above = {name: None}, superior[name]
        while above is not None and above in superior and above not in line and above not in fine:
            line[above] = None
            above = superior[above]
        if above == name:
            shown = " → ".join([*list(line)[:12], name])
            yield sheet.problem(f"{name!r} would report to itself: {shown}", "roles", name, "reports_to")
        elif above not in line:
            fine.update(line)


def _check_sizes(sheet: Sheet[PeopleFile]) -> Iterator[Problem]:
    people = sheet.model
    departments = [entry.department for entry in people.staff]
    for number, department in enumerate(departments):
        if department in departments[:number]:
            yield sheet.problem(f"the staff of {department!r} stands here twice", "staff", number, "department")
    if people.company_size < least_size(people):
        least = least_size(people)
        message = f"{people.company_size} employees are too few; roles and departments take at least {least}"
        yield sheet.problem(message, "company_size")
    if people.staff and sketch_chart(people).top is None:
        yield sheet.problem("nobody leads the company; give it a role `ceo`", "roles")


def least_size(people: PeopleFile) -> int:
    """Employees there are at least: the roles, and one of the staff in each department."""
    return sum(1 for _ in employees(people)) + len(people.staff)


def _check_addresses(sheet: Sheet[PeopleFile]) -> Iterator[Problem]:
    taken: dict[str, str] = dict.fromkeys(sheet.model.lists, "a list")
    for name, role in sheet.model.roles.items():
        address = role.address or (name if role.kind == "mailbox" else "")
        if role.kind == "outsider" and "@" not in address:
            continue  # a name at a private mail provider
        if address in taken:
            yield sheet.problem(f"the address {address!r} belongs to {taken[address]} already", "roles", name)
        if address:
            taken[address] = f"the role {name!r}"
    for name in sheet.model.lists:
        if name in sheet.model.roles:
            yield sheet.problem(f"{name!r} is a role already; call the list otherwise", "lists", name)


def _check_seat(sheet: Sheet[PeopleFile], world: Sheet[WorldFile]) -> Iterator[Problem]:
    seat = sheet.model.roles.get(world.model.seat)
    if seat is not None and (seat.kind not in ("assistant", "employee") or seat.hired):
        yield world.problem("the seat must be an assistant or an employee who is there from the start", "seat")


def _check_heads(people: PeopleFile, world: Sheet[WorldFile]) -> Iterator[Problem]:
    """A policy that the head of a department signs needs one head, whatever names are drawn."""
    found = sketch_chart(people).heads
    for number, policy in enumerate(world.model.policies):
        department = policy.approver.removeprefix("head:")
        several = found.get(department, []) if policy.approver.startswith("head:") else []
        if len(several) > 1:
            message = f"{' and '.join(several)} could both head {department!r}; let one report to the other"
            yield world.problem(message, "policies", number, "approver")
