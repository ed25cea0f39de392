"""The company directory: who is who, and who reports to whom."""

from typing import Annotated

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
    people = desk.org.everybody()
    found = [person for person in people if wanted in _entry(desk, person)]
    if not found:
        names = [p.name for p in people] + [p.department for p in people if p.department]
        raise Refusal(f"Nobody in the directory matches {name.strip()!r}.{nearest(name, names)}")
    found.sort(key=lambda person: person.id)
    return Outcome("\n\n".join(show_person(desk, p) for p in found[:MOST_SHOWN]), (PersonLookedUp(name),))


def _entry(desk: Desk, person: Person) -> str:
    """What a search of the directory looks through, for one person."""
    key = ("directory", person.id)
    text = desk.world.kept.get(key) if person.id not in desk.org.changed else None
    if text is None:
        text = f"{person.id} {person.name} {person.email} {person.title} {person.department}".lower()
        if person.id not in desk.org.changed:
            desk.world.kept[key] = text
    return text


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
