"""The shelf: what applications that a world brings keep of what happened, such as payments made."""

from typing import Any

from msgspec import Struct

_PLAIN = (str, int, float, bool, type(None))


class Shelf:
    """(application, id) → a record. Part of the state: only effects of events put something here."""

    __slots__ = ("_kept",)

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def put(self, application: str, key: str, record: Any) -> None:
        """Keep a record under an id, in place of an earlier one.

        Raises TypeError for one that could be changed afterwards: that would reach back into snapshots.
        """
        if not _fixed(record):
            raise TypeError(
                f"a {type(record).__name__} cannot be kept on the shelf ({application!r}, {key!r}); "
                "keep a frozen Struct, a text, a number or a tuple of them"
            )
        self._kept[application, key] = record

    def get(self, application: str, key: str) -> Any:
        """The record of an id; None if there is none."""
        return self._kept.get((application, key))

    def all(self, application: str) -> dict[str, Any]:
        """The records of an application by id, in the order in which they were first put."""
        return {key: record for (of, key), record in self._kept.items() if of == application}

    def copy(self) -> "Shelf":
        """This shelf, free to go its own way."""
        twin = Shelf()
        twin._kept = self._kept.copy()
        return twin

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Shelf) and self._kept == other._kept

    __hash__ = None  # type: ignore[assignment]


def _fixed(record: Any) -> bool:
    if isinstance(record, tuple):
        return all(map(_fixed, record))
    return isinstance(record, _PLAIN) or (isinstance(record, Struct) and record.__struct_config__.frozen)
