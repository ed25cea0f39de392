"""How mails are numbered in a large company: those of the story among all the others, by the time they were written.

Nobody can tell from its id whether a mail belongs to the story.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

PREFIX = "m"


class Numbering:
    """Ids of the mails of a backdrop, which fill the gaps that the mails of the story leave in `m1` to `m<count>`."""

    __slots__ = ("_before", "_count", "_taken")

    def __init__(self, story: Iterable[str], count: int) -> None:
        self._count = count
        self._taken = sorted(int(mail_id.removeprefix(PREFIX)) for mail_id in story)
        self._before = [number - 1 - place for place, number in enumerate(self._taken)]

    def name(self, number: int) -> str:
        """The id of the mail with a number in the backdrop, which counts from 0."""
        return f"{PREFIX}{number + 1 + bisect_right(self._before, number)}"

    def number(self, mail_id: str) -> int | None:
        """The number in the backdrop of the mail with an id; None for the story's and for an id no mail has."""
        digits = mail_id[1:]
        if not (mail_id[:1] == PREFIX and digits.isascii() and digits.isdecimal() and len(digits) < 12):
            return None
        wanted = int(digits)
        place = bisect_left(self._taken, wanted)
        free = digits[0] != "0" and wanted <= self._count and self._taken[place : place + 1] != [wanted]
        return wanted - 1 - place if free else None

    def merge(self, story: Sequence[str], numbers: Iterable[int]) -> tuple[str, ...]:
        """The mails of the story and those with these numbers, in the order in which they were written."""
        return tuple(sorted([*story, *map(self.name, numbers)], key=lambda mail_id: int(mail_id[1:])))
