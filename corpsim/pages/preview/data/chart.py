"""The org chart, a branch at a time: only what somebody opened is looked up, whatever the size of the company."""

from collections.abc import Iterable
from typing import Any

from corpsim.pages.preview.data.people import badge, card
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Person

MOST_OPENED = 300
"""Branches one answer holds."""

MOST_SHOWN = 200
"""Reports of one manager that are shown at once."""

MOST_ABOVE = 64
"""Managers above somebody; beyond that the line is no line."""


def chart(scene: Scene, opened: Iterable[str] = ()) -> dict[str, Any]:
    """Whoever reports to nobody, and the reports of those and of all that are opened."""
    tops = [person for person in scene.world.people.values() if _employed(person) and not _above(scene, person)]
    wanted = list(dict.fromkeys([*(person.id for person in tops), *opened]))[:MOST_OPENED]
    branches = {manager: branch(scene, manager) for manager in wanted}
    others = [person for person in scene.world.people.values() if not _employed(person)]
    joining = list(scene.joiners.values())
    return {
        "headcount": headcount(scene),
        "large": scene.backdrop is not None,
        "tops": [_node(scene, person) for person in tops],
        "branches": {manager: found for manager, found in branches.items() if found["total"]},
        "joining": [_node(scene, person) for person in joining],
        "others": [_node(scene, person) for person in others],
    }


def branch(scene: Scene, manager: str) -> dict[str, Any]:
    """Who reports to somebody."""
    ids = reports(scene, manager)
    found = [person for id_ in ids[:MOST_SHOWN] if (person := scene.person(id_)) is not None]
    return {"people": [_node(scene, person) for person in found], "total": len(ids)}


def reports(scene: Scene, manager: str) -> list[str]:
    """Ids of the direct reports, in order."""
    behind = scene.backdrop.reports(manager) if scene.backdrop is not None else ()
    return sorted({*scene.state.org.reports(manager), *behind})


def chain(scene: Scene, person: Person) -> list[str]:
    """The line of managers above somebody, the nearest first."""
    line: list[str] = []
    above = scene.person(person.manager) if person.manager else None
    while above is not None and above.id not in line and len(line) < MOST_ABOVE:
        line.append(above.id)
        above = scene.person(above.manager) if above.manager else None
    return line


def headcount(scene: Scene) -> int:
    """Employees at the start of the day; the seat's assistant, mailboxes and outsiders are none."""
    story = sum(person.kind == "employee" and person.active for person in scene.world.people.values())
    return story + (len(scene.backdrop) if scene.backdrop is not None else 0)


def _node(scene: Scene, person: Person) -> dict[str, Any]:
    also = card(scene, person)
    manager = badge(scene, person.manager) if person.manager else None
    return {**also, "manager": manager, "reports": len(reports(scene, person.id))}


def _employed(person: Person) -> bool:
    return person.kind in ("employee", "assistant") and person.active


def _above(scene: Scene, person: Person) -> Person | None:
    return scene.person(person.manager) if person.manager else None
