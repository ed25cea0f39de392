"""Where runs lie below a folder."""

from collections.abc import Iterator
from pathlib import Path

DEEP = 3
"""Folders below a given one in which runs are looked for."""


def runs_below(folder: Path, deep: int = DEEP) -> Iterator[Path]:
    """Run folders in a folder, itself one or not, in order of their names; nothing below a run is one."""
    if (folder / "manifest.json").is_file():
        yield folder
    elif deep and folder.is_dir():
        try:
            below = sorted(path for path in folder.iterdir() if path.is_dir() and not path.name.startswith("."))
        except OSError:
            return
        for path in below:
            yield from runs_below(path, deep - 1)
