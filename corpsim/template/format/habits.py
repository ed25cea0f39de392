"""How a world gives somebody a habit: its name and what it fills in, checked against the habit itself."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, ValidationError, ValidationInfo, WithJsonSchema

from corpsim.errors import nearest
from corpsim.habit import HabitKind
from corpsim.template.format.complaint import Complaints, complaint, demand_text, describe, explain, index_of
from corpsim.template.format.conditions import Levels, read_when
from corpsim.template.format.fields import HABIT_WORDS, read_address, read_text, read_tree, share_path
from corpsim.template.index import DEED, Index, Names
from corpsim.template.text import Text

_LONG = frozenset({"name", "when", "with"})
FACTS = ("says", "omits")
"""Parameters of habits that name facts."""

_PATHS = ("path", "hold")


class Someone(NamedTuple):
    """A parameter that names a person, a list or an address."""

    address: str | Text


class Entry(NamedTuple):
    """A parameter that names a calendar entry by its key."""

    meeting: str


class Facts(NamedTuple):
    """A parameter that names facts; the habit gets their spellings."""

    names: tuple[str, ...]


class HabitEntry(NamedTuple):
    """A habit of somebody, present under some levels, with parameters whose placeholders are still open."""

    name: str
    parameters: Mapping[str, Any]
    when: Levels


def read_habit(value: Any, info: ValidationInfo) -> HabitEntry:
    """The short form `name: {parameters}` or the long one with `name`, `with` and `when`."""
    if not isinstance(value, dict) or not value:
        raise complaint(f"found {describe(value)}; write a habit as `name: {{parameters}}`")
    complaints = Complaints()
    if "name" in value:
        for extra in (key for key in value if key not in _LONG):
            complaints.add(f"there is no field {extra!r} here.{nearest(extra, _LONG)}", extra, on_key=True)
        name, parameters, at = value["name"], value.get("with", {}), "with"
    elif len(value) > 1:
        raise complaint("a habit is one `name: {parameters}`; with a condition write `name:`, `with:` and `when:`")
    else:
        name, parameters = next(iter(value.items()))
        at = name
    reading = _Reading(complaints, index_of(info))
    when = complaints.attempt(lambda: read_when(value.get("when", {}), reading.index), "when") or {}
    entry = HabitEntry(demand_text(name), reading.parameters(name, parameters or {}, at), when)
    complaints.settle()
    return entry


class _Reading:
    """The parameters of one habit being read; what is wrong with them goes to `complaints`."""

    def __init__(self, complaints: Complaints, index: Index | None) -> None:
        self._complaints = complaints
        self.index = index

    def parameters(self, name: str, given: Any, at: str) -> dict[str, Any]:
        """The parameters with their placeholders open. `at` is the key below which they stand."""
        wrong = self._unknown_habit(name)
        if wrong:
            self._complaints.add(wrong, "name" if at == "with" else name, on_key=at != "with")
        if not isinstance(given, dict):
            self._complaints.add(f"found {describe(given)} where the parameters of {name!r} belong", at)
            return {}
        known = self.index.supply.parts.habits.get(name) if self.index is not None and not wrong else None
        if known is None and self.index is not None and not wrong:
            return dict(given)  # A habit of a module that did not run: what it takes, nobody here knows.
        words = (*HABIT_WORDS, *(known.words if known is not None else ()))
        read = {key: self._parameter(key, value, at, words) for key, value in given.items()}
        if known is not None:
            self._try(known, read, at)
        return read

    def _try(self, kind: HabitKind, read: Mapping[str, Any], at: str) -> None:
        """Try the parameters on the habit, with stand-ins for what is drawn later."""
        try:
            kind.parameters.model_validate({key: _stand_in(value) for key, value in read.items()})
        except ValidationError as error:
            for item in error.errors(include_url=False):
                message = explain(dict(item))
                if item["type"] == "extra_forbidden":
                    known = nearest(str(item["loc"][-1]), kind.parameters.model_fields)
                    message = f"the habit {kind.name!r} has no parameter {item['loc'][-1]!r}.{known}"
                elif item["type"] == "missing" and len(item["loc"]) == 1:
                    message = f"the habit {kind.name!r} needs the parameter {item['loc'][-1]!r}"
                self._complaints.add(message, at, *item["loc"], on_key=item["type"] == "extra_forbidden")

    def _parameter(self, key: str, value: Any, at: str, words: tuple[str, ...]) -> Any:
        if key in FACTS:
            names = value if isinstance(value, list) else [value]
            return Facts(tuple(self._name("fact", "facts", name, at, key, n) for n, name in enumerate(names)))
        if key == "meeting":
            return Entry(self._name("meeting", "meetings", value, at, key))
        if key in _PATHS and isinstance(value, str) and "{" not in value:
            wrong = share_path(self.index, value) if self.index is not None else ""
            if wrong:
                self._complaints.add(wrong, at, key)
        elif _names_somebody(key) and isinstance(value, str):
            address = self._complaints.attempt(lambda: read_address(value, self.index), at, key)
            return Someone(address if address is not None else value)
        return read_tree(value, lambda text: read_text(text, self.index, DEED, words), self._complaints, at, key)

    def _unknown_habit(self, name: Any) -> str:
        if not isinstance(name, str):
            return f"found {describe(name)} where the name of a habit belongs"
        return self.index.unknown_part("habits", "habit", name) if self.index is not None else ""

    def _unknown(self, kind: str, names: str, name: Any) -> str:
        if not isinstance(name, str):
            return f"found {describe(name)} where the name of a {kind} belongs"
        return self.index.unknown(kind, _names(self.index, names), name) if self.index is not None else ""

    def _name(self, kind: str, names: str, name: Any, *where: int | str) -> str:
        wrong = self._unknown(kind, names, name)
        if wrong:
            self._complaints.add(wrong, *where)
        return str(name)


def _names(index: Index, kind: str) -> Names:
    names: Names = getattr(index, kind)
    return frozenset(names) if names is not None else None


def _names_somebody(key: str) -> bool:
    return key in ("to", "cc", "who", "whom", "person", "approver") or key.endswith("_to")


def _stand_in(value: Any) -> Any:
    if isinstance(value, Text):
        return value.source
    if isinstance(value, Someone | Entry):
        return "somebody"
    if isinstance(value, Facts):
        return [["fact"] for _ in value.names]
    if isinstance(value, list):
        return [_stand_in(item) for item in value]
    if isinstance(value, dict):
        return {key: _stand_in(item) for key, item in value.items()}
    return value


Habits = list[Annotated[HabitEntry, PlainValidator(read_habit), WithJsonSchema({"x-part": "habit"})]]
