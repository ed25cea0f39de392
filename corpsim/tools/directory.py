"""The company directory: who is who, and who reports to whom."""

from collections.abc import Iterable, Iterator
from typing import Annotated

from corpsim.concordance import Concordance
from corpsim.desk import Desk
from corpsim.display import show_name, show_person
from corpsim.errors import Refusal, nearest
from corpsim.events import OrgChartRead, PersonLookedUp
from corpsim.records import Person
from corpsim.tool import Outcome, tool

MOST_SHOWN = 30


@tool(risk="none", minutes=1, name="person")
def look_up_person(desk: Desk, name: Annotated[str, "A name, part of a name, an address or a department."]) -> Outcome:
    """Find people in the directory: address, title, department, manager, absence."""
    wanted = name.strip().lower()
    if not wanted:
        raise Refusal("Give a name, an address or a department.")
    found = _find(desk, wanted)
    if not found:
        people = desk.org.everybody()
        names = [p.name for p in people] + [p.department for p in people if p.department]
        raise Refusal(f"Nobody in the directory matches {name.strip()!r}.{nearest(name, names)}")
    shown = "\n\n".join(show_person(desk, desk.org[person]) for person in sorted(found)[:MOST_SHOWN])
    return Outcome(shown, (PersonLookedUp(name),))


def _find(desk: Desk, wanted: str) -> list[str]:
    """Ids of those whose entry contains what is looked for."""
    world, changed = desk.world, desk.org.changed
    found = world.keep(("directory",), lambda: Concordance(_entries(world.people.values()))).find((wanted,))
    if not changed:
        return found
    now = (person for person, entry in _entries(changed.values()) if wanted in entry)
    return [*(person for person in found if person not in changed), *now]


def _entries(people: Iterable[Person]) -> Iterator[tuple[str, str]]:
    """What a search of the directory looks through, by id of the person."""
    for person in people:
        entry = f"{person.id} {person.name} {person.email} {person.title} {person.department}"
        yield person.id, entry.lower()


@tool(risk="none", minutes=1, person="employee")
def org_chart(desk: Desk, person: Annotated[str, "A person's address or full name."]) -> Outcome:
    """Show the reporting line above a person and their direct reports."""
    who = desk.person(person)
    if not who.inside:
        raise Refusal(f"{who.name} does not work here.")
    lines = []
    for depth, above in enumerate((*reversed(desk.org.chain(who.id)), who.id)):
        record = desk.org[above]
        lines.append(f"{'  ' * depth}{show_name(desk, above)}, {record.title or record.kind}")
    below = "  " * len(lines)
    reports = desk.org.reports(who.id)[:MOST_SHOWN]
    lines += [f"{below}{show_name(desk, report)}, {desk.org[report].title}" for report in reports]
    return Outcome("\n".join(lines), (OrgChartRead(who.id),))
