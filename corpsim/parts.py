"""What companies are made of, by name: tools, habits, detectors, acts, and the events of applications.

The catalog puts together what a world can name: the parts of this package, those of the installed packages it asks for,
and those of the module beside it. A name means one thing; the one exception is a world's own detector, which takes the
place of the shared one of the same label in that world.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from inspect import unwrap
from typing import Any, NamedTuple

from corpsim.brought import place_of
from corpsim.events import Event, kinds_of
from corpsim.habit import HabitKind, habits_of
from corpsim.label import Detector, detectors_of
from corpsim.objective import Act, acts_of
from corpsim.tool import Tool, tools_of


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts by kind and name."""

    tools: Mapping[str, Tool] = field(default_factory=dict)
    habits: Mapping[str, HabitKind] = field(default_factory=dict)
    detectors: Mapping[str, Detector] = field(default_factory=dict)
    acts: Mapping[str, Act] = field(default_factory=dict)
    events: Mapping[str, type[Event]] = field(default_factory=dict)


class Clash(NamedTuple):
    """A name that two parts bear; `first` and `second` say where each comes from."""

    kind: str
    name: str
    first: str
    second: str
    part: Any

    def __str__(self) -> str:
        return f"there are two {self.kind} called {self.name!r}: one of {self.first} and one of {self.second}"


def parts_of(module: Any) -> Parts:
    """The parts that a module defines, or takes over from modules of the same package."""
    home = module.__name__.partition(".")[0]

    def own(found: Mapping[str, Any]) -> dict[str, Any]:
        return {name: part for name, part in found.items() if _maker(part).__module__.partition(".")[0] == home}

    return Parts(
        own(tools_of(module)),
        own(habits_of(module)),
        own(detectors_of(module)),
        own(acts_of(module)),
        own(kinds_of(module)),
    )


def _maker(part: Any) -> Any:
    """The function that a part is made of, or the class that it is."""
    for name in ("run", "function", "decide", "test"):
        if hasattr(part, name):
            return unwrap(getattr(part, name))
    return part


def place(part: Any) -> str:
    """Where a part stands: `file:line`, or the module of an event."""
    return place_of(_maker(part))


def source(part: Any) -> str:
    """The module that a part is of."""
    return str(_maker(part).__module__)


def joined(*several: Parts) -> tuple[Parts, list[Clash]]:
    """All of them, and the names that are not of one part alone; the first keeps such a name."""
    clashes: list[Clash] = []
    whole: dict[str, dict[str, Any]] = {kind.name: {} for kind in fields(Parts)}
    for parts in several:
        for kind, name, part in every(parts):
            kept = whole[kind].setdefault(name, part)
            if kept is not part:
                clashes.append(Clash(kind, name, source(kept), source(part), part))
    return Parts(**whole), clashes


def every(parts: Parts) -> Iterator[tuple[str, str, Any]]:
    """Each part with its kind (`tools`, `habits` …) and name."""
    for kind in fields(Parts):
        for name, part in getattr(parts, kind.name).items():
            yield kind.name, name, part
