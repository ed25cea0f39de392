"""Files that are there whole or not at all, whatever happens to the program, the disk or the power meanwhile."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_LONGEST = 100
"""Characters of a name that the name of its draft repeats; systems allow about 255 bytes."""


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once, as `drafted` does. Raises OSError."""
    with drafted(path) as draft:
        draft.write_bytes(data)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A place beside `path` for a file or a folder, which is synced and then takes that place. Raises OSError.

    If anything fails, the draft is gone and `path` is as it was. A link is followed. What is there and no file (a pipe,
    a terminal) is written to as it is.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        yield target
        return
    draft = draft_of(target)
    try:
        yield draft
        _sync(draft)
        draft.replace(target)
    except BaseException:
        _remove(draft)
        raise
    sync_folder(target.parent)


def _sync(draft: Path) -> None:
    if draft.is_dir():
        for inner in draft.iterdir():
            _sync(inner)
        sync_folder(draft)
        return
    with draft.open("r+b") as file:
        os.fsync(file.fileno())


def _remove(draft: Path) -> None:
    if draft.is_dir():
        shutil.rmtree(draft, ignore_errors=True)
    else:
        with suppress(OSError):
            draft.unlink()


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
