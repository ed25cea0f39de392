"""What a text is about: concepts found by `lexicon.txt`, sentence by sentence, in any of its languages."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from corpsim.reading.text import MARKS, TIME, fold, sentences

_GAP = re.compile(r"[^\w\u0900-\u0dff\ue000-\ue01f'’-]+")
_INSIDE = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CLITICS = "وفبلك"
_OF_MARK = {mark: role.upper() for role, mark in MARKS.items()} | {TIME: "CLOCK"}


Places = list[tuple[str, ...]]
"""The places of one sentence where a concept is met, in order; at each, the concepts it may be."""


class Lexicon:
    """Entries by their first two letters; `lengths` says how long entries with such a beginning are."""

    def __init__(self, text: str) -> None:
        self.concepts: dict[str, tuple[str, ...]] = {}
        self.lengths: dict[str, tuple[int, ...]] = {}
        for block in text.split("\n\n")[1:]:
            name, *lines = block.strip().split("\n")
            for line in lines:
                for entry in line.partition(":")[2].split(","):
                    self._enter(name, fold(entry.strip()))
        beginnings: dict[str, set[int]] = {}
        for entry in self.concepts:
            beginnings.setdefault(entry[:2], set()).add(len(entry))
        self.lengths = {start: tuple(sorted(found)) for start, found in beginnings.items()}

    def _enter(self, concept: str, entry: str) -> None:
        """A full stop ends a whole word; a single letter in a script with spaces always is one."""
        key = _GAP.sub(" ", entry.replace(".", " "))
        if len(key) == 1 and not _INSIDE.match(key):
            key += " "
        if key.strip() and concept not in self.concepts.get(key, ()):
            self.concepts[key] = (*self.concepts.get(key, ()), concept)

    def find(self, sentence: str) -> Places:
        """The concepts met, in the order of the sentence."""
        text = " " + _GAP.sub(" ", sentence) + "  "
        found = []
        for i in range(1, len(text) - 2):
            if not self._may_start(text, i):
                continue
            here = [c for n in self.lengths.get(text[i : i + 2], ()) for c in self.concepts.get(text[i : i + n], ())]
            if mark := _OF_MARK.get(text[i]):
                here.append(mark)
            elif single := self.concepts.get(text[i]):
                here.extend(single)
            if here:
                found.append(tuple(sorted(set(here))))
        return found

    def _may_start(self, text: str, i: int) -> bool:
        """A word begins here; or the script writes no spaces; or an Arabic particle clings to the front."""
        if text[i] == " ":
            return False
        if text[i - 1] in " '’-" or _INSIDE.match(text[i]) is not None:
            return True
        return text[i - 1] in _CLITICS and (text[i - 2] == " " or text[i - 2] in _CLITICS)


@cache
def lexicon() -> Lexicon:
    """The shipped lexicon."""
    return Lexicon((files("corpsim.reading") / "lexicon.txt").read_text(encoding="utf-8"))


def concepts(text: str) -> list[Places]:
    """Concepts of each sentence of a plain text."""
    find = lexicon().find
    return [find(sentence) for sentence in sentences(text)]
