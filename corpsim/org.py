"""The org chart that lives: who reports to whom, who is away, who signs for whom, as of now.

The chart of Monday morning is frozen and shared by all episodes of a world: one `networkx.DiGraph` (manager → report)
of the people of the story, and in a large company its backdrop below and beside them. What changes during an episode
lies over it as a small dict, so a copy costs nothing that grows with the company.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx as nx
from msgspec.structs import replace

from corpsim.records import Person
from corpsim.world import World


def draw_chart(people: Iterable[Person]) -> "nx.DiGraph[str]":
    """The frozen reporting graph of `people`: an edge from each manager to each of their reports."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for person in people:
        graph.add_node(person.id)
        if person.manager is not None:
            graph.add_edge(person.manager, person.id)
    frozen: nx.DiGraph[str] = nx.freeze(graph)
    return frozen


class Reorganisation(NamedTuple):
    """A department that went over to another name; who led it until then, and who leads it now."""

    into: str
    old_head: str | None
    head: str


class OrgChart:
    """People and reporting lines at this moment of an episode."""

    __slots__ = ("_base", "_graph", "_reorganised", "_world", "changed")

    def __init__(self, world: World) -> None:
        self._world = world
        self._base = world.people
        self._graph = world.keep(("chart",), lambda: draw_chart(world.people.values()))
        self._reorganised: dict[str, Reorganisation] = {}
        self.changed: dict[str, Person] = {}

    def copy(self) -> "OrgChart":
        """A chart that can change without moving this one."""
        twin = OrgChart.__new__(OrgChart)
        twin._world, twin._base, twin._graph = self._world, self._base, self._graph
        twin._reorganised, twin.changed = self._reorganised.copy(), self.changed.copy()
        return twin

    def __contains__(self, person: object) -> bool:
        return (
            person in self.changed
            or person in self._base
            or (isinstance(person, str) and self._far(person) is not None)
        )

    def __getitem__(self, person: str) -> Person:
        """The person as of now. Raises KeyError for an id nobody has."""
        found = self.changed.get(person) or self._base.get(person) or self._far(person)
        if found is None:
            raise KeyError(person)
        return found

    def get(self, person: str) -> Person | None:
        """The person as of now, or None for an id nobody has."""
        return self.changed.get(person) or self._base.get(person) or self._far(person)

    def _far(self, person: str) -> Person | None:
        """Somebody of the backdrop, where reorganisations have taken them."""
        found = self._world.backdrop.person(person)
        if found is None or not self._reorganised:
            return found
        move = self._reorganised.get(found.department)
        while move is not None:
            manager = move.head if found.manager == move.old_head else found.manager
            found = replace(found, department=move.into, manager=manager)
            move = self._reorganised.get(found.department)
        return found

    def circle(self) -> list[Person]:
        """The people of the story, and everybody else whose place has changed in this episode, as of now."""
        if not self.changed:
            return list(self._base.values())
        return list({**self._base, **self.changed}.values())

    def replace(self, person: Person) -> None:
        """Hire, move or retire somebody: their record becomes this one. Raises ValueError for a reporting circle."""
        manager = person.manager
        while manager is not None:
            if manager == person.id:
                raise ValueError(f"{person.id} would report to themselves")
            manager = self[manager].manager
        self.changed[person.id] = person

    def reorganise(self, department: str, into: str, head: str) -> None:
        """Take a department over to another name under another head; its members move along."""
        old_head = self.head(department)
        for person in sorted(person.id for person in self.circle() if person.department == department):
            self.replace(replace(self[person], department=into))
            if person != head and self[person].manager in (old_head, None):
                self.replace(replace(self[person], manager=head))
        if into != department:
            self._reorganised[department] = Reorganisation(into, old_head, head)

    def reports(self, manager: str) -> tuple[str, ...]:
        """Direct reports who are with the company, in order of their ids."""
        base = self._graph.successors(manager) if manager in self._graph else ()
        candidates = {*base, *self.changed, *self._far_reports(manager)}
        return tuple(sorted(p for p in candidates if self[p].manager == manager and self[p].active))

    def _far_reports(self, manager: str) -> Iterator[str]:
        yield from self._world.backdrop.reports(manager)
        for move in self._reorganised.values():
            if move.head == manager and move.old_head is not None:
                yield from self._world.backdrop.reports(move.old_head)

    def chain(self, person: str) -> tuple[str, ...]:
        """The reporting line upward: manager first, head of the company last."""
        line = []
        above = self[person].manager
        while above is not None:
            line.append(above)
            above = self[above].manager
        return tuple(line)

    def head(self, department: str) -> str | None:
        """Who leads a department: its highest active member, the first by id if there are several; None if empty."""
        members = [p.id for p in self.circle() if p.department == department and p.active and p.kind == "employee"]
        if not members:
            return self._world.backdrop.head(department)
        return min(members, key=lambda p: (len(self.chain(p)), p))

    def groups(self, person: str) -> tuple[str, ...]:
        """Everything that covers a person: their id, `everyone`, their department, units and site; see `belongs`."""
        record = self.get(person)
        if record is None or not record.active or record.kind not in ("employee", "assistant"):
            return (person,)
        covered = (person, "everyone", f"dept:{record.department}")
        profile = self._world.backdrop.profile(person)
        if profile is None:
            return covered
        parts = profile.unit.split("/")
        units = (f"unit:{'/'.join(parts[:depth])}" for depth in range(1, len(parts) + 1))
        return (*covered, *units, f"site:{profile.site}")

    def belongs(self, person: str, group: str) -> bool:
        """Whether a person is covered by a grant: their own id, `everyone` here, `dept:`, `unit:`, `site:`."""
        if group == person:
            return True
        record = self.get(person)
        if record is None or not record.active or record.kind not in ("employee", "assistant"):
            return False
        if group in ("everyone", f"dept:{record.department}"):
            return True
        return group.startswith(("unit:", "site:")) and group in self.groups(person)

    def members(self, groups: tuple[str, ...]) -> tuple[str, ...]:
        """The people of the story whom any of these groups covers now."""
        early = self._world.keep(("members", groups), lambda: OrgChart(self._world)._covered(groups, self._base))
        if not self.changed:
            return early
        return (*(person for person in early if person not in self.changed), *self._covered(groups, self.changed))

    def _covered(self, groups: tuple[str, ...], people: Iterable[str]) -> tuple[str, ...]:
        return tuple(person for person in people if any(self.belongs(person, group) for group in groups))

    def stand_in(self, person: str, now: int) -> str:
        """Who acts for a person at minute `now`: themselves, while away their delegate, else their manager."""
        seen: set[str] = set()
        while person not in seen:
            seen.add(person)
            record = self[person]
            if record.active and not self.away(person, now):
                return person
            successor = record.delegate if record.active and record.delegate else record.manager
            if successor is None:
                return person
            person = successor
        return person

    def away(self, person: str, now: int) -> bool:
        """Whether a person is out of office at minute `now`."""
        return self[person].away_at(now)

    def graph(self) -> "nx.DiGraph[str]":
        """The reporting graph of those who are with the company now, all of them, for analysis with networkx."""
        near = {person.id: person for person in self.circle()}
        far = (person for person in self._world.backdrop if person not in near)
        everybody = (*near.values(), *(self[person] for person in far))
        return draw_chart(person for person in everybody if person.active)
