"""How departments, units and sites are written in the names of shares and channels.

Shares and channels of a world have names of letters, digits, `_` and `-`. Those of the backdrop have a dot in them, so
that no name is ever taken.
"""

from corpsim.population.directory import Directory
from corpsim.population.names import slug
from corpsim.population.units import NOWHERE, Units


class Slugs:
    """The departments, units and sites of a company by how they are written, and back."""

    def __init__(self, directory: Directory) -> None:
        self._units: Units = directory.units
        self._names = [slug(name) or "unit" for name in self._units.names]
        self.departments = _distinct(self._units.departments)
        self.sites = _distinct(directory.sites)

    def unit(self, unit: int) -> list[str]:
        """How a unit is written, from its department down: `finance`, `treasury`, `payments`."""
        units = self._units
        *inside, department = units.above(unit)
        names = [self._names[units.name_number(inner)] for inner in reversed(inside)]
        return [self.departments[units.department(department)], *names]

    def find(self, written: list[str]) -> int:
        """The unit that is written in these parts, NOWHERE for what is none."""
        if not written or written[0] not in self.departments:
            return NOWHERE
        units = self._units
        unit = units.department_unit(units.departments[self.departments.index(written[0])])
        for name in written[1:]:
            found = (inner for inner in units.inside(unit) if self._names[units.name_number(inner)] == name)
            unit = next(found, NOWHERE)
            if unit < 0:
                return NOWHERE
        return unit


def _distinct(names: tuple[str, ...]) -> list[str]:
    """How names are written, with a number where two are alike."""
    written: list[str] = []
    for name in names:
        wanted = slug(name) or "unit"
        number = 2
        found = wanted
        while found in written:
            found, number = f"{wanted}-{number}", number + 1
        written.append(found)
    return written
