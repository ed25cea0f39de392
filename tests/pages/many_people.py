"""A backdrop of any size that is nothing but a tree: everybody but the leaves has ten reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from msgspec import structs

from corpsim.backdrop import Profile
from corpsim.records import Meeting, Person, Share
from corpsim.scenario import Scenario

SPAN = 10


class Crowd:
    """People `w0` … below a manager of the story; `asked` counts what was looked up."""

    digest = "0" * 32

    def __init__(self, size: int, top: str) -> None:
        self._size = size
        self._top = top
        self.asked = 0

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[str]:
        return (f"w{number}" for number in range(self._size))

    def _number(self, person_id: str) -> int | None:
        number = int(person_id[1:]) if person_id[:1] == "w" and person_id[1:].isdigit() else -1
        return number if 0 <= number < self._size else None

    def person(self, person_id: str) -> Person | None:
        self.asked += 1
        number = self._number(person_id)
        if number is None:
            return None
        above = self._top if number < SPAN else f"w{number // SPAN - 1}"
        return Person(person_id, "Worker", str(number), f"{person_id}@crowd.example", "Clerk", "Crowd", above)

    def profile(self, person_id: str) -> Profile | None:
        return Profile("Crowd/Floor", "Lindenau", "2019-04") if self._number(person_id) is not None else None

    def reports(self, manager: str) -> Sequence[str]:
        self.asked += 1
        number = self._number(manager)
        first = 0 if manager == self._top else SPAN * (number + 1) if number is not None else self._size
        return [f"w{n}" for n in range(first, min(first + SPAN, self._size))]

    def search(self, text: str, most: int) -> tuple[Sequence[str], int]:
        self.asked += 1
        found = [text] if self._number(text) is not None else []
        return found[:most], len(found)

    def mail_count(self) -> int:
        return 0

    def mailbox(self, person_id: str) -> Sequence[int]:
        return ()

    def meetings(self, person_id: str) -> Sequence[Meeting]:
        return ()

    def shares(self) -> Mapping[str, Share]:
        return {}


def crowded(scenario: Scenario, crowd: Any) -> Scenario:
    """The same scenario with a crowd behind its people."""
    return replace(scenario, world=structs.replace(scenario.world, backdrop=crowd))
