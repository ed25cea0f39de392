"""How the index follows the run folders: what is new or changed is read, what is gone is taken out."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from corpsim.errors import CorpSimError
from corpsim.evidence.index import INDEXED
from corpsim.evidence.rows import rows_of_episode, rows_of_run
from corpsim.evidence.tables import Row, columns
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import RunFolder

TOGETHER = 20
"""Episodes that are written at a time; another process can write in between."""


@dataclass
class Followed:
    """What it took: how many episodes were read anew, and what cannot be read, by path."""

    read: int = 0
    problems: dict[str, str] = field(default_factory=dict)


def follow(connection: sqlite3.Connection, paths: Sequence[Path]) -> Followed:
    """Make the index hold these run folders as they are now, and no run that is no longer there."""
    followed = Followed()
    for path in paths:
        try:
            _follow_run(connection, RunFolder.open(path.resolve()), followed)
        except CorpSimError as error:
            _forget(connection, str(path.resolve()))
            followed.problems[str(path)] = str(error)
    for (run,) in connection.execute("SELECT run FROM runs").fetchall():
        if not (Path(run) / "manifest.json").is_file():
            _forget(connection, run)
    return followed


def _follow_run(connection: sqlite3.Connection, folder: RunFolder, followed: Followed) -> None:
    run = str(folder.path)
    now = {plan.id: stamp for plan in folder.plans if (stamp := _stamp(folder, plan.id))}
    known = dict(connection.execute("SELECT episode, stamp FROM sources WHERE run = ?", (run,)))
    manifest = _of_file(folder.path / "manifest.json")
    if known.get("") != manifest:
        with _writing(connection):
            connection.execute("DELETE FROM runs WHERE run = ?", (run,))
            _insert(connection, list(rows_of_run(INDEXED, folder)))
            _note(connection, run, "", manifest, "")
    changed = [plan for plan in folder.plans if plan.id in now and known.get(plan.id) != now[plan.id]]
    for begin in range(0, len(changed), TOGETHER):
        with _writing(connection):
            for plan in changed[begin : begin + TOGETHER]:
                followed.read += _follow_episode(connection, folder, plan, now[plan.id])
    gone = known.keys() - now.keys() - {""}
    if gone:
        with _writing(connection):
            for episode in gone:
                _forget_episode(connection, run, episode)
    told = connection.execute("SELECT episode, problem FROM sources WHERE run = ? AND problem <> ''", (run,))
    followed.problems |= {str(folder.episode_path(episode)): problem for episode, problem in told}


def _follow_episode(connection: sqlite3.Connection, folder: RunFolder, plan: EpisodePlan, stamp: str) -> bool:
    """Whether it was read; another process may have done so meanwhile."""
    run = str(folder.path)
    known = connection.execute("SELECT stamp FROM sources WHERE run = ? AND episode = ?", (run, plan.id)).fetchone()
    if known == (stamp,):
        return False
    found, problem = _read(folder, plan)
    _forget_episode(connection, run, plan.id)
    _insert(connection, found)
    _note(connection, run, plan.id, stamp, problem)
    return True


def _read(folder: RunFolder, plan: EpisodePlan) -> tuple[list[tuple[str, Row]], str]:
    """An episode's rows with their tables, or why it cannot be read."""
    try:
        result = folder.result(plan)
        return (list(rows_of_episode(INDEXED, folder, result)), "") if result is not None else ([], "")
    except (CorpSimError, OSError, RecursionError) as error:
        return [], str(error)


@contextmanager
def _writing(connection: sqlite3.Connection) -> Iterator[None]:
    """A transaction in which no other process writes."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


# Names of tables and columns below are ours; every value is handed over beside the statement.


def _insert(connection: sqlite3.Connection, rows: Sequence[tuple[str, Row]]) -> None:
    for table, some in groupby(rows, itemgetter(0)):
        names = list(columns(table))
        quoted = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        connection.executemany(f"INSERT INTO {table} ({quoted}) VALUES ({marks})", (row for _, row in some))  # noqa: S608


def _note(connection: sqlite3.Connection, run: str, episode: str, stamp: str, problem: str) -> None:
    connection.execute("INSERT OR REPLACE INTO sources VALUES (?, ?, ?, ?)", (run, episode, stamp, problem))


def _forget_episode(connection: sqlite3.Connection, run: str, episode: str) -> None:
    for table in (*INDEXED, "sources"):
        if table != "runs":
            connection.execute(f"DELETE FROM {table} WHERE run = ? AND episode = ?", (run, episode))  # noqa: S608


def _forget(connection: sqlite3.Connection, run: str) -> None:
    with _writing(connection):
        for table in (*INDEXED, "sources"):
            connection.execute(f"DELETE FROM {table} WHERE run = ?", (run,))  # noqa: S608


def _stamp(folder: RunFolder, episode: str) -> str:
    """What changes when the files of an episode do; empty for one that was not begun."""
    record = _of_file(folder.episode_path(episode))
    return f"{record} {_of_file(folder.labels_path(episode))}" if record else ""


def _of_file(path: Path) -> str:
    try:
        found = path.stat()
    except OSError:
        return ""
    return f"{found.st_mtime_ns}.{found.st_size}"
