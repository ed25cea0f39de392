"""Careers: since when people are there, what they are called, their projects and dotted lines."""

from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.departments import Department
from corpsim.population.drawing.staff import NOBODY, Staff
from corpsim.population.drawing.units import Units
from corpsim.population.organisation import functions
from corpsim.population.tables import quantiles

MONTHS = quantiles((0, 0), (220, 12), (360, 26), (500, 47), (620, 76), (740, 120), (880, 216), (970, 360), (1000, 500))
"""Months since people joined: median 3.9 years, 22 % a year or less, 26 % ten years or more (BLS, USDL-24-1971)."""

PROJECT_EACH = 60
"""Employees for every project."""

ON_PROJECTS = 17
"""Per cent of people on a project whose lead their dotted line leads to: 17 % of employees report to different
managers day by day (Bazigos and Harter, McKinsey Quarterly, January 2016)."""

RANKS = ("Team Lead", "Manager", "Senior Manager", "Director")
LEADS = (15, 80, 400)
"""People below a leader from which on they have the next higher rank."""

GRADES = ("", "Junior ", "Senior ", "Principal ")


class Careers(NamedTuple):
    """Columns by person; `title` counts in `titles`, `project` and `dotted` are NOBODY for those without."""

    months: Ints
    title: Ints
    titles: tuple[str, ...]
    project: Ints
    dotted: Ints
    leads: Ints


def draw_careers(departments: list[Department], staff: Staff, units: Units, seed: tuple[str | int, ...]) -> Careers:
    """Everybody's career; `leads` are the heads of the projects."""
    months = Stream(*seed, "tenure").pick(MONTHS, len(staff.manager))
    title, titles = _titles(departments, staff, units, months, Stream(*seed, "titles"))
    project, leads = _projects(staff, Stream(*seed, "projects"))
    dotted = np.where(project >= 0, leads[project], NOBODY) if len(leads) else project
    own = (dotted == staff.manager) | (dotted == np.arange(len(dotted)))
    return Careers(months, title, titles, project, np.where(own, NOBODY, dotted), leads)


def _projects(staff: Staff, dice: Stream) -> tuple[Ints, Ints]:
    """Who is on which project, and who leads them."""
    people = len(staff.manager)
    leaders = np.unique(staff.manager[staff.manager >= 0])
    leaders = leaders[leaders < people]
    count = people // PROJECT_EACH if len(leaders) else 0
    if not count:
        return np.full(people, NOBODY, dtype=np.int64), np.empty(0, dtype=np.int64)
    leads = dice.pick(leaders, count)
    project = np.where(dice.chance(ON_PROJECTS, people), dice.below(count, people), NOBODY)
    return project, leads


def _titles(
    departments: list[Department], staff: Staff, units: Units, months: Ints, dice: Stream
) -> tuple[Ints, tuple[str, ...]]:
    """What everybody is called: leaders by how many are below them, others by function and seniority."""
    people = len(staff.manager)
    vocabulary, work, lead = _vocabulary(departments)
    begin, length = work[staff.department, 0], work[staff.department, 1]
    title = begin + dice.below(length, people) * len(GRADES) + _grades(departments, staff, months, dice)
    led = np.flatnonzero(units.head < people)
    title[units.head[led]] = lead[units.department[led]] + _ranks(units, people)[led]
    used, number = np.unique(title, return_inverse=True)
    return number.reshape(-1), tuple(vocabulary[code] for code in used)


def _ranks(units: Units, people: int) -> Ints:
    """The rank of each unit's head: by the people in the unit and those in it; heads of departments above all."""
    members = np.bincount(units.of, minlength=len(units.head))
    passed = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(members)])
    below = passed[units.end] - passed[:-1]
    return np.where(units.depth == 0, len(RANKS), np.searchsorted(np.array(LEADS), below, side="right"))


def _grades(departments: list[Department], staff: Staff, months: Ints, dice: Stream) -> Ints:
    desk = np.array([functions()[department.function].style == "desk" for department in departments])
    lot = dice.below(100, len(months))
    grade = np.where((months < 20) & (lot < 45), 1, 0)
    grade = np.where((months > 60) & (lot < 45), 2, grade)
    grade = np.where((months > 140) & (lot < 8), 3, grade)
    return np.where(desk[staff.department], grade, 0)


def _vocabulary(departments: list[Department]) -> tuple[list[str], Ints, Ints]:
    """All titles; by department where its titles begin and how many jobs they are; and where its ranks begin."""
    words: list[str] = []
    work = np.zeros((len(departments), 2), dtype=np.int64)
    lead = np.zeros(len(departments), dtype=np.int64)
    for number, department in enumerate(departments):
        function = functions()[department.function]
        noun = department.name if function is functions()[-1] else function.noun
        work[number] = len(words), len(function.titles)
        words += [f"{grade}{title}" for title in function.titles for grade in GRADES]
        lead[number] = len(words)
        words += [f"{noun} {rank}" if "Senior" not in rank else f"Senior {noun} Manager" for rank in RANKS]
        words.append(f"Head of {department.name}" if department.name != function.name else function.head)
    return words, work, lead
