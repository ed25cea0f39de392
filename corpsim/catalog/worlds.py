"""The worlds of this installation, and what a seed and a condition make of them."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from corpsim.catalog.parts import detectors, habits, tools
from corpsim.catalog.plugins import plugin_modules
from corpsim.content import content_folder
from corpsim.errors import UnknownName
from corpsim.scenario import Scenario
from corpsim.template import Template, compile_scenario, load_template

KEPT = 64
"""Compiled scenarios that are kept; frozen, so all environments of a process share them.

One of fifty people takes 0.16 MB, and 0.36 MB once it has been lived through; compiling it anew takes 3 ms.
"""


def world_folders() -> dict[str, Path]:
    """The worlds there are, by name."""
    roots = [content_folder("worlds"), *(Path(m.WORLDS) for m in plugin_modules() if hasattr(m, "WORLDS"))]
    folders = (folder for root in roots for folder in sorted(root.iterdir()))
    return {folder.name: folder for folder in folders if (folder / "world.yaml").is_file()}


def find_world(name: str | Path) -> Template:
    """A world by name or by path of its folder, checked. Raises UnknownName or InvalidWorld."""
    known = world_folders()
    if str(name) in known:
        return _load(known[str(name)])
    folder = Path(name)
    if folder.is_dir():
        return _load(folder.resolve())
    raise UnknownName("world", str(name), known)


@lru_cache(maxsize=32)
def _load(folder: Path) -> Template:
    return load_template(folder, tools=tools(), habits=habits(), detectors=detectors())


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
