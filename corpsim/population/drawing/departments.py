"""The departments of a company: those of the story, and what a company of its size has besides."""

from typing import NamedTuple

from corpsim.population.drawing.circle import Circle
from corpsim.population.organisation import Function, function_of, functions
from corpsim.population.tables import split

PEOPLE_EACH = 40
"""Employees for every department that the story does not have."""

MOST = 13
"""Departments a company has, unless the story has more."""


class Department(NamedTuple):
    """A department: its function, how many of the backdrop are in it, and its head among the insiders of the story."""

    name: str
    function: int
    people: int
    head: int | None


def draw_departments(circle: Circle, size: int) -> list[Department]:
    """The departments by name. Those of the story keep their heads."""
    functions_of = {name: function_of(name) for name in circle.heads}
    functions_of.update(_more(functions_of, size))
    names = sorted(functions_of)
    shared = list(functions_of.values())
    weights = [_weight(functions_of[name], shared) for name in names]
    people = split(weights, size)
    drawn = (Department(n, functions_of[n], p, circle.heads.get(n)) for n, p in zip(names, people, strict=True))
    return [department for department in drawn if department.people or department.head is not None]


def _more(present: dict[str, int], size: int) -> dict[str, int]:
    """The departments that the story leaves out, the largest functions first."""
    missing = [
        (i, function)
        for i, function in enumerate(functions()[:-1])
        if i not in present.values() and function.name not in present
    ]
    missing.sort(key=_by_weight)
    room = min(size // PEOPLE_EACH, MOST - len(present))
    most = max(room, 0 if present else 1)
    return {function.name: i for i, function in missing[:most]}


def _by_weight(numbered: tuple[int, Function]) -> tuple[int, int]:
    number, function = numbered
    return -function.weight, number


def _weight(function: int, shared: list[int]) -> int:
    """The weight of a department: departments with the same function share its staff."""
    return functions()[function].weight * 5040 // shared.count(function)
