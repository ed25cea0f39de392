"""What the numbers in columns may be: so that a company that was tampered with is refused, not followed anywhere."""

from collections.abc import Iterator

import numpy as np

from corpsim.population.columns import Columns
from corpsim.population.dice import Ints

COUNTS_IN = {
    "person.first": "first.slug",
    "person.last": "last.slug",
    "person.title": "title.start",
    "person.unit": "unit.head",
    "person.site": "site.start",
    "person.manager": "reports.start",
    "person.dotted": "person.first",
    "person.project": "project.lead",
    "project.lead": "person.first",
    "last.people": "person.first",
    "title.people": "person.first",
    "site.people": "person.first",
    "reports.people": "person.first",
    "unit.head": "reports.start",
    "unit.parent": "unit.head",
    "unit.people": "person.first",
    "ties.people": "box.start",
    "mail.sender": "person.first",
    "mail.root": "mail.at",
    "mail.parent": "mail.at",
    "mail.people": "box.start",
    "box.mails": "mail.at",
}
"""By column, the column in which its numbers are places; those called `start` have one entry more than things."""

MAY_BE_NONE = ("person.manager", "person.dotted", "person.project", "unit.parent", "mail.parent")

HOLDS = {
    "last.start": "last.people",
    "title.start": "title.people",
    "site.start": "site.people",
    "reports.start": "reports.people",
    "unit.start": "unit.people",
    "ties.start": "ties.people",
    "mail.start": "mail.people",
    "box.start": "box.mails",
    "first.start": "person.first",
}
"""By column of beginnings, what is grouped by it."""

DEEPEST = 64
"""Levels of management a company can have."""


def problems(columns: Columns) -> Iterator[str]:
    """What is wrong with the numbers in some columns; nothing for a company as it was drawn."""
    for name, other in COUNTS_IN.items():
        limit = len(columns[other]) - other.endswith("start")
        if _outside(columns[name], limit, name in MAY_BE_NONE):
            yield f"{name} counts beyond {other}"
    for name, other in HOLDS.items():
        begins = columns[name].astype(np.int64)
        if begins[0] != 0 or begins[-1] != len(columns[other]) or bool((np.diff(begins) < 0).any()):
            yield f"{name} does not divide {other}"
    yield from _circles(columns)


def _outside(column: Ints, limit: int, none: bool) -> bool:
    if not len(column):
        return False
    return bool(column.max() >= limit) or bool(column.min() < (-1 if none else 0))


def _circles(columns: Columns) -> Iterator[str]:
    """Units and mails that are not in order, and people who are above themselves."""
    units, mails = np.arange(len(columns["unit.head"])), np.arange(len(columns["mail.at"]))
    end = columns["unit.end"]
    if bool((end <= units).any()) or bool((end > len(units)).any()) or bool((columns["unit.parent"] >= units).any()):
        yield "units do not lie in one another"
    if bool((columns["mail.parent"] >= mails).any()) or bool((columns["mail.root"] > mails).any()):
        yield "mails answer later ones"
    if bool((np.diff(columns["mail.at"]) < 0).any()):
        yield "mails are not in the order of time"
    above, people = columns["person.manager"].astype(np.int64), len(columns["person.manager"])
    line = above
    for _ in range(DEEPEST):
        below = (line >= 0) & (line < people)
        if not below.any():
            return
        line = np.where(below, above[np.where(below, line, 0)], -1)
    yield "somebody reports to themselves"
