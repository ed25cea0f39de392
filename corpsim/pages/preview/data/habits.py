"""Habits: who reacts to what, how, after how many minutes, and under which conditions."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from corpsim.habit import Habit, HabitKind
from corpsim.pages.preview.data.filling import paragraphs
from corpsim.pages.preview.data.people import badge
from corpsim.pages.preview.data.scene import Scene
from corpsim.template.format.conditions import holds
from corpsim.template.format.habits import HabitEntry


def habits(scene: Scene) -> dict[str, Any]:
    """The habits of everybody with a role, and those that all employees share."""
    roles = {**scene.world.cast, **{person.role: person for person in scene.joiners.values()}}
    return {
        "people": [
            {"person": badge(scene, person.id), "title": person.title, "habits": _own(scene, person.id, role)}
            for role, person in roles.items()
            if scene.template.people.roles[role].habits
        ],
        "everyone": _common(scene),
    }


def _own(scene: Scene, person_id: str, role: str) -> list[dict[str, Any]]:
    """Somebody's own habits; those that are not there under the condition are not `here`."""
    return _told(scene, scene.template.people.roles[role].habits, scene.scenario.habits.get(person_id, ()))


def _common(scene: Scene) -> list[dict[str, Any]]:
    """What everybody employed does: the last habits of anybody of the staff."""
    entries = scene.template.people.habits.everyone
    here = sum(holds(entry.when, scene.world.condition) for entry in entries)
    staff = (id_ for id_ in scene.scenario.habits if not getattr(scene.person(id_), "role", ""))
    bound = scene.scenario.habits.get(next(staff, ""), ())
    return _told(scene, entries, bound[len(bound) - here :])


def _told(scene: Scene, entries: Sequence[HabitEntry], bound: Sequence[Habit]) -> list[dict[str, Any]]:
    """Entries of the file beside what became of them, which is in the same order."""
    living = iter(bound)
    told = []
    for entry in entries:
        here = holds(entry.when, scene.world.condition)
        told.append(_habit(scene.template.habits[entry.name], entry, next(living, None) if here else None))
    return told


def _habit(kind: HabitKind, entry: HabitEntry, bound: Habit | None) -> dict[str, Any]:
    return {
        "name": kind.name,
        "does": paragraphs(kind.function.__doc__ or ""),
        "hears": kind.hears.__name__,
        "journal": kind.journal,
        "while_away": kind.while_away,
        "here": bound is not None,
        "when": {factor: list(levels) for factor, levels in entry.when.items()},
        "parameters": [
            {"name": name, "values": _values(value), "given": name in entry.parameters}
            for name, value in _parameters(kind, bound).items()
        ],
    }


def _parameters(kind: HabitKind, bound: Habit | None) -> Mapping[str, Any]:
    if bound is not None and isinstance(bound.respond, partial):
        return bound.respond.keywords
    return {}


def _values(value: Any) -> list[str]:
    """A parameter as lines: wordings one by one, a span of minutes and the spellings of a fact as one."""
    if isinstance(value, list):
        return [" · ".join(map(str, item)) if isinstance(item, list) else str(item) for item in value]
    if isinstance(value, tuple):
        return [" – ".join(map(str, value))]
    return [str(value)] if value != "" else []
