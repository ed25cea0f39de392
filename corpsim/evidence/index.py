"""The index over many runs: an SQLite file that holds their tables, with full-text search over everything said.

It is a copy made for speed and never the truth: it follows the run folders before it is asked, and it is made anew
when it is damaged, or was made by another version.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar
from zlib import crc32

import corpsim
from corpsim.errors import CorpSimError
from corpsim.evidence.tables import columns

if os.name == "posix":
    import fcntl

NAME = ".index.sqlite"
"""Its name, in the folder that the runs are in."""

INDEXED = ("runs", "episodes", "conditions", "labels", "steps", "texts")
"""The tables that it holds; `said` is the full-text search over `texts`, `sources` says what was read when."""

APPLICATION = 0x436F7270
"""What tells this kind of SQLite file from others: "Corp"."""

PATIENCE_S = 60.0
"""How long one process waits for another that writes."""

T = TypeVar("T")


class CannotIndex(CorpSimError):
    """The index can be neither used nor made. The message says why."""

    exit_code = 3


def use(path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do something with the index, which is made, or made anew, if need be; `work` may then be begun once more.

    Raises CannotIndex.
    """
    try:
        try:
            return _with_index(path, work)
        except sqlite3.DatabaseError as error:
            _make_anew(path, error)
        return _with_index(path, work)
    except (sqlite3.Error, OSError) as error:
        raise CannotIndex(f"{path} cannot be used as an index: {error}. Name another place: --index FILE.") from None


def _with_index(path: Path, work: Callable[[sqlite3.Connection], T]) -> T:
    with closing(_connect(path)) as connection:
        if not _is_current(connection):
            raise sqlite3.DatabaseError("it was made by another version")
        return work(connection)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=PATIENCE_S, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")  # What a loss of power spoils is made anew.
    return connection


def _is_current(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("PRAGMA user_version").fetchone()[0] == _VERSION)


_HOPELESS = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_FULL, sqlite3.SQLITE_CANTOPEN}


def _make_anew(path: Path, error: sqlite3.DatabaseError) -> None:
    """Put an empty index in the place of one that cannot be used, unless another process has done so meanwhile."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF in _HOPELESS:
        raise error
    with _alone(path):
        if _is_sound(path):
            return
        if not _is_ours(path):
            raise CannotIndex(f"{path} is no index of runs, and is left as it is. Name another file: --index FILE.")
        for suffix in ("-wal", "-shm", ""):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        with closing(_connect(path)) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(_SCHEMA)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Wait until no other process makes this index anew."""
    with path.with_name(f"{path.name}.lock").open("ab") as file:
        if os.name == "posix":
            fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_sound(path: Path) -> bool:
    try:
        with closing(_connect(path)) as connection:
            names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            whole = _is_current(connection) and names.issuperset((*INDEXED, "said", "sources"))
            if whole:
                connection.execute("INSERT INTO said(said, rank) VALUES ('integrity-check', 1)")
            return whole and connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
    except sqlite3.DatabaseError:
        return False


def _is_ours(path: Path) -> bool:
    """Whether a file may be thrown away: it is empty, it says that it is an index, or it lies where only one does."""
    with path.open("rb") as file:
        head = file.read(72)
    return not head or path.name == NAME or int.from_bytes(head[68:72], "big") == APPLICATION


def _create(table: str) -> str:
    kinds = {"text": "TEXT", "json": "TEXT", "integer": "INTEGER", "real": "REAL", "boolean": "INTEGER"}
    named = ", ".join(f'"{name}" {kinds[kind]}' for name, kind in columns(table).items())
    key = "run, episode" if "episode" in columns(table) else "run"
    return f"CREATE TABLE {table} (id INTEGER PRIMARY KEY, {named}); CREATE INDEX {table}_by ON {table} ({key});"


SAID = "CREATE VIRTUAL TABLE said USING fts5(text, content = '{content}', content_rowid = 'id', tokenize = '{tokens}')"
TOKENS = "unicode61 remove_diacritics 2"

_TABLES = "\n".join(
    [
        *map(_create, INDEXED),
        SAID.format(content="texts", tokens=TOKENS) + ";",
        "CREATE TRIGGER texts_in AFTER INSERT ON texts BEGIN"
        " INSERT INTO said(rowid, text) VALUES (new.id, new.text); END;",
        "CREATE TRIGGER texts_out AFTER DELETE ON texts BEGIN"
        " INSERT INTO said(said, rowid, text) VALUES ('delete', old.id, old.text); END;",
        "CREATE TABLE sources (run TEXT, episode TEXT, stamp TEXT, problem TEXT, PRIMARY KEY (run, episode));",
    ]
)

_VERSION = crc32(f"{corpsim.__version__} {_TABLES}".encode()) & 0x7FFFFFFF

_SCHEMA = f"""
BEGIN IMMEDIATE;
{_TABLES}
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {_VERSION};
COMMIT;
"""
