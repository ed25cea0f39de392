"""Files that a command was told to write: there whole, or as they were before."""

from pathlib import Path

from corpsim.disk import write_whole
from corpsim.errors import creating


def write_out(path: Path, text: str) -> None:
    """Write a file, making the folders above it. Raises CannotCreate."""
    with creating(path):
        write_whole(path, text.encode())
