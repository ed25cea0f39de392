"""What installed packages bring, through the entry-point group `corpsim`.

The value of an entry point is a module (its tools, habits, detectors and the folder `WORLDS` are used, and its agent
classes by their names) or an agent class (used under the name of the entry point).
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

GROUP = "corpsim"


@lru_cache(maxsize=1)
def plugins() -> Mapping[str, Any]:
    """What the entry points hold, by their names, in order."""
    found = sorted(entry_points(group=GROUP), key=lambda entry: entry.name)
    return {entry.name: entry.load() for entry in found}


def plugin_modules() -> tuple[ModuleType, ...]:
    """The modules among the plug-ins."""
    return tuple(value for value in plugins().values() if isinstance(value, ModuleType))
