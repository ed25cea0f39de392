"""Who reports to whom inside one department: a tree that grows level by level until everybody has a place."""

from typing import NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.tables import quantiles

HEAD = -1
"""The head of the department, in place of a parent's number."""

UPPER = quantiles((0, 4), (250, 6), (500, 8), (800, 10), (1000, 12))
"""Spans of the two highest levels; chief executives have about ten reports (Neilson and Wulf, HBR, April 2012)."""

SPANS = {
    "desk": quantiles((0, 2), (320, 3), (520, 5), (650, 6), (800, 9), (910, 14), (970, 22), (1000, 32)),
    "floor": quantiles((0, 3), (120, 5), (280, 9), (420, 16), (560, 24), (750, 30), (1000, 40)),
}
"""Spans of the levels below. Together they give the spread that Gallup (2026) reports: see docs/size.md."""

AT_THE_TOP = 3
"""People of their own department who report to the head of the company at most."""

WIDEST = 40
LEADING = (70, 60, 45)
"""Per cent of the people on the first levels who lead others, the last for all levels below."""


class Tree(NamedTuple):
    """The people of a department in order of level; `parent` is the number of somebody before them, or HEAD."""

    parent: Ints
    level: Ints


def grow_tree(people: int, style: str, dice: Stream, top: bool = False) -> Tree:
    """A tree of so many people below a head. The head of the whole company has the heads of departments besides."""
    parents: list[Ints] = []
    frontier = np.array([HEAD], dtype=np.int64)
    made = 0
    while made < people:
        level = len(parents)
        spans = dice.pick(UPPER if level < 2 else SPANS[style], len(frontier))
        if top and not level:
            spans = np.minimum(spans, AT_THE_TOP)
        passed = np.cumsum(spans)
        spans = np.clip(people - made - (passed - spans), 0, spans)
        parents.append(np.repeat(frontier, spans))
        frontier = _leaders(made, spans, level, dice)
        made += int(spans.sum())
    parent = np.concatenate(parents) if parents else np.empty(0, dtype=np.int64)
    level_of = np.repeat(np.arange(len(parents), dtype=np.int64), [len(part) for part in parents])
    return Tree(parent, level_of)


def _leaders(made: int, spans: Ints, level: int, dice: Stream) -> Ints:
    """Who of the people just placed may lead others, in random order; the first report of everybody does."""
    placed = int(spans.sum())
    leads = dice.chance(LEADING[min(level, len(LEADING) - 1)], placed)
    leads[(np.cumsum(spans) - spans)[spans > 0]] = True
    leaders = made + np.flatnonzero(leads)
    return leaders[dice.order(len(leaders))]
