"""The parts that worlds are made of: tools, habits and detectors, found by looking into their packages."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import ModuleType
from typing import TypeVar

import corpsim.detectors
import corpsim.people
import corpsim.tools
from corpsim.catalog.plugins import plugin_modules
from corpsim.habit import HabitKind, habits_of
from corpsim.label import Detector, detectors_of
from corpsim.tool import Tool, tools_of

T = TypeVar("T")


@lru_cache(maxsize=1)
def tools() -> Mapping[str, Tool]:
    """Every tool there is, by name."""
    return _collect(corpsim.tools, tools_of)


@lru_cache(maxsize=1)
def habits() -> Mapping[str, HabitKind]:
    """Every habit of coworkers there is, by name."""
    return _collect(corpsim.people, habits_of)


@lru_cache(maxsize=1)
def detectors() -> Mapping[str, Detector]:
    """Every detector there is, by label."""
    return _collect(corpsim.detectors, detectors_of)


def _collect(package: ModuleType, members: Callable[[ModuleType], dict[str, T]]) -> dict[str, T]:
    names = sorted(info.name for info in pkgutil.iter_modules(package.__path__))
    modules = [importlib.import_module(f"{package.__name__}.{name}") for name in names]
    return {name: member for module in (*modules, *plugin_modules()) for name, member in members(module).items()}
