"""The worlds of this installation, and what a seed and a condition make of them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpsim.catalog.beside import run_code
from corpsim.catalog.parts import packages, shared
from corpsim.catalog.plugins import by_one_name, plugin_modules
from corpsim.content import content_folder
from corpsim.errors import UnknownName
from corpsim.scenario import Scenario
from corpsim.template import Stock, Template, compile_scenario, load_template

KEPT = 128
"""Compiled scenarios that are kept; frozen, so all environments of a process share them."""


def world_folders() -> dict[str, Path]:
    """The worlds of this installation, by name. Raises InvalidConfiguration for a name that two packages claim."""
    return {name: folder for name, (folder, _) in _installed().items()}


def _installed() -> dict[str, tuple[Path, str]]:
    """Name → folder, and the package it came with; empty for this one."""
    roots = [(content_folder("worlds"), "")]
    roots += [(Path(module.WORLDS), name) for name, module in plugin_modules().items() if hasattr(module, "WORLDS")]
    folders = ((folder, home) for root, home in roots for folder in sorted(root.iterdir()))
    found = ((folder, home) for folder, home in folders if (folder / "world.yaml").is_file())
    return by_one_name("worlds", ((folder.name, (folder, home), home or "corpsim") for folder, home in found))


def find_world(name: str | Path, *, allow_code: bool = False) -> Template:
    """A world by name or by path of its folder, checked.

    A world of this installation may run the module it brings; one from elsewhere only with `allow_code`. Raises
    UnknownName, InvalidWorld, or UntrustedCode for a module that may not run.
    """
    known = _installed()
    if str(name) in known:
        folder, home = known[str(name)]
        return _load(folder, home, True)
    folder = Path(name)
    if not folder.is_dir():
        raise UnknownName("world", str(name), known)
    folder = folder.resolve()
    homes = [home for installed, home in known.values() if installed.resolve() == folder]
    return _load(folder, homes[0] if homes else "", allow_code or bool(homes))


@lru_cache(maxsize=32)
def _load(folder: Path, home: str, runs: bool) -> Template:
    return load_template(folder, Stock(shared(), packages(), home, run_code if runs else None))


def compiled(
    template: Template,
    seed: int,
    condition: Mapping[str, str],
    company_size: int | None = None,
    audit_probability: float | None = None,
) -> Scenario:
    """The scenario of a seed and a complete condition; compiled once and kept, as it is frozen."""
    return _compiled(template, seed, tuple(sorted(condition.items())), company_size, audit_probability)


@lru_cache(maxsize=KEPT)
def _compiled(
    template: Template, seed: int, condition: tuple[tuple[str, str], ...], size: int | None, audit: float | None
) -> Scenario:
    return compile_scenario(template, seed=seed, condition=dict(condition), company_size=size, audit_probability=audit)
