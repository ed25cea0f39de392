"""The org chart that lives: who reports to whom, who is away, who signs for whom, as of now.

The chart of Monday morning is one frozen `networkx.DiGraph` (manager → report) that all episodes of a world share.
What changes during an episode lies over it as a small dict, so a copy costs nothing that grows with the company.
"""

from collections.abc import Iterable, Iterator

import networkx as nx

from corpsim.records import Person


def draw_chart(people: Iterable[Person]) -> "nx.DiGraph[str]":
    """The frozen reporting graph of `people`: an edge from each manager to each of their reports."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for person in people:
        graph.add_node(person.id)
        if person.manager is not None:
            graph.add_edge(person.manager, person.id)
    frozen: nx.DiGraph[str] = nx.freeze(graph)
    return frozen


class OrgChart:
    """People and reporting lines at this moment of an episode."""

    __slots__ = ("_base", "_graph", "changed")

    def __init__(
        self, base: dict[str, Person], graph: "nx.DiGraph[str]", changed: dict[str, Person] | None = None
    ) -> None:
        self._base = base
        self._graph = graph
        self.changed: dict[str, Person] = changed if changed is not None else {}

    def copy(self) -> "OrgChart":
        """A chart that can change without moving this one."""
        return OrgChart(self._base, self._graph, dict(self.changed))

    def __contains__(self, person: object) -> bool:
        return person in self.changed or person in self._base

    def __iter__(self) -> Iterator[str]:
        yield from self._base
        yield from (person for person in self.changed if person not in self._base)

    def __getitem__(self, person: str) -> Person:
        """The person as of now. Raises KeyError for an id nobody has."""
        found = self.changed.get(person)
        return found if found is not None else self._base[person]

    def get(self, person: str) -> Person | None:
        """The person as of now, or None for an id nobody has."""
        return self.changed.get(person) or self._base.get(person)

    def everybody(self) -> list[Person]:
        """All who have or had an address, as of now."""
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

    def reports(self, manager: str) -> tuple[str, ...]:
        """Direct reports who are with the company, in order of their ids."""
        base = self._graph.successors(manager) if manager in self._graph else ()
        candidates = {*base, *self.changed}
        return tuple(sorted(p for p in candidates if self[p].manager == manager and self[p].active))

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
        members = [p.id for p in self.everybody() if p.department == department and p.active and p.kind == "employee"]
        return min(members, key=lambda p: (len(self.chain(p)), p), default=None)

    def belongs(self, person: str, group: str) -> bool:
        """Whether a person is covered by a grant: their own id, `dept:NAME`, or `everyone` who works here."""
        if group == person:
            return True
        record = self.get(person)
        if record is None or not record.active or record.kind not in ("employee", "assistant"):
            return False
        return group in ("everyone", f"dept:{record.department}")

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
        until = self[person].away_until
        return until is not None and now < until

    def graph(self) -> "nx.DiGraph[str]":
        """The reporting graph of those who are with the company now, for analysis with networkx."""
        return draw_chart(self[person] for person in self if self[person].active)
