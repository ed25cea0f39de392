"""The worlds of this installation, and what a seed and a condition make of them."""

from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from corpsim.catalog.beside import run_code
from corpsim.catalog.parts import applications, packages, shared
from corpsim.catalog.plugins import by_one_name, plugin_modules
from corpsim.catalog.sent import lies_at
from corpsim.content import content_folder
from corpsim.errors import UnknownName
from corpsim.scenario import Scenario
from corpsim.template import Stock, Template, compile_scenario, load_template

KEPT = 64
"""Compiled scenarios that are kept; frozen, so all environments of a process share them.

One of fifty people takes 0.16 MB, and 0.36 MB once it has been lived through; compiling it anew takes 3 ms.
"""

KEPT_LARGE = 4
"""The same for companies with a backdrop, which hold several MB and some fifty open files each."""


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
    """A world by name, or by the path of its folder or packed file, checked.

    A world of this installation may run the module it brings; one from elsewhere only with `allow_code`. Raises
    UnknownName, InvalidWorld, or UntrustedCode for a module that may not run.
    """
    return _load(world_place(name), allow_code)


def load_place(place: Path, *, allow_code: bool = False) -> Template:
    """The world at a place as it stands there now, checked. Raises InvalidWorld or UntrustedCode."""
    homes = [home for folder, home in _installed().values() if folder.resolve() == place.resolve()]
    home = homes[0] if homes else ""
    runs = allow_code or bool(homes)
    return load_template(place, Stock(shared(), packages(), applications(), home, run_code if runs else None))


def world_place(name: str | Path) -> Path:
    """Where a world lies: its folder, or the file it is packed in. Raises UnknownName."""
    known = world_folders()
    if str(name) in known:
        return known[str(name)]
    with suppress(OSError):  # A name that no file can have
        place = lies_at(name)
        if str(name) and (place.is_dir() or place.is_file()):
            return place.resolve()
    raise UnknownName("world", str(name), known)


@lru_cache(maxsize=32)
def _load(place: Path, allow_code: bool) -> Template:
    return load_place(place, allow_code=allow_code)


def compiled(
    template: Template,
    seed: int,
    condition: Mapping[str, str],
    company_size: int | None = None,
    audit_probability: float | None = None,
) -> Scenario:
    """The scenario of a seed and a complete condition; compiled once and kept, as it is frozen."""
    large = company_size is not None and company_size > template.people.company_size
    make = _compiled_large if large else _compiled
    return make(template, seed, tuple(sorted(condition.items())), company_size, audit_probability)


def _compile(
    template: Template, seed: int, condition: tuple[tuple[str, str], ...], size: int | None, audit: float | None
) -> Scenario:
    return compile_scenario(template, seed=seed, condition=dict(condition), company_size=size, audit_probability=audit)


_compiled = lru_cache(maxsize=KEPT)(_compile)
_compiled_large = lru_cache(maxsize=KEPT_LARGE)(_compile)
