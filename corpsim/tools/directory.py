"""The company directory: who is who, and who reports to whom."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated

from corpsim.concordance import Concordance
from corpsim.desk import Desk
from corpsim.display import show_name, show_person
from corpsim.errors import Refusal, nearest
from corpsim.events import OrgChartRead, PersonLookedUp
from corpsim.records import Person
from corpsim.tool import Outcome, tool
from corpsim.world import World

MOST_SHOWN = 30

KEPT = 256
"""Searches of which is kept whom they find, the latest in a world."""


@tool(risk="none", minutes=1, name="person")
def look_up_person(desk: Desk, name: Annotated[str, "A name, part of a name, an address or a department."]) -> Outcome:
    """Find people in the directory: address, title, department, manager, absence."""
    wanted = name.strip().lower()
    if not wanted:
        raise Refusal("Give a name, an address or a department.")
    owner = desk.owner_of(wanted) if "@" in wanted else None
    found, count = ([owner.id], 1) if owner is not None else _find(desk, wanted)
    if not found:
        raise Refusal(f"Nobody in the directory matches {name.strip()!r}.{_nearest(desk, name)}")
    lines = [show_person(desk, desk.org[person]) for person in sorted(found)[:MOST_SHOWN]]
    if count > len(lines) and desk.world.backdrop:
        lines.append(f"({count - len(lines):,} more: add a word)")
    return Outcome("\n\n".join(lines), (PersonLookedUp(name),))


def _find(desk: Desk, wanted: str) -> tuple[Sequence[str], int]:
    """Ids of those whose entry contains what is looked for, enough of them to be shown, and how many there are."""
    world, changed = desk.world, desk.org.changed
    early, count = world.keep(("directory",), lambda: _first_thing(world))(wanted)
    if not changed:
        return early, count
    now = [person for person, entry in _entries(changed.values()) if wanted in entry]
    same = [person for person in early if person not in changed]
    return same + now, count


def _first_thing(world: World) -> Callable[[str], tuple[tuple[str, ...], int]]:
    """A search of the directory as it is at the start; whom it finds is kept, since people are looked up again."""
    entries = Concordance(_entries(world.people.values()))

    def find(wanted: str) -> tuple[tuple[str, ...], int]:
        near = entries.find((wanted,))
        far, count = world.backdrop.search(wanted, MOST_SHOWN)
        return (*near, *far), len(near) + count

    return lru_cache(maxsize=KEPT)(find)


def _nearest(desk: Desk, name: str) -> str:
    if desk.world.backdrop:
        return ""
    people = desk.org.circle()
    return nearest(name, [*(p.name for p in people), *(p.department for p in people if p.department)])


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
