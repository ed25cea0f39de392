"""The tables as files of databases: DuckDB and Parquet. A file is there whole or not at all.

Rows go through Arrow in batches, so that memory does not grow with the run. Needs `pip install 'corpsim[data]'`.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from corpsim.disk import drafted
from corpsim.errors import CannotCreate, InvalidConfiguration, creating
from corpsim.evidence.rows import rows_of_all
from corpsim.evidence.tables import Row, columns
from corpsim.runs.store import RunFolder

BATCH = 5_000
"""Rows of a table that are held at a time."""


def write_duckdb(path: Path, names: Sequence[str], folders: Sequence[RunFolder]) -> None:
    """A DuckDB database with these tables, in the place of what lay there.

    Raises CannotCreate where it cannot be written, and CorruptRecord.
    """
    duckdb = _library("duckdb")
    with creating(path), drafted(path) as draft, duckdb.connect(str(draft)) as base:
        for name in names:
            base.register("batch", _batch(name, []))
            base.execute(f"CREATE TABLE {name} AS SELECT * FROM batch")  # noqa: S608 (names of tables are ours)
        for name, rows in _batches(names, folders):
            base.register("batch", _batch(name, rows))
            base.execute(f"INSERT INTO {name} SELECT * FROM batch")  # noqa: S608


def write_parquet(path: Path, name: str, folders: Sequence[RunFolder]) -> None:
    """One table as a Parquet file, in the place of what lay there. Raises as `write_duckdb` does."""
    with creating(path), drafted(path) as draft:
        _write_parquet({name: draft}, folders)


def write_parquet_folder(path: Path, names: Sequence[str], folders: Sequence[RunFolder]) -> None:
    """A new folder with a Parquet file for each of these tables.

    Raises CannotCreate where something lies there already, and as `write_duckdb` does.
    """
    if path.exists():
        raise CannotCreate(f"{path} is there already; name a new folder.")
    with creating(path), drafted(path) as draft:
        draft.mkdir()
        _write_parquet({name: draft / f"{name}.parquet" for name in names}, folders)


def _write_parquet(paths: Mapping[str, Path], folders: Sequence[RunFolder]) -> None:
    parquet = _library("pyarrow.parquet")
    with ExitStack() as stack:
        writers = {
            name: stack.enter_context(parquet.ParquetWriter(path, _schema(name), compression="zstd"))
            for name, path in paths.items()
        }
        for name, rows in _batches(list(paths), folders):
            writers[name].write_batch(_batch(name, rows))


def _schema(name: str) -> Any:
    arrow = _library("pyarrow")
    kinds = {
        "text": arrow.string(),
        "json": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    return arrow.schema([(column, kinds[kind]) for column, kind in columns(name).items()])


def _batch(name: str, rows: Sequence[Row]) -> Any:
    """Rows of a table as a table of Arrow."""
    arrow, schema = _library("pyarrow"), _schema(name)
    by_column = zip(*rows, strict=True) if rows else ((),) * len(schema)
    arrays = [arrow.array(values, field.type) for values, field in zip(by_column, schema, strict=True)]
    return arrow.record_batch(arrays, schema=schema)


def _batches(names: Sequence[str], folders: Sequence[RunFolder]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of all tables, some of one table at a time."""
    waiting: dict[str, list[Row]] = {name: [] for name in names}
    for name, row in rows_of_all(names, folders):
        waiting[name].append(row)
        if len(waiting[name]) == BATCH:
            yield name, waiting[name]
            waiting[name] = []
    yield from waiting.items()


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise InvalidConfiguration(f"{name.partition('.')[0]} is missing: pip install 'corpsim[data]'") from None
