"""Files that came from another machine: they lie elsewhere here, and keep the names that a run knows them by."""

from pathlib import Path

_places: dict[str, Path] = {}


def take_for(name: str, place: Path) -> None:
    """Let a file be found in this process under the name it has where it came from."""
    _places[name] = place


def lies_at(name: str | Path) -> Path:
    """Where the file of this name lies."""
    return _places.get(str(name), Path(name))
