"""Writing to a run folder so that it stays written.

Lines are handed to the system one by one and synced to disk at the end of an episode: what a crash can cost is the
last line. Other files are replaced as a whole or not at all.
"""

import os
from pathlib import Path
from types import TracebackType

import msgspec

from corpsim.errors import CorpSimError
from corpsim.runs.record import Line

_encode = msgspec.json.Encoder().encode


class CannotRecord(CorpSimError):
    """The run folder takes no more (a full disk, say). What was written is safe, and the run can be resumed."""

    exit_code = 4


class EpisodeWriter:
    """Appends the lines of one episode to a new file, or with `again` to an old one; a context manager.

    Raises CannotRecord for a disk that is full.
    """

    def __init__(self, path: Path, *, again: bool = False) -> None:
        self.path = path
        try:
            self._file = path.open("ab" if again else "xb")
        except OSError as error:
            raise self._failure(error) from error

    def __enter__(self) -> "EpisodeWriter":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def write(self, line: Line) -> None:
        """Append one line and hand it to the system."""
        try:
            self._file.write(_encode(line) + b"\n")
            self._file.flush()
        except OSError as error:
            raise self._failure(error) from error

    def close(self) -> None:
        """Sync the file and its folder to disk, so that neither is lost with the power."""
        if self._file.closed:
            return
        try:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            sync_folder(self.path.parent)
        except OSError as error:
            raise self._failure(error) from error

    def _failure(self, error: OSError) -> CannotRecord:
        return CannotRecord(f"cannot write {self.path}: {error.strerror or error}. Make room, then resume the run.")


def sync_folder(folder: Path) -> None:
    """Make names in a folder survive a loss of power, where the platform can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file at once: beside it, synced, renamed, and the folder synced. Raises CannotRecord."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise CannotRecord(f"cannot write {path}: {error.strerror or error}. Make room, then resume.") from error
