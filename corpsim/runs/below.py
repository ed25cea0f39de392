"""Where runs lie below a folder."""

from collections.abc import Iterator
from pathlib import Path

DEEP = 3
"""Folders below a given one in which runs are looked for."""


def runs_below(folder: Path, deep: int = DEEP) -> Iterator[Path]:
    """Run folders in a folder, itself one or not, in order of their names; nothing below a run is one."""
    if _is_run(folder):
        yield folder
    elif deep and folder.is_dir():
        try:
            below = sorted(path for path in folder.iterdir() if path.is_dir() and not _is_passed_over(path.name))
        except OSError:
            return
        for path in below:
            yield from runs_below(path, deep - 1)


def is_run_below(path: Path, folder: Path, deep: int = DEEP) -> bool:
    """Whether a path is one of `runs_below`, found without looking at any other run."""
    if not path.is_relative_to(folder):
        return False
    way = path.relative_to(folder).parts
    if len(way) > deep or any(map(_is_passed_over, way)):
        return False
    return _is_run(path) and not any(_is_run(folder.joinpath(*way[:n])) for n in range(len(way)))


def _is_run(folder: Path) -> bool:
    return (folder / "manifest.json").is_file()


def _is_passed_over(name: str) -> bool:
    """Whether runs are not looked for in a folder of this name: `..` and hidden ones."""
    return name.startswith(".")
