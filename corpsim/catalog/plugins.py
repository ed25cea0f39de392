"""What installed packages bring, through the entry-point group `corpsim`.

The value of an entry point is a module (its tools, habits, detectors, acts and events, the folder `WORLDS`, and its
agent classes by their names) or an agent class (used under the name of the entry point).
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from types import ModuleType
from typing import Any, TypeVar

from corpsim.errors import InvalidConfiguration

GROUP = "corpsim"
T = TypeVar("T")


@lru_cache(maxsize=1)
def plugins() -> Mapping[str, Any]:
    """What the entry points hold, by their names, in order. Raises InvalidConfiguration."""
    return {name: _load(entry) for name, entry in _entries().items()}


def plugin_modules() -> dict[str, ModuleType]:
    """The modules among the plug-ins, by the names of their entry points."""
    return {name: value for name, value in plugins().items() if isinstance(value, ModuleType)}


def distribution(name: str) -> str:
    """The name and version of the distribution that an entry point is of, as far as it says so."""
    entry = _entries().get(name)
    return f"{entry.dist.name} {entry.dist.version}" if entry is not None and entry.dist is not None else ""


@lru_cache(maxsize=1)
def _entries() -> dict[str, EntryPoint]:
    found = sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value))
    return by_one_name("entry points", ((entry.name, entry, _of(entry)) for entry in dict.fromkeys(found)))


def _of(entry: EntryPoint) -> str:
    return f"{entry.dist.name} {entry.dist.version}" if entry.dist is not None else entry.value


def _load(entry: EntryPoint) -> Any:
    try:
        return entry.load()
    except Exception as error:
        raise InvalidConfiguration(
            f"the installed package {_of(entry)} cannot be loaded (entry point {entry.name} = {entry.value}): "
            f"{type(error).__name__}: {error}"
        ) from error


def by_one_name(kind: str, found: Iterable[tuple[str, T, str]]) -> dict[str, T]:
    """(name, thing, source) as a mapping. Raises InvalidConfiguration for a name that two sources claim."""
    things: dict[str, T] = {}
    sources: dict[str, str] = {}
    for name, thing, source in found:
        if name in things and things[name] is not thing:
            raise InvalidConfiguration(
                f"there are two {kind} called {name!r}: one of {sources[name]} and one of {source}; uninstall one."
            )
        things[name], sources[name] = thing, source
    return things
