"""Who has which habits, with their words filled in."""

from typing import Any

from corpsim.habit import Habit
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import holds
from corpsim.template.format.habits import Entry, Facts, HabitEntry, Someone
from corpsim.template.template import Template


def draw_habits(template: Template, scribe: Scribe) -> dict[str, tuple[Habit, ...]]:
    """Person to their habits under the condition: their own first, then those of everybody employed."""
    common = _bind_all(template.people.habits.everyone, "everyone", template, scribe)
    found: dict[str, tuple[Habit, ...]] = {}
    for role, entry in template.people.roles.items():
        own = _bind_all(entry.habits, role, template, scribe)
        found[scribe.who(role)] = own + common if entry.kind == "employee" else own
    for members in scribe.cast.staff.values():
        found.update(dict.fromkeys(members, common))
    return {person: habits for person, habits in sorted(found.items()) if habits}


def _bind_all(entries: list[HabitEntry], owner: str, template: Template, scribe: Scribe) -> tuple[Habit, ...]:
    return tuple(
        _bind(entry, f"{owner} {number}", template, scribe)
        for number, entry in enumerate(entries)
        if holds(entry.when, scribe.condition)
    )


def _bind(entry: HabitEntry, purpose: str, template: Template, scribe: Scribe) -> Habit:
    parameters = {key: _fill(value, purpose, key, scribe) for key, value in entry.parameters.items()}
    return template.habits[entry.name].bind(parameters)


def _fill(value: Any, purpose: str, key: str, scribe: Scribe) -> Any:
    if isinstance(value, Someone):
        return scribe.typed_address(value.address)
    if isinstance(value, Entry):
        return scribe.meetings.get(value.meeting, "")
    if isinstance(value, Facts):
        return [list(forms) for forms in scribe.spellings(value.names)]
    return scribe.fill_tree(value, "habit", purpose, key)
