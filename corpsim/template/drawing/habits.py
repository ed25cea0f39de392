"""Who has which habits, with their words filled in."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from corpsim.habit import Habit, HabitKind
from corpsim.template.drawing.scribe import Scribe
from corpsim.template.format.conditions import Levels, holds
from corpsim.template.format.habits import Entry, Facts, HabitEntry, Someone
from corpsim.template.template import Template
from corpsim.template.text import Text


class Outline(NamedTuple):
    """A habit of somebody before there is a company: `open` are the parameters that a company fills in.

    Where there are none the habit is `bound` already, and the same in all companies of a world.
    """

    purpose: str
    when: Levels
    kind: HabitKind
    settled: Mapping[str, Any]
    open: Mapping[str, Any]
    bound: Habit | None


class Outlines(NamedTuple):
    """The habits of all employees of a world, and those of each role."""

    common: tuple[Outline, ...]
    own: Mapping[str, tuple[Outline, ...]]


def draw_habits(template: Template, scribe: Scribe, common: tuple[Habit, ...]) -> dict[str, tuple[Habit, ...]]:
    """Person to their habits under the condition: their own first, then the `common` ones of everybody employed."""
    outlines = _outline_all(template)
    found: dict[str, tuple[Habit, ...]] = {}
    for role, entry in template.people.roles.items():
        own = _bind_all(outlines.own[role], scribe)
        found[scribe.who(role)] = own + common if entry.kind == "employee" else own
    for members in scribe.cast.staff.values():
        found.update(dict.fromkeys(members, common))
    return {person: habits for person, habits in sorted(found.items()) if habits}


def draw_common_habits(template: Template, scribe: Scribe) -> tuple[Habit, ...]:
    """The habits of everybody employed under the condition."""
    return _bind_all(_outline_all(template).common, scribe)


@lru_cache(maxsize=32)
def _outline_all(template: Template) -> Outlines:
    people, kinds = template.people, template.habits
    own = {role: tuple(_outline(role, entry.habits, kinds)) for role, entry in people.roles.items()}
    return Outlines(tuple(_outline("everyone", people.habits.everyone, kinds)), own)


def _outline(owner: str, entries: Iterable[HabitEntry], kinds: Mapping[str, HabitKind]) -> Iterator[Outline]:
    for number, (name, parameters, when) in enumerate(entries):
        open_ = {key: value for key, value in parameters.items() if _is_open(value)}
        settled = {key: value for key, value in parameters.items() if key not in open_}
        bound = None if open_ else kinds[name].bind(settled)
        yield Outline(f"{owner} {number}", when, kinds[name], settled, open_, bound)


def _is_open(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(map(_is_open, value.values()))
    if isinstance(value, list):
        return any(map(_is_open, value))
    return isinstance(value, Text | Someone | Entry | Facts)


def _bind_all(outlines: Iterable[Outline], scribe: Scribe) -> tuple[Habit, ...]:
    here = (outline for outline in outlines if holds(outline.when, scribe.condition))
    return tuple(outline.bound or _bind(outline, scribe) for outline in here)


def _bind(outline: Outline, scribe: Scribe) -> Habit:
    filled = {key: _fill(value, outline.purpose, key, scribe) for key, value in outline.open.items()}
    return outline.kind.bind({**outline.settled, **filled})


def _fill(value: Any, purpose: str, key: str, scribe: Scribe) -> Any:
    if isinstance(value, Someone):
        return scribe.typed_address(value.address)
    if isinstance(value, Entry):
        return scribe.meetings.get(value.meeting, "")
    if isinstance(value, Facts):
        return [list(forms) for forms in scribe.spellings(value.names)]
    return scribe.fill_tree(value, "habit", purpose, key)
