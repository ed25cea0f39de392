"""The staff: all departments with their trees, and who leads what, still in the order in which they are drawn."""

from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.circle import Circle
from corpsim.population.drawing.departments import Department
from corpsim.population.drawing.tree import HEAD, grow_tree
from corpsim.population.organisation import functions

NOBODY = -1


class Staff(NamedTuple):
    """The people of the backdrop in the order of their departments.

    `manager` is the number of somebody, that of insider k of the story being `len(manager) + k`, or NOBODY.
    `heads` holds the number of each department's head, `insider_department` the department of each insider.
    """

    manager: Ints
    department: Ints
    heads: Ints
    insider_department: Ints

    @property
    def insiders(self) -> int:
        """How many insiders the story has."""
        return len(self.insider_department)

    def department_of(self, people: Ints) -> Ints:
        """The departments of people, insiders included."""
        return np.concatenate([self.department, self.insider_department])[people]


def draw_staff(departments: list[Department], circle: Circle, size: int, seed: tuple[str | int, ...]) -> Staff:
    """Everybody's manager and department."""
    managers: list[Ints] = []
    heads: list[int] = []
    top = NOBODY if circle.top is None else size + circle.top
    first = 0
    for department in departments:
        manager, head = _lead(department, first, size, top, Stream(*seed, "tree", department.name))
        managers.append(manager)
        heads.append(head)
        first += department.people
        top = head if top == NOBODY else top
    counts = [department.people for department in departments]
    by_name = {department.name: number for number, department in enumerate(departments)}
    inside = [by_name[circle.department(place)] if circle.heads else 0 for place in range(len(circle.insiders))]
    return Staff(
        np.concatenate(managers),
        np.repeat(np.arange(len(departments), dtype=np.int64), counts),
        np.array(heads, dtype=np.int64),
        np.array(inside, dtype=np.int64),
    )


def _lead(department: Department, first: int, size: int, top: int, dice: Stream) -> tuple[Ints, int]:
    """Whom the people of a department report to, who have the numbers from `first` on; and who leads it."""
    style = functions()[department.function].style
    if department.head is not None:
        head = size + department.head
        parent = grow_tree(department.people, style, dice, top=head == top).parent
        return np.where(parent == HEAD, head, parent + first), head
    parent = grow_tree(department.people - 1, style, dice, top=top == NOBODY).parent
    below = np.where(parent == HEAD, first, parent + first + 1)
    return np.concatenate([np.array([top], dtype=np.int64), below]), first
