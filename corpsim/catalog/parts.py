"""The parts that worlds are made of: found by looking into the packages of this one, and into installed ones."""

import importlib
import pkgutil
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import ModuleType

import corpsim.applications
import corpsim.case_events
import corpsim.detectors
import corpsim.events
import corpsim.people
import corpsim.tools
from corpsim.catalog.plugins import distribution, plugin_modules
from corpsim.errors import InvalidConfiguration
from corpsim.events import Event
from corpsim.habit import HabitKind
from corpsim.label import Detector, namespace_of
from corpsim.objective import ACTS, Act
from corpsim.parts import Parts, joined, parts_of, place
from corpsim.template import Package, Program
from corpsim.tool import Tool


def tools() -> Mapping[str, Tool]:
    """Every tool there is, by name."""
    return everything().tools


def habits() -> Mapping[str, HabitKind]:
    """Every habit of coworkers there is, by name."""
    return everything().habits


def detectors() -> Mapping[str, Detector]:
    """Every detector there is, by label."""
    return everything().detectors


def acts() -> Mapping[str, Act]:
    """Every kind of act that an objective can ask for, by name."""
    return everything().acts


def event_kinds() -> Mapping[str, type[Event]]:
    """Every kind of event there is, by its name in records."""
    return everything().events


@lru_cache(maxsize=1)
def shared() -> Parts:
    """The parts of this package, which every world has."""
    modules = [
        corpsim.events,
        corpsim.case_events,
        *(m for p in (corpsim.tools, corpsim.people, corpsim.detectors) for m in _modules(p)),
    ]
    return _whole(Parts(acts=ACTS), *map(parts_of, modules))


@lru_cache(maxsize=1)
def applications() -> Mapping[str, Program]:
    """The applications that a world may have beside what all have, by name."""
    found = {module.__name__.rpartition(".")[2]: module for module in _modules(corpsim.applications)}
    return {name: Program(parts_of(m), tuple(getattr(m, "REGISTERS", ()))) for name, m in found.items()}


@lru_cache(maxsize=1)
def packages() -> Mapping[str, Package]:
    """The parts of installed packages, by the names of their entry points. Raises InvalidConfiguration."""
    return {name: Package(_package(name, module), distribution(name)) for name, module in plugin_modules().items()}


@lru_cache(maxsize=1)
def everything() -> Parts:
    """All parts there are. Raises InvalidConfiguration for a name that two sources claim."""
    return _whole(
        shared(), *(a.parts for a in applications().values()), *(package.parts for package in packages().values())
    )


def _package(name: str, module: ModuleType) -> Parts:
    parts = parts_of(module)
    for label, detector in parts.detectors.items():
        if namespace_of(label) not in ("", name):
            raise InvalidConfiguration(
                f"{place(detector)}: a label of this package is called '{name}.…', after its entry point, not {label!r}"
            )
    return parts


def _whole(*several: Parts) -> Parts:
    """All parts together. Raises InvalidConfiguration for a name that two of them claim."""
    whole, clashes = joined(*several)
    if clashes:
        raise InvalidConfiguration("; ".join(map(str, clashes)))
    return whole


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for name in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        yield importlib.import_module(f"{package.__name__}.{name}")
