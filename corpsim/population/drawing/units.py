"""The units: everybody who leads others leads one. Numbered so that a unit is followed by all units in it."""

from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.departments import Department
from corpsim.population.drawing.staff import Staff
from corpsim.population.organisation import functions

DEEPEST_NAMED = 2
MOST_NUMBERS = 64
"""Units below one unit that may share a name and differ in their number; a span is at most 40."""


class Units(NamedTuple):
    """Columns by unit. `end` is the number after the last unit in it, `head` a person's number while drawing.

    `of` gives everybody's unit: leaders are in the unit they lead. `name` counts in `names`.
    """

    head: Ints
    parent: Ints
    department: Ints
    depth: Ints
    end: Ints
    name: Ints
    names: tuple[str, ...]
    of: Ints


def draw_units(departments: list[Department], staff: Staff, dice: Stream) -> Units:
    """The units of a company, one for each department and one for each leader below its head."""
    head, parent, of = _units(staff)
    department = staff.department_of(head)
    depth = _depths(parent)
    order, end = _preorder(parent, depth)
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    parent = np.where(parent[order] < 0, -1, rank[parent[order]])
    depth, department = depth[order], department[order]
    name, names = _names(departments, parent, department, depth, dice)
    return Units(head[order], parent, department, depth, end, name, names, rank[of])


def _units(staff: Staff) -> tuple[Ints, Ints, Ints]:
    """Head and parent of each unit, those of the departments first, and everybody's unit; not yet in their order."""
    everybody = len(staff.manager) + staff.insiders
    lead = np.full(everybody, -1, dtype=np.int64)
    lead[staff.heads] = np.arange(len(staff.heads))
    leaders = np.unique(staff.manager[staff.manager >= 0])
    below = leaders[(leaders < len(staff.manager)) & (lead[leaders] < 0)]
    lead[below] = len(staff.heads) + np.arange(len(below))
    manager = staff.manager[below]
    own = lead[: len(staff.manager)]
    # A head reports to somebody of another department, so whoever leads nothing has a leader of their own department.
    of = np.where(own >= 0, own, lead[staff.manager])
    parent = np.concatenate([np.full(len(staff.heads), -1, dtype=np.int64), lead[manager]])
    return np.concatenate([staff.heads, below]), parent, of


def _depths(parent: Ints) -> Ints:
    """How many units are around each unit. Parents may come after their units."""
    depth = np.zeros(len(parent), dtype=np.int64)
    above = parent.copy()
    while (inside := above >= 0).any():
        depth[inside] += 1
        above[inside] = parent[above[inside]]
    return depth


def _preorder(parent: Ints, depth: Ints) -> tuple[Ints, Ints]:
    """The units in an order in which every unit is followed by those in it, and by place where those end."""
    size = np.ones(len(parent), dtype=np.int64)
    levels = [np.flatnonzero(depth == level) for level in range(int(depth.max(initial=-1)) + 1)]
    for level in reversed(levels[1:]):
        np.add.at(size, parent[level], size[level])
    place = np.zeros(len(parent), dtype=np.int64)
    for level in levels:
        siblings = level[np.lexsort((level, parent[level]))]
        before = np.cumsum(size[siblings]) - size[siblings]
        around = parent[siblings]
        first = np.searchsorted(around, around, side="left")
        place[siblings] = before - before[first] + np.where(around < 0, 0, place[around] + 1)
    order = np.argsort(place, kind="stable")
    return order, np.arange(len(parent)) + size[order]


def _names(
    departments: list[Department], parent: Ints, department: Ints, depth: Ints, dice: Stream
) -> tuple[Ints, tuple[str, ...]]:
    """What each unit is called: by its function on the first levels, `Team 3` below. Siblings differ."""
    bases, lists = _vocabulary(departments)
    nth = _nth_sibling(parent)
    start = dice.below(1 << 30, len(parent))
    kind = np.minimum(depth, DEEPEST_NAMED + 1)
    first, length = lists[department, kind, 0], lists[department, kind, 1]
    # All units in one unit begin at the same place of the list, so that no two have the same name.
    turn = nth + np.where(depth > 0, start[parent], 0) % length
    code = (first + turn % length) * MOST_NUMBERS + np.where(depth > DEEPEST_NAMED, nth + 1, nth // length)
    code = np.where(depth == 0, first * MOST_NUMBERS, code)
    used, name = np.unique(code, return_inverse=True)
    return name.reshape(-1), tuple(_write(bases, int(code)) for code in used)


def _vocabulary(departments: list[Department]) -> tuple[list[str], Ints]:
    """All words for units, and by department and level where its words begin and how many they are."""
    bases: list[str] = []
    lists = np.zeros((len(departments), DEEPEST_NAMED + 2, 2), dtype=np.int64)
    for number, department in enumerate(departments):
        function = functions()[department.function]
        for level, words in enumerate(((department.name,), function.units, function.teams, ("Team",))):
            lists[number, level] = len(bases), len(words)
            bases.extend(words)
    return bases, lists


def _nth_sibling(parent: Ints) -> Ints:
    """How many units before each unit have the same parent."""
    order = np.argsort(parent, kind="stable")
    around = parent[order]
    nth = np.empty(len(parent), dtype=np.int64)
    nth[order] = np.arange(len(parent)) - np.searchsorted(around, around, side="left")
    return nth


def _write(bases: list[str], code: int) -> str:
    base, number = divmod(code, MOST_NUMBERS)
    if bases[base] == "Team":
        return f"Team {number}"
    return bases[base] if number == 0 else f"{bases[base]} {number + 1}"
