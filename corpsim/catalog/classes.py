"""Classes that somebody names: in a file of this installation, in a file of their own, or in an installed package."""

import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

from corpsim.catalog.plugins import by_one_name, plugin_modules, plugins
from corpsim.catalog.sent import lies_at
from corpsim.errors import InvalidConfiguration, UnknownName

Kind = Callable[..., Any]


class Trade(NamedTuple):
    """What such a class is for: its name in messages, and the methods that it must have."""

    name: str
    methods: tuple[str, ...]

    def fits(self, member: Any) -> bool:
        """Whether something is a class of this trade."""
        return isinstance(member, type) and all(callable(getattr(member, name, None)) for name in self.methods)


def own_file(spec: str) -> tuple[Path, str | None] | None:
    """The file and the class that `path/to/file.py:Class` or `path/to/file.py` names; None for another name."""
    path, colon, attribute = spec.rpartition(":")
    if colon and path.endswith(".py"):
        return lies_at(path), attribute
    return (lies_at(spec), None) if spec.endswith(".py") else None


def class_in(trade: Trade, path: Path, attribute: str | None = None) -> Kind:
    """A class in a file: the one called `attribute`, or the only one of its trade.

    Raises UnknownName and InvalidConfiguration.
    """
    if not path.is_file():
        raise InvalidConfiguration(f"there is no {trade.name} file {str(path)!r}.")
    classes = classes_of(trade, _load(trade.name, path.resolve()))
    if attribute is not None:
        if attribute not in classes:
            raise UnknownName(f"{trade.name} class", attribute, classes, where=str(path))
        return classes[attribute]
    if len(classes) != 1:
        found = ", ".join(sorted(classes)) or "none"
        methods = " and ".join(trade.methods)
        raise InvalidConfiguration(
            f"{path} should hold one class with {methods}; found: {found}. Name it with {path}:CLASS."
        )
    return next(iter(classes.values()))


def construct(
    trade: Trade, spec: str, kind: Kind, offered: Mapping[str, Any], options: Mapping[str, Any] | None = None
) -> Any:
    """An object of a class: of what is `offered` it gets what its constructor asks for by name, and the `options`.

    Raises UnknownName for an option that it does not take, and InvalidConfiguration for one that it misses.
    """
    options = options or {}
    parameters = inspect.signature(kind).parameters
    taken = {name: value for name, value in offered.items() if name in parameters and name not in options}
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        for name in options:
            if name not in parameters:
                raise UnknownName(f"option of the {trade.name} {spec!r}", name, parameters)
    missing = [n for n, p in parameters.items() if p.default is p.empty and p.kind is p.KEYWORD_ONLY]
    missing = [name for name in missing if name not in options and name not in taken]
    if missing:
        raise InvalidConfiguration(f"the {trade.name} {spec!r} needs the option {', '.join(map(repr, missing))}.")
    return kind(**taken, **options)


def brought(trade: Trade, shipped: Mapping[str, Any]) -> dict[str, Kind]:
    """The classes of installed packages. Raises InvalidConfiguration for a name that two sources claim."""
    named = [(n, value, f"the entry point {n}") for n, value in plugins().items() if trade.fits(value)]
    modules = plugin_modules().items()
    inside = [(n, c, f"the entry point {home}") for home, m in modules for n, c in classes_of(trade, m).items()]
    own: list[tuple[str, Any, str]] = [(name, value, "corpsim") for name, value in shipped.items()]
    by_one_name(f"{trade.name}s", [*own, *named, *inside])
    return {name: kind for name, kind, _ in (*inside, *named)}


def classes_of(trade: Trade, module: ModuleType) -> dict[str, Kind]:
    """The classes of a trade that a module defines."""
    return {n: c for n, c in vars(module).items() if trade.fits(c) and c.__module__ == module.__name__}


@lru_cache(maxsize=64)
def _load(trade: str, path: Path) -> ModuleType:
    """A single file as a module under a name of its own, so that it shadows nothing."""
    name = f"corpsim_{trade}_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise InvalidConfiguration(f"{path} is no Python file.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        raise InvalidConfiguration(f"{path} cannot be loaded: {type(error).__name__}: {error}") from error
    return module
