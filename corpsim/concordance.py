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
        rarest, *others = sorted(words, key=len, reverse=True)
        if any(_BETWEEN in word for word in words):
            return []
        text, starts, found = self._text, self._starts, []
        place = text.find(rarest)
        while place >= 0:
            number = bisect_right(starts, place)
            end = starts[number]
            if not others or all(text.find(word, starts[number - 1], end) >= 0 for word in others):
                found.append(self._keys[number - 1])
            place = text.find(rarest, end)
        return found
