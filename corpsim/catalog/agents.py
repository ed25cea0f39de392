"""Who can be asked to sit in the chair: shipped agents (one file each), plug-ins, files of your own, and a world's
own witnesses."""

import importlib.util
import inspect
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

from corpsim.agent import Agent
from corpsim.catalog.plugins import by_one_name, plugin_modules, plugins
from corpsim.catalog.sent import lies_at
from corpsim.content import content_folder
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.scenario import Scenario

AgentClass = Callable[..., Agent]


def agent_files() -> dict[str, Path]:
    """The agents of this installation, by name."""
    return {path.stem: path for path in sorted(content_folder("agents").glob("*.py")) if not path.stem.startswith("_")}


def agent_names(scenario: Scenario | None = None) -> list[str]:
    """Every name that `make_agent` knows; with a scenario also its witnesses."""
    witnesses = [witness.name for witness in scenario.witnesses] if scenario is not None else []
    return sorted({*agent_files(), *_brought(), *witnesses})


def make_agent(
    spec: str,
    *,
    scenario: Scenario,
    action_space: Any = None,
    seed: int = 0,
    options: Mapping[str, Any] | None = None,
) -> Agent:
    """The agent named by `spec`: a name, `path/to/file.py`, `path/to/file.py:Class`, or a witness of the scenario.

    A class is given, of `scenario`'s `witness`, `action_space` and `seed`, what its constructor asks for by name, and
    the `options`. Raises UnknownName, or InvalidConfiguration for options it does not take.
    """
    # An agent that ships with the house comes before a witness of its name, so nobody need draw the witnesses.
    witnesses = {} if spec in agent_files() else {witness.name: witness for witness in scenario.witnesses}
    offered: dict[str, Any] = {"action_space": action_space, "seed": seed}
    if spec in witnesses:
        offered["witness"] = witnesses[spec]
        return _construct("witness", find_agent("witness"), offered, options or {})
    return _construct(spec, find_agent(spec, witnesses), offered, options or {})


def agent_source(spec: str) -> Path | None:
    """The file that holds an agent, found without running it; None for a witness and for what has no file."""
    path, colon, _ = spec.rpartition(":")
    if colon and path.endswith(".py"):
        return lies_at(path)
    if spec.endswith(".py"):
        return lies_at(spec)
    brought = _brought()
    if spec in brought:
        source = inspect.getsourcefile(brought[spec])
        return Path(source) if source else None
    return agent_files().get(spec)


def find_agent(spec: str, also: Mapping[str, Any] | None = None) -> AgentClass:
    """The class behind a spec. Raises UnknownName (which lists `also` too) or InvalidConfiguration."""
    path, colon, attribute = spec.rpartition(":")
    if colon and path.endswith(".py"):
        return _class_in(lies_at(path), attribute)
    if spec.endswith(".py"):
        return _class_in(lies_at(spec), None)
    brought, shipped = _brought(), agent_files()
    if spec in brought:
        return brought[spec]
    if spec not in shipped:
        raise UnknownName("agent", spec, [*shipped, *brought, *(also or ())])
    return _class_in(shipped[spec], None)


def _brought() -> dict[str, AgentClass]:
    """The agents of installed packages. Raises InvalidConfiguration for a name that two sources claim."""
    named = [(n, value, f"the entry point {n}") for n, value in plugins().items() if _is_agent(value)]
    modules = plugin_modules().items()
    inside = [(n, c, f"the entry point {home}") for home, module in modules for n, c in _classes(module).items()]
    shipped: list[tuple[str, Any, str]] = [(name, path, "corpsim") for name, path in agent_files().items()]
    by_one_name("agents", [*shipped, *named, *inside])
    return {name: kind for name, kind, _ in (*inside, *named)}


def _construct(spec: str, kind: AgentClass, offered: Mapping[str, Any], options: Mapping[str, Any]) -> Agent:
    parameters = inspect.signature(kind).parameters
    taken = {name: value for name, value in offered.items() if name in parameters and name not in options}
    if not any(parameter.kind is parameter.VAR_KEYWORD for parameter in parameters.values()):
        for name in options:
            if name not in parameters:
                raise UnknownName(f"option of the agent {spec!r}", name, parameters)
    missing = [n for n, p in parameters.items() if p.default is p.empty and p.kind is p.KEYWORD_ONLY]
    missing = [name for name in missing if name not in options and name not in taken]
    if missing:
        raise InvalidConfiguration(f"the agent {spec!r} needs the option {', '.join(map(repr, missing))}.")
    return kind(**taken, **options)


def _class_in(path: Path, attribute: str | None) -> AgentClass:
    if not path.is_file():
        raise InvalidConfiguration(f"there is no agent file {str(path)!r}.")
    classes = _classes(_load(path.resolve()))
    if attribute is not None:
        if attribute not in classes:
            raise UnknownName("agent class", attribute, classes, where=str(path))
        return classes[attribute]
    if len(classes) != 1:
        found = ", ".join(sorted(classes)) or "none"
        raise InvalidConfiguration(
            f"{path} should hold one class with reset and act; found: {found}. Name it with {path}:CLASS."
        )
    return next(iter(classes.values()))


def _classes(module: ModuleType) -> dict[str, AgentClass]:
    return {n: c for n, c in vars(module).items() if _is_agent(c) and c.__module__ == module.__name__}


def _is_agent(member: Any) -> bool:
    return isinstance(member, type) and all(callable(getattr(member, name, None)) for name in ("reset", "act"))


@lru_cache(maxsize=64)
def _load(path: Path) -> ModuleType:
    """A single file as a module under a name of its own, so that it shadows nothing."""
    name = f"corpsim_agent_{path.stem}"
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
