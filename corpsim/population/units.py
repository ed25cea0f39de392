"""The units of a large company, each numbered so that it is followed by those in it."""

from collections.abc import Sequence
from functools import lru_cache

from corpsim.population.columns import Columns, read_words, view

KEPT = 4096
"""Paths that are kept once written."""

NOWHERE = -1


class Units:
    """Departments, and the units in them, by number."""

    def __init__(self, columns: Columns) -> None:
        self._head, self._parent = view(columns["unit.head"]), view(columns["unit.parent"])
        self._department, self._end = view(columns["unit.department"]), view(columns["unit.end"])
        self._name, self._site = view(columns["unit.name"]), view(columns["unit.site"])
        self._start, self._people = view(columns["unit.start"]), view(columns["unit.people"])
        self.departments = read_words(columns["words.departments"])
        self.names = read_words(columns["words.units"])
        self._roots = dict(zip(self.departments, self._find_roots(), strict=True))
        self.path = lru_cache(KEPT)(self._write_path)

    def _find_roots(self) -> list[int]:
        roots, unit = [], 0
        while unit < len(self._end):
            roots.append(unit)
            unit = self._end[unit]
        return roots

    def __len__(self) -> int:
        return len(self._end)

    def head(self, unit: int) -> int:
        """The number of who leads a unit."""
        return self._head[unit]

    def parent(self, unit: int) -> int:
        """The unit around a unit, or NOWHERE."""
        return self._parent[unit]

    def end(self, unit: int) -> int:
        """The number after the last unit in a unit."""
        return self._end[unit]

    def site(self, unit: int) -> int:
        """Where a unit is."""
        return self._site[unit]

    def name(self, unit: int) -> str:
        """What a unit is called inside the one around it."""
        return self.names[self._name[unit]]

    def name_number(self, unit: int) -> int:
        """The place of a unit's name among `names`."""
        return self._name[unit]

    def department(self, unit: int) -> int:
        """The number of the department of a unit."""
        return self._department[unit]

    def department_name(self, unit: int) -> str:
        """The department of a unit."""
        return self.departments[self._department[unit]]

    def department_unit(self, department: str) -> int:
        """The unit that is a whole department; NOWHERE for a name no department has."""
        return self._roots.get(department, NOWHERE)

    def team(self, unit: int) -> Sequence[int]:
        """The people of the backdrop in a unit, those in the units in it not counted."""
        return self._people[self._start[unit] : self._start[unit + 1]]

    def staff(self, unit: int) -> Sequence[int]:
        """The people of the backdrop in a unit and the units in it."""
        return self._people[self._start[unit] : self._start[self._end[unit]]]

    def somebody(self, unit: int, lot: int) -> int:
        """One of the people in a unit and the units in it; its head if they are none of the backdrop."""
        staff = self.staff(unit)
        return staff[lot % len(staff)] if staff else self._head[unit]

    def _write_path(self, unit: int) -> str:
        """The path of a unit, from the department down."""
        around = self._parent[unit]
        return self.name(unit) if around < 0 else f"{self.path(around)}/{self.name(unit)}"

    def above(self, unit: int) -> list[int]:
        """A unit and those around it, from the inside out."""
        found = []
        while unit >= 0:
            found.append(unit)
            unit = self._parent[unit]
        return found

    def inside(self, unit: int) -> list[int]:
        """The units directly in a unit."""
        found, inner = [], unit + 1
        while inner < self._end[unit]:
            found.append(inner)
            inner = self._end[inner]
        return found

    def find(self, path: str) -> int:
        """The unit with a path; NOWHERE for a path that none has."""
        department = next((name for name in self.departments if path == name or path.startswith(f"{name}/")), None)
        if department is None:
            return NOWHERE
        unit = self._roots[department]
        rest = path[len(department) + 1 :]
        for name in rest.split("/") if rest else ():
            unit = next((inner for inner in self.inside(unit) if self.name(inner) == name), NOWHERE)
            if unit < 0:
                return NOWHERE
        return unit if self.path(unit) == path else NOWHERE
