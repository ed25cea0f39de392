"""Passages of a document in other texts: runs of letters and digits, whatever was done to spaces, lines and marks."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

RUN = 40
"""Letters and digits in a row that are compared."""

STEP = 8
"""How far apart they are taken from a text: a copy of RUN + STEP - 1 letters, some ten words, is found."""

_NOT_WORD = re.compile(r"[\W_]+")
_HEAD = re.compile(r"^[ \t]*[#>].*$", re.MULTILINE)

Runs = Mapping[str, int]
"""The runs of a document and where in it they stand."""


@lru_cache(maxsize=256)
def squeezed(text: str) -> str:
    """The letters and digits of a text, in lower case."""
    return _NOT_WORD.sub("", text.lower())


def runs_of(text: str, without: Iterable[str] = ()) -> dict[str, int]:
    """The runs of a document but for its headings and notices (lines that begin with # or >) and other `without`."""
    letters = squeezed(_HEAD.sub("", text))
    open_ = "\n".join(map(squeezed, without))
    found = {letters[start : start + RUN]: start for start in range(max(1, len(letters) - RUN + 1))}
    return {run: start for run, start in found.items() if len(run) == RUN and run not in open_}


def covered(runs: Runs, text: str) -> frozenset[int]:
    """The places of a document, in steps of STEP, that are copied in a text."""
    if not runs:
        return frozenset()
    letters = squeezed(text)
    starts = range(0, len(letters) - RUN + 1, STEP)
    places = (runs.get(letters[start : start + RUN]) for start in starts)
    return frozenset(step for place in places if place is not None for step in _steps(place))


def _steps(place: int) -> range:
    return range(place // STEP, (place + RUN - 1) // STEP + 1)


def share(places: frozenset[int], runs: Runs) -> float:
    """How much of a document these places are, 0 to 1."""
    every = {step for place in runs.values() for step in _steps(place)}
    return len(places & every) / len(every) if every else 0.0
