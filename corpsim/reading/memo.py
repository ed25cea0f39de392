"""What has been worked out about short texts and is kept: most words of a text have been met before."""

from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")

LONGEST = 40
"""Longer texts are worked out anew each time."""

KEPT = 8192
"""Texts that a memo holds before it begins anew, so that no flood of texts fills the memory."""


class Memo(dict[str, Found]):
    """`memo[text]` is what `make(text)` says, which depends on nothing else."""

    def __init__(self, make: Callable[[str], Found]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, text: str) -> Found:
        found = self._make(text)
        if len(text) <= LONGEST:
            if len(self) >= KEPT:
                self.clear()
            self[text] = found
        return found
