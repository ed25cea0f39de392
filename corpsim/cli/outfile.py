"""Files that a command was told to write: there whole, or as they were before."""

from pathlib import Path

from corpsim.disk import write_whole
from corpsim.errors import CannotCreate


def write_out(path: Path, text: str) -> None:
    """Write a file, making the folders above it. Raises CannotCreate."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise CannotCreate(f"{path} cannot be written: {error.strerror or error}.") from None
