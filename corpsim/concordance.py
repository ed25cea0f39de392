"""Texts that do not change, joined once, so that everything in which some words occur is found in one pass."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

_BETWEEN = "\0"


class Concordance:
    """Texts by key, in the order in which they are to be found. They and the words looked for are in lower case."""

    __slots__ = ("_keys", "_starts", "_text")

    def __init__(self, texts: Iterable[tuple[str, str]]) -> None:
        self._keys: list[str] = []
        self._starts = [0]
        parts = []
        for key, text in texts:
            self._keys.append(key)
            parts.append(text)
            self._starts.append(self._starts[-1] + len(text) + 1)
        self._text = _BETWEEN.join(parts)

    def find(self, words: Sequence[str]) -> list[str]:
        """Keys of the texts in which every word occurs, be it inside another word; all of them for no words."""
        if not words:
            return list(self._keys)
        longest = max(words, key=len)
        text, starts, numbers = self._text, self._starts, []
        place = text.find(longest) if _BETWEEN not in longest else -1
        while place >= 0:
            number = bisect_right(starts, place)
            numbers.append(number - 1)
            place = text.find(longest, starts[number])
        if len(words) > 1:
            numbers = [n for n in numbers if all(text.find(word, starts[n], starts[n + 1] - 1) >= 0 for word in words)]
        return [self._keys[number] for number in numbers]
