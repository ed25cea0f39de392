"""Beginning a world: a copy of the small one that is shipped here, under a name of its own, complete or not at all."""

import json
import re
from collections.abc import Container, Iterator, Mapping
from pathlib import Path
from typing import Any

from corpsim.disk import drafted
from corpsim.errors import CannotCreate, creating

FIRST_WORLD = Path(__file__).parent / "first_world"
"""The world that is copied; itself in order, and called as its folder."""

SCHEMAS = ".schema"
"""Where a world keeps the schemas for its author's editor; nothing whose name begins with a dot belongs to a world."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,39}")
_DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d")


def begin_world(name: str, parent: Path, schemas: Mapping[str, Mapping[str, Any]], taken: Container[str]) -> Path:
    """Write a new world called `name` into a folder of `parent`. Returns that folder.

    `schemas` are the JSON Schemas by the name of their file. Raises CannotCreate for a name that is unfit or `taken`,
    and where the folder is there already or cannot be written; then nothing is left behind.
    """
    check_name(name, taken)
    target = parent / name
    if target.exists() or target.is_symlink():
        raise CannotCreate(f"{target} is there already, and nothing is overwritten. Choose another name or folder.")
    with creating(target), drafted(target) as draft:
        _write(draft, name, schemas)
    return target


def check_name(name: str, taken: Container[str]) -> None:
    """Raise CannotCreate, saying what would be right, unless a new world can be called so."""
    if "/" in name or "\\" in name:
        folder, _, last = name.replace("\\", "/").rpartition("/")
        raise CannotCreate(f"{name!r} is a path. Give the name alone: corpsim world new {last or 'NAME'} --in {folder}")
    if not _NAME.fullmatch(name):
        rule = "A world's name is made of small letters, digits, '_' and '-', begins with a letter and has at most 40"
        raise CannotCreate(f"{name[:60]!r} is no name for a world. {rule}{_instead(name)}.")
    if _DEVICES.fullmatch(name):
        raise CannotCreate(f"{name!r} is the name of a device under Windows; a folder cannot be called so there.")
    if name in taken:
        raise CannotCreate(f"there is a world {name!r} in this installation, and a name means one world.")


def _instead(name: str) -> str:
    fit = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_0123456789")[:40]
    return f"; {fit!r} would do" if _NAME.fullmatch(fit) and not _DEVICES.fullmatch(fit) else ""


def _write(folder: Path, name: str, schemas: Mapping[str, Mapping[str, Any]]) -> None:
    for path, text in _files(name, schemas):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


def _files(name: str, schemas: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    for source in sorted(FIRST_WORLD.rglob("*.*")):
        text = source.read_text(encoding="utf-8")
        yield source.relative_to(FIRST_WORLD).as_posix(), text.replace(FIRST_WORLD.name, name)
    for file, schema in schemas.items():
        yield f"{SCHEMAS}/{file}", json.dumps(schema, indent=2) + "\n"
