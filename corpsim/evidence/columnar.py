"""The tables as files of databases: DuckDB and Parquet. A file is there whole or not at all.

Rows go through Arrow in batches, so that memory does not grow with the run. Needs `pip install 'corpsim[data]'`.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.rows import rows
from corpsim.evidence.tables import columns
from corpsim.runs.store import RunFolder

BATCH = 10_000
"""Rows that are held at a time."""


def write_duckdb(path: Path, names: Sequence[str], folders: Sequence[RunFolder]) -> None:
    """A DuckDB database with these tables, in the place of what lay there.

    Raises InvalidConfiguration where it cannot be written, and CorruptRecord.
    """
    duckdb, arrow = _library("duckdb"), _library("pyarrow")
    with drafted(path) as draft:
        connection = duckdb.connect(str(draft))
        try:
            for name in names:
                # Names of tables are ours.
                connection.register("batches", _reader(arrow, name, folders))
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM batches")  # noqa: S608
                connection.unregister("batches")
        finally:
            connection.close()


def write_parquet(path: Path, name: str, folders: Sequence[RunFolder]) -> None:
    """One table as a Parquet file, in the place of what lay there. Raises as `write_duckdb` does."""
    arrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    reader = _reader(arrow, name, folders)
    with drafted(path) as draft, parquet.ParquetWriter(draft, reader.schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch)


def write_parquet_folder(path: Path, names: Sequence[str], folders: Sequence[RunFolder]) -> None:
    """A new folder with a Parquet file for each of these tables.

    Raises InvalidConfiguration where something lies there already, and as `write_duckdb` does.
    """
    if path.exists():
        raise InvalidConfiguration(f"{path} is there already; name a new folder.")
    with drafted(path) as draft:
        draft.mkdir()
        for name in names:
            write_parquet(draft / f"{name}.parquet", name, folders)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A place to write what then takes the place of `path`; gone if anything fails.

    Raises InvalidConfiguration where the system does not let it be written.
    """
    draft = path.with_name(f".{path.name[:100]}.{os.getpid()}.new")
    try:
        yield draft
        draft.replace(path)
    except OSError as error:
        raise InvalidConfiguration(f"cannot write {path}: {error.strerror or error}.") from None
    finally:
        shutil.rmtree(draft, ignore_errors=True) if draft.is_dir() else draft.unlink(missing_ok=True)


def _reader(arrow: Any, name: str, folders: Sequence[RunFolder]) -> Any:
    kinds = {
        "text": arrow.string(),
        "json": arrow.string(),
        "integer": arrow.int64(),
        "real": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    schema = arrow.schema([(column, kinds[kind]) for column, kind in columns(name).items()])
    return arrow.RecordBatchReader.from_batches(schema, _batches(arrow, schema, rows(name, *folders)))


def _batches(arrow: Any, schema: Any, found: Iterator[Any]) -> Iterator[Any]:
    while batch := list(islice(found, BATCH)):
        arrays = [
            arrow.array(values, field.type) for values, field in zip(zip(*batch, strict=True), schema, strict=True)
        ]
        yield arrow.record_batch(arrays, schema=schema)


def _library(name: str) -> Any:
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise InvalidConfiguration("this format needs more: pip install 'corpsim[data]'") from None
