"""People as a page shows them: a badge wherever they are named, a card where they are looked at."""

from typing import Any

from corpsim.pages.preview.data.happenings import changes, happening, kind_of
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Person


def badge(scene: Scene, name: str) -> dict[str, str]:
    """Somebody as they are named in a list: a person, a mailing list, or an address nobody knows."""
    person = scene.person(name)
    if person is not None:
        return {"id": person.id, "name": person.name, "role": person.role, "kind": person.kind}
    kind = "list" if name in scene.world.lists else "address"
    return {"id": name, "name": name, "role": "", "kind": kind}


def badge_of_address(scene: Scene, address: str) -> dict[str, str]:
    """The badge of whoever reads mail to an address as somebody typed it."""
    known = scene.world.by_email.get(address.lower())
    joiner = next((p.id for p in scene.joiners.values() if p.email.lower() == address.lower()), None)
    return badge(scene, known or joiner or address)


def card(scene: Scene, person: Person) -> dict[str, Any]:
    """Somebody with their place, their absence, and what changes about them during the day."""
    profile = scene.backdrop.profile(person.id) if scene.backdrop is not None else None
    also = profile.also_reports_to if profile is not None else None
    return {
        **badge(scene, person.id),
        "title": person.title,
        "department": person.department,
        "email": person.email,
        "phone": person.phone,
        "seat": person.id == scene.world.seat,
        "joins": person.id not in scene.world.people and person.id in scene.joiners,
        "away": _absence(scene, person),
        "unit": profile.unit if profile is not None else "",
        "site": profile.site if profile is not None else "",
        "since": profile.since if profile is not None else "",
        "also": badge(scene, also) if also else None,
        "changes": [
            {"at": plan.due, "time": scene.clock(plan.due), "kind": kind_of(plan), "text": happening(scene, plan)}
            for plan in changes(scene, person)
        ],
    }


def _absence(scene: Scene, person: Person) -> dict[str, Any] | None:
    if person.away_until is None:
        return None
    delegate = badge(scene, person.delegate) if person.delegate else None
    return {"until": scene.clock(person.away_until), "delegate": delegate}
