"""Reporting lines as the roles of a world have them, before anybody has a name: who leads, who heads what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpsim.template.format.people import PeopleFile, RoleEntry

TOP = "ceo"
"""The role that leads the company where there is one."""


def staff_name(department: str, number: int) -> str:
    """How one of the staff is referred to; the first is the head where no role heads the department."""
    return f"dept:{department}#{number}"


@dataclass(frozen=True, slots=True)
class Chart:
    """Who leads (`top`), which roles could head a department (`heads`), and whom each role reports to (`superior`).

    A head or a superior is a role, or `dept:NAME#1` for the first of the staff.
    """

    top: str | None
    heads: Mapping[str, list[str]]
    superior: Mapping[str, str | None]
    staffed: frozenset[str]

    def head(self, department: str) -> str | None:
        """Who heads a department: a role, the first of its staff, or None if it has neither."""
        roles = self.heads.get(department)
        if roles:
            return roles[0]
        return staff_name(department, 1) if department in self.staffed else None


def sketch_chart(people: PeopleFile) -> Chart:
    """The chart of the roles."""
    top = _top(people)
    staffed = frozenset(entry.department for entry in people.staff)
    chart = Chart(top, _heads(people, top), {}, staffed)
    return Chart(top, chart.heads, {name: _superior(chart, people, name) for name in people.roles}, staffed)


def employees(people: PeopleFile) -> Iterator[tuple[str, RoleEntry]]:
    """The roles that are employees from the start."""
    return ((name, role) for name, role in people.roles.items() if role.kind == "employee" and not role.hired)


def _top(people: PeopleFile) -> str | None:
    if TOP in people.roles:
        return TOP
    return next((name for name, role in employees(people) if role.reports_to is None), None)


def _heads(people: PeopleFile, top: str | None) -> dict[str, list[str]]:
    """Department to the employees of it whose superior is of another department, or who lead the company."""
    found: dict[str, list[str]] = {}
    for name, role in employees(people):
        if role.department and (name == top or _superior_elsewhere(people, role)):
            found.setdefault(role.department, []).append(name)
    return found


def _superior_elsewhere(people: PeopleFile, role: RoleEntry) -> bool:
    above = role.reports_to
    if above is None:
        return False
    department = above[5:] if above.startswith("head:") else getattr(people.roles.get(above), "department", "")
    return bool(department != role.department)


def _superior(chart: Chart, people: PeopleFile, name: str) -> str | None:
    role = people.roles[name]
    above = role.reports_to
    if above is not None:
        return chart.head(above[5:]) if above.startswith("head:") else above
    if name == chart.top or role.kind in ("mailbox", "outsider"):
        return None
    own = chart.head(role.department) if role.department else None
    return own if own is not None and own != name else chart.top
