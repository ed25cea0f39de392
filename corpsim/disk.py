"""Files that are there whole or not at all, whatever happens to the program, the disk or the power meanwhile."""

import os
from contextlib import suppress
from pathlib import Path

_LONGEST = 100
"""Characters of a name that the name of its draft repeats; systems allow about 255 bytes."""


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once: written beside it, synced, renamed, and the folder synced. Raises OSError.

    A link is followed. What is no file (a pipe, a terminal) is written to as it is.
    """
    path = Path(os.path.realpath(path))
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    draft = draft_of(path)
    try:
        with draft.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def draft_of(path: Path) -> Path:
    """Where a file is written before it takes its place; no two processes share one."""
    return path.with_name(f".{path.name[:_LONGEST]}.{os.getpid()}.new")


def is_draft(path: Path) -> bool:
    """Whether a file is one that was still being written; where nobody writes any more, it is left from a crash."""
    return path.name.startswith(".") and path.name.endswith(".new")


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a loss of power, where the platform can. Raises OSError."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
