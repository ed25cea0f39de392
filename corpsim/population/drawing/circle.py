"""The people of the story as the drawing sees them: who leads which department, and who leads the company."""

from typing import NamedTuple

from corpsim.population.request import Request
from corpsim.records import Person


class Circle(NamedTuple):
    """The insiders of the story, who follow the backdrop in every numbering: insider k has number `size + k`.

    `heads` holds, by department, the place among the insiders of who leads it; `top` that of who leads the company,
    None where the story has no employees.
    """

    insiders: tuple[Person, ...]
    heads: dict[str, int]
    top: int | None

    def department(self, place: int) -> str:
        """The department of an insider; the first one for somebody without, or in one that nobody leads."""
        department = self.insiders[place].department
        return department if department in self.heads else next(iter(self.heads))


def read_circle(request: Request) -> Circle:
    """The circle of a request."""
    insiders = request.insiders
    people = {person.id: person for person in request.circle}
    depth = {person.id: _depth(person, people) for person in insiders}
    places = {person.id: place for place, person in enumerate(insiders)}
    employees = [person for person in insiders if person.kind == "employee" and person.active]
    ranked = sorted(employees, key=lambda person: (depth[person.id], person.id))
    heads: dict[str, int] = {}
    for person in ranked:
        if person.department:
            heads.setdefault(person.department, places[person.id])
    top = places[ranked[0].id] if ranked else None
    return Circle(insiders, {name: heads[name] for name in sorted(heads)}, top)


def _depth(person: Person, people: dict[str, Person]) -> int:
    """How many stand above somebody."""
    above, seen = person.manager, {person.id}
    while above is not None and above in people and above not in seen:
        seen.add(above)
        above = people[above].manager
    return len(seen) - 1
