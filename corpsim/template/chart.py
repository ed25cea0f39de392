"""Reporting lines as a world's roles have them, before anybody has a name: who leads, who heads what, who reports to whom."""

from collections.abc import Iterator

from corpsim.template.format.people import PeopleFile, RoleEntry

TOP = "ceo"
"""The role that leads the company where there is one."""


def staff_name(department: str, number: int) -> str:
    """How one of the staff is referred to; the first is the head where no role heads the department."""
    return f"dept:{department}#{number}"


def top(people: PeopleFile) -> str | None:
    """The role that leads the company: `ceo`, or the first employee who reports to nobody and has no department."""
    if TOP in people.roles:
        return TOP
    leads = (name for name, role in employees(people) if role.reports_to is None and not role.hired)
    return next(leads, None)


def employees(people: PeopleFile) -> Iterator[tuple[str, RoleEntry]]:
    """The roles that are employees, those who join later included."""
    return ((name, role) for name, role in people.roles.items() if role.kind == "employee")


def heads(people: PeopleFile) -> dict[str, list[str]]:
    """Department to the roles that could head it: employees whose superior is of another department, or nobody."""
    found: dict[str, list[str]] = {}
    first = top(people)
    for name, role in employees(people):
        if role.department and not role.hired and (name == first or _superior_elsewhere(people, role)):
            found.setdefault(role.department, []).append(name)
    return found


def _superior_elsewhere(people: PeopleFile, role: RoleEntry) -> bool:
    above = role.reports_to
    if above is None:
        return False
    department = above[5:] if above.startswith("head:") else getattr(people.roles.get(above), "department", "")
    return department != role.department


def head(people: PeopleFile, department: str) -> str | None:
    """Who heads a department: a role, the first of its staff, or None if it has neither."""
    roles = heads(people).get(department)
    if roles:
        return roles[0]
    staffed = any(entry.department == department for entry in people.staff)
    return staff_name(department, 1) if staffed else None


def superior(people: PeopleFile, name: str) -> str | None:
    """Whom a role reports to: a role, or the head of a department among the staff; None for nobody."""
    role = people.roles[name]
    above = role.reports_to
    if above is not None:
        return head(people, above[5:]) if above.startswith("head:") else above
    first = top(people)
    if name == first or role.kind in ("mailbox", "outsider"):
        return None
    own = head(people, role.department) if role.department else None
    return own if own is not None and own != name else first
