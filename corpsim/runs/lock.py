"""One run at a time in a folder: a lock that the system lets go when the last process of the run is gone."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from corpsim.errors import InvalidConfiguration

if os.name == "posix":
    import fcntl

LOCK = ".lock"
PATIENCE_S = 10.0
"""How long workers of a run that was killed may take to notice."""


@contextmanager
def locked(folder: Path, patience_s: float = PATIENCE_S) -> Iterator[int | None]:
    """Hold the folder; yields the descriptor to be inherited by workers, so that theirs is the same lock.

    Raises InvalidConfiguration when another run still holds it after `patience_s` seconds, and for a folder that takes
    no lock.
    """
    if os.name != "posix":  # runs there are not guarded
        yield None
        return
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise InvalidConfiguration(f"{folder / LOCK} cannot be opened: {error.strerror or error}.") from None
    try:
        _acquire(descriptor, folder, time.monotonic() + patience_s)
        yield descriptor
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, folder: Path, deadline: float) -> None:
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > deadline:
                raise InvalidConfiguration(f"{folder} is being written by another run.") from None
            time.sleep(0.05)
        else:
            return
