"""A few thousand words in one text, so that those which contain something are found in microseconds."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

KEPT = 32


@lru_cache(maxsize=KEPT)
def lines_of(words: tuple[str, ...]) -> "Lines":
    """The lines of a tuple of words; companies that share words share them."""
    return Lines(words)


class Lines:
    """Words, each a line; upper and lower case are the same."""

    __slots__ = ("_starts", "_text")

    def __init__(self, words: Sequence[str]) -> None:
        lines = [word.lower() for word in words]
        self._text = "\n".join(lines)
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)][:-1]

    def containing(self, part: str) -> list[int]:
        """The numbers of the words that contain a text without line breaks, in order."""
        found: list[int] = []
        at = self._text.find(part)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            found.append(line)
            following = self._starts[line + 1] if line + 1 < len(self._starts) else len(self._text) + 1
            at = self._text.find(part, following)
        return found
