"""Changes in the company that come during the day, in words."""

from collections.abc import Callable, Iterator
from typing import Any

from corpsim import events as ev
from corpsim.pages.preview.data.scene import Scene
from corpsim.records import Person, Plan


def changes(scene: Scene, person: Person) -> Iterator[Plan]:
    """What will happen to somebody's place in the company, in order of time."""
    for plan in sorted(scene.world.coming, key=lambda plan: plan.due):
        if plan.happening is not None and _concerns(scene, plan, person):
            yield plan


def _concerns(scene: Scene, plan: Plan, person: Person) -> bool:
    if isinstance(plan.happening, ev.DepartmentReorganised):
        return person.department == plan.happening.department
    if isinstance(plan.happening, ev.SeatDecommissioned):
        return person.id == scene.world.seat
    return subject_of(plan) == person.id


def subject_of(plan: Plan) -> str:
    """The id of whom a change is about; of who announces it where it is about a department."""
    if isinstance(plan.happening, ev.PersonHired):
        return plan.happening.person.id
    return str(getattr(plan.happening, "person", plan.who))


def happening(scene: Scene, plan: Plan) -> str:
    """A change in words, whom it is about left out."""
    words = _WORDS.get(type(plan.happening))
    return words(scene, plan.happening) if words is not None else type(plan.happening).__name__


def kind_of(plan: Plan) -> str:
    """A change in one word or two."""
    return _KINDS.get(type(plan.happening), type(plan.happening).__name__)


def _name(scene: Scene, person_id: str) -> str:
    person = scene.person(person_id)
    return person.name if person is not None else person_id


def _away(scene: Scene, change: ev.AbsenceStarted) -> str:
    stands_in = f"; {_name(scene, change.delegate)} stands in" if change.delegate else ""
    return f"is out of office until {scene.clock(change.until)}{stands_in}"


def _moved(scene: Scene, change: ev.PersonTransferred) -> str:
    return f"moves to {change.department}, reports to {_name(scene, change.manager)}"


def _hired(scene: Scene, change: ev.PersonHired) -> str:
    return f"joins as {change.person.title}" if change.person.title else "joins"


def _left(scene: Scene, change: ev.PersonLeft) -> str:
    return f"leaves; reports go to {_name(scene, change.reports_to)}" if change.reports_to else "leaves"


def _promoted(scene: Scene, change: ev.PersonPromoted) -> str:
    return f"becomes {change.title}{f', reports to {_name(scene, change.manager)}' if change.manager else ''}"


def _reorganised(scene: Scene, change: ev.DepartmentReorganised) -> str:
    return f"{change.department} becomes {change.into} under {_name(scene, change.head)}"


_WORDS: dict[type[ev.Event], Callable[[Scene, Any], str]] = {
    ev.AbsenceStarted: _away,
    ev.AbsenceEnded: lambda scene, change: "is back",
    ev.PersonTransferred: _moved,
    ev.PersonHired: _hired,
    ev.PersonLeft: _left,
    ev.PersonPromoted: _promoted,
    ev.ManagerChanged: lambda scene, change: f"reports to {_name(scene, change.manager)} from now on",
    ev.DepartmentReorganised: _reorganised,
    ev.SeatDecommissioned: lambda scene, change: "is switched off",
}

_KINDS: dict[type[ev.Event], str] = {
    ev.AbsenceStarted: "away",
    ev.AbsenceEnded: "back",
    ev.PersonTransferred: "moves",
    ev.PersonHired: "joins",
    ev.PersonLeft: "leaves",
    ev.PersonPromoted: "promoted",
    ev.ManagerChanged: "new manager",
    ev.DepartmentReorganised: "reorganised",
    ev.SeatDecommissioned: "switched off",
}
