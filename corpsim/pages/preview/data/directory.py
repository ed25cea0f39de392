"""Finding people in a company of any size."""

from typing import Any

from corpsim.pages.preview.data.chart import chain
from corpsim.pages.preview.data.people import badge, card
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Person

MOST_FOUND = 30


def find_people(scene: Scene, text: str, most: int = MOST_FOUND) -> dict[str, Any]:
    """Those whose entry has every word of a text, people of the story first; without a text, the seat and the cast."""
    words = text.lower().split()
    story = [person for person in _in_order(scene) if all(word in _entry(person) for word in words)]
    ids, total = [person.id for person in story], len(story)
    if scene.backdrop is not None and words:
        behind, fitting = scene.backdrop.search(text, most)
        ids += [id_ for id_ in behind if id_ not in scene.world.people]
        total += fitting
    found = [person for id_ in ids[:most] if (person := scene.person(id_)) is not None]
    return {"people": [card(scene, person) for person in found], "total": total}


def look_up(scene: Scene, person_id: str) -> dict[str, Any] | None:
    """Somebody with the line of their managers and their calendar, or None for a name nobody has."""
    person = scene.person(person_id)
    if person is None:
        return None
    meetings = scene.desk(person_id).calendar(person_id)
    return {
        **card(scene, person),
        "chain": [badge(scene, above) for above in chain(scene, person)],
        "mails": len(scene.state.mailbox(person_id)),
        "meetings": [{"time": scene.clock(meeting.at), "subject": meeting.subject} for meeting in meetings],
    }


def _in_order(scene: Scene) -> list[Person]:
    """The seat, then those with a role, then everybody else by name."""
    everybody = [*scene.world.people.values(), *scene.joiners.values()]
    return sorted(everybody, key=lambda p: (p.id != scene.world.seat, not p.role, "" if p.role else p.name))


def _entry(person: Person) -> str:
    return f"{person.name} {person.email} {person.title} {person.department} {person.role}".lower()
