"""Writing to a run folder so that it stays written.

Lines are handed to the system one by one and synced to disk at the end of an episode: what a crash can cost is the
last line. Other files are replaced as a whole or not at all.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import msgspec

from corpsim import disk
from corpsim.errors import CorpSimError
from corpsim.runs.record import Line

_encode = msgspec.json.Encoder().encode


class CannotRecord(CorpSimError):
    """The run folder takes no more (a full disk, say). What was written is safe, and the run can be resumed."""

    exit_code = 4


@contextmanager
def recording(path: Path) -> Iterator[None]:
    """Turn what the system says against writing `path` into CannotRecord."""
    try:
        yield
    except OSError as error:
        raise CannotRecord(
            f"cannot write {path}: {error.strerror or error}. Make room, then resume the run."
        ) from error


class EpisodeWriter:
    """Appends the lines of one episode to a new file, or with `again` to an old one; a context manager.

    Raises CannotRecord for a disk that is full.
    """

    def __init__(self, path: Path, *, again: bool = False) -> None:
        self.path = path
        with recording(path):
            self._file = path.open("ab" if again else "xb")

    def __enter__(self) -> "EpisodeWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, line: Line) -> None:
        """Append one line and hand it to the system."""
        with recording(self.path):
            self._file.write(_encode(line) + b"\n")
            self._file.flush()

    def close(self) -> None:
        """Sync the file and its folder to disk, so that neither is lost with the power."""
        if self._file.closed:
            return
        with recording(self.path):
            try:
                self._file.flush()
                os.fsync(self._file.fileno())
            finally:
                self._file.close()
            disk.sync_folder(self.path.parent)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file of a run at once, or not at all. Raises CannotRecord."""
    with recording(path):
        disk.write_whole(path, data)


def make_folder(path: Path) -> None:
    """Make a folder of a run, if it is not there. Raises CannotRecord."""
    with recording(path):
        path.mkdir(exist_ok=True)


def cut_torn_line(path: Path) -> None:
    """Take off the end of a file of lines what is no whole line. Raises CannotRecord."""
    with recording(path):
        data = path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole < len(data):
            os.truncate(path, whole)
