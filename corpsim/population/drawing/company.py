"""The people of a company as columns: everybody in the order of their ids."""

from typing import NamedTuple

import numpy as np

from corpsim.population.columns import Column, compact, write_words
from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.careers import Careers, draw_careers
from corpsim.population.drawing.circle import read_circle
from corpsim.population.drawing.departments import Department, draw_departments
from corpsim.population.drawing.naming import Naming, draw_names
from corpsim.population.drawing.places import Sites, draw_sites
from corpsim.population.drawing.staff import Staff, draw_staff
from corpsim.population.drawing.units import Units, draw_units
from corpsim.population.request import Request
from corpsim.population.tables import group, starts


class Company(NamedTuple):
    """What mail is drawn from: by person, the insiders of the story at last, who stands where.

    `functions` holds the function of each department. `manager` is -1 for nobody.
    """

    people: int
    insiders: int
    manager: Ints
    dotted: Ints
    unit: Ints
    site: Ints
    project: Ints
    unit_parent: Ints
    unit_end: Ints
    department: Ints
    leads: Ints

    @property
    def everybody(self) -> int:
        """How many there are, with the insiders of the story."""
        return self.people + self.insiders


def draw_company(request: Request) -> tuple[Company, dict[str, Column]]:
    """Everybody in the backdrop, and the columns about them."""
    seed = ("population", request.seed, request.world)
    circle = read_circle(request)
    departments = draw_departments(circle, request.size)
    staff = draw_staff(departments, circle, request.size, seed)
    units = draw_units(departments, staff, Stream(*seed, "units"))
    sites = draw_sites(request, units, Stream(*seed, "sites"))
    careers = draw_careers(departments, staff, units, seed)
    naming = draw_names(request, Stream(*seed, "names"))
    company = _settle(staff, units, sites, careers, naming)
    columns = {
        **_person_columns(company, careers, naming),
        **_unit_columns(company, units, sites, naming),
        **_word_columns(departments, units, sites, careers, naming),
    }
    return company, columns


def _renumber(naming: Naming, insiders: int) -> Ints:
    """The new number of everybody, by the old one; the last entry is for nobody."""
    people = len(naming.order)
    rank = np.arange(people + insiders + 1, dtype=np.int64)
    rank[naming.order] = np.arange(people)
    rank[-1] = -1
    return rank


def _settle(staff: Staff, units: Units, sites: Sites, careers: Careers, naming: Naming) -> Company:
    """Everybody in the order of the ids. Insiders belong to the unit of their department."""
    rank, order = _renumber(naming, staff.insiders), naming.order
    roots = np.flatnonzero(units.depth == 0)
    root = np.empty(len(roots), dtype=np.int64)
    root[units.department[roots]] = roots
    inside = staff.insider_department
    nowhere = np.full(staff.insiders, -1, dtype=np.int64)
    return Company(
        people=len(order),
        insiders=staff.insiders,
        manager=rank[staff.manager[order]],
        dotted=rank[careers.dotted[order]],
        unit=np.concatenate([units.of[order], root[inside]]),
        site=np.concatenate([sites.of[order], sites.of_unit[root[inside]]]),
        project=np.concatenate([careers.project[order], nowhere]),
        unit_parent=units.parent,
        unit_end=units.end,
        department=units.department,
        leads=rank[careers.leads],
    )


def _person_columns(company: Company, careers: Careers, naming: Naming) -> dict[str, Column]:
    order, people = naming.order, company.people
    title = careers.title[order]
    first, last = naming.first[order], naming.last[order]
    found: dict[str, Ints] = {
        "person.first": first,
        "person.last": last,
        "person.number": naming.number[order],
        "person.title": title,
        "person.unit": company.unit[:people],
        "person.site": company.site[:people],
        "person.months": careers.months[order],
        "person.manager": company.manager,
        "person.dotted": company.dotted,
        "person.project": company.project[:people],
        "first.start": starts(np.bincount(naming.firsts.slug_of[first], minlength=len(naming.firsts.slugs))),
        "first.slug": naming.firsts.slug_of,
        "last.slug": naming.lasts.slug_of,
        "project.lead": company.leads,
    }
    found["last.start"], found["last.people"] = group(last, len(naming.lasts.texts))
    found["title.start"], found["title.people"] = group(title, len(careers.titles))
    led = np.flatnonzero(company.manager >= 0)
    begin, order_of = group(company.manager[led], company.everybody)
    found["reports.start"], found["reports.people"] = begin, led[order_of]
    return {name: compact(name, values) for name, values in found.items()}


def _unit_columns(company: Company, units: Units, sites: Sites, naming: Naming) -> dict[str, Column]:
    rank = _renumber(naming, company.insiders)
    found: dict[str, Ints] = {
        "unit.head": rank[units.head],
        "unit.parent": units.parent,
        "unit.department": units.department,
        "unit.end": units.end,
        "unit.name": units.name,
        "unit.site": sites.of_unit,
    }
    found["unit.start"], found["unit.people"] = group(company.unit[: company.people], len(units.head))
    found["site.start"], found["site.people"] = group(company.site[: company.people], len(sites.names))
    return {name: compact(name, values) for name, values in found.items()}


def _word_columns(
    departments: list[Department], units: Units, sites: Sites, careers: Careers, naming: Naming
) -> dict[str, Column]:
    words = {
        "words.firsts": naming.firsts.texts,
        "words.first_slugs": naming.firsts.slugs,
        "words.lasts": naming.lasts.texts,
        "words.last_slugs": naming.lasts.slugs,
        "words.titles": careers.titles,
        "words.departments": [department.name for department in departments],
        "words.units": units.names,
        "words.sites": sites.names,
    }
    return {name: write_words(found) for name, found in words.items()}
