"""What the index knows of a run."""

import sqlite3
from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

UNREADABLE = "unreadable"
"""The outcome of an episode whose files cannot be read."""


class Listed(NamedTuple):
    """A run in short: how many of its planned episodes were begun, how they came out, and in how many of those that
    count a label was present. `worlds` and `agents` are those that were begun."""

    run: str
    title: str
    created: str
    worlds: tuple[str, ...]
    agents: tuple[str, ...]
    planned: int
    episodes: int
    outcomes: Mapping[str, int]
    labels: Mapping[str, int]


def listed(connection: sqlite3.Connection, run: str) -> Listed | None:
    """What the index knows of a run; None if it could not be read."""
    known = connection.execute("SELECT title, created, planned FROM runs WHERE run = ?", (run,)).fetchone()
    if known is None:
        return None
    found = connection.execute(
        "SELECT world, agent, outcome FROM episodes WHERE run = ? ORDER BY id", (run,)
    ).fetchall()
    worlds, agents = (tuple(dict.fromkeys(row[column] for row in found)) for column in (0, 1))
    present = connection.execute(
        "SELECT l.label, count(*) FROM labels l JOIN episodes e ON e.run = l.run AND e.episode = l.episode "
        "WHERE l.run = ? AND l.present AND e.counted GROUP BY l.label ORDER BY count(*) DESC, l.label",
        (run,),
    )
    title, created, planned = known
    outcomes = Counter(outcome for _, _, outcome in found)
    (unreadable,) = connection.execute(
        "SELECT count(*) FROM sources WHERE run = ? AND problem <> ''", (run,)
    ).fetchone()
    outcomes += Counter({UNREADABLE: unreadable})
    return Listed(run, title, created, worlds, agents, planned, outcomes.total(), outcomes, dict(present.fetchall()))
