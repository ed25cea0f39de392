"""Companies on disk: a folder for each, of one file per column and a manifest, found by the digest of its request.

A folder is written beside its place, flushed to the disk and renamed into place in one step, so whatever is in place is
whole; two processes that draw the same company end with one. A folder in which a size, a checksum, a name or a type is
not as the manifest says is put aside and drawn anew. Nothing in a folder is run, unpickled or trusted beyond that.
"""

import mmap
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import numpy as np
from msgspec import Struct

from corpsim.population.columns import SCHEMA, Column, Columns, compact
from corpsim.population.soundness import problems

FORMAT = 1
MANIFEST = "manifest.json"
LARGE = 256 * 1024
"""Bytes from which on a column is mapped into memory and not read."""

LEFT_OVER_HOURS = 24
"""After which a folder that is still being written is one that nobody writes any more."""


class Broken(Exception):
    """A folder that is not what its manifest says; the message says in what."""


class Entry(Struct, frozen=True, forbid_unknown_fields=True):
    """A column on disk: bytes of the file, its CRC-32, and what numpy should find in it."""

    size: int
    crc: int
    type: str
    length: int


class Manifest(Struct, frozen=True, forbid_unknown_fields=True):
    """What a folder holds. `seal` is the CRC-32 of all the rest, `request` for whoever looks at the folder."""

    format: int
    digest: str
    columns: dict[str, Entry]
    request: msgspec.Raw
    seal: int = 0

    def sealed(self) -> int:
        """The seal that belongs to this manifest."""
        found = msgspec.structs.replace(self, seal=0)
        return zlib.crc32(msgspec.json.encode(found, order="sorted"))


def user_cache() -> Path:
    """Where companies are kept: `$CORPSIM_COMPANIES`, else `corpsim` in the user's cache folder."""
    own = os.environ.get("CORPSIM_COMPANIES")
    if own:
        return Path(own)
    shared = os.environ.get("XDG_CACHE_HOME")
    return (Path(shared) if shared else Path.home() / ".cache") / "corpsim"


def load_or_make(cache: Path, digest: str, request: Any, make: Callable[[], Columns]) -> Columns:
    """The columns of a company from the cache; made and kept there first if it has none that is whole.

    Raises OSError where nothing can be read or written.
    """
    place = cache / "companies" / digest
    for _ in range(2):
        try:
            return _load(place, digest)
        except FileNotFoundError:
            pass
        except Broken:
            _put_aside(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        _sweep(place.parent)
        _keep(place, digest, request, make())
    return _load(place, digest)


def _keep(place: Path, digest: str, request: Any, columns: Columns) -> None:
    """Write a folder beside its place and rename it there, unless somebody else was faster."""
    draft = Path(tempfile.mkdtemp(prefix=f".{digest}-", dir=place.parent))
    try:
        entries = {name: _write(draft / f"{name}.npy", columns[name]) for name in sorted(columns)}
        manifest = Manifest(FORMAT, digest, entries, msgspec.Raw(msgspec.json.encode(request, order="sorted")))
        manifest = msgspec.structs.replace(manifest, seal=manifest.sealed())
        _flush(draft / MANIFEST, msgspec.json.encode(manifest, order="sorted"))
        _flush_folder(draft)
        _settle(draft, place)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    _flush_folder(place.parent)


def _settle(draft: Path, place: Path) -> None:
    try:
        os.rename(draft, place)
    except OSError:
        # Another process has put the same company there; this one is not needed.
        if not place.is_dir():
            raise


def _write(path: Path, column: Column) -> Entry:
    """One column as an `.npy` file."""
    header = np.lib.format.header_data_from_array_1_0(column)
    with path.open("wb") as file:
        np.lib.format.write_array_header_1_0(file, header)
        start = file.tell()
        _append(file, column.tobytes())
    return Entry(start + column.nbytes, _checksum(path), column.dtype.str, len(column))


def _flush(path: Path, data: bytes) -> None:
    with path.open("wb") as file:
        _append(file, data)


def _append(file: BinaryIO, data: bytes) -> None:
    """Write the last of a file and see it onto the disk."""
    file.write(data)
    file.flush()
    os.fsync(file.fileno())


def _flush_folder(path: Path) -> None:
    """Make the names in a folder last. There is nothing to do where folders cannot be opened."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _load(place: Path, digest: str) -> Columns:
    """The columns of a folder, mapped into memory. Raises FileNotFoundError if there is no folder, Broken if it is."""
    manifest = _read_manifest(place, digest)
    columns = {name: _map(place / f"{name}.npy", name, entry) for name, entry in manifest.columns.items()}
    wrong = next(problems(columns), None)
    if wrong is not None:
        raise Broken(wrong)
    return columns


def _read_manifest(place: Path, digest: str) -> Manifest:
    if not place.is_dir():
        raise FileNotFoundError(place)
    try:
        manifest = msgspec.json.decode((place / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.MsgspecError) as error:
        raise Broken(f"{MANIFEST}: {error}") from None
    if (manifest.format, manifest.digest, manifest.seal) != (FORMAT, digest, manifest.sealed()):
        raise Broken(f"{MANIFEST} is not sealed, or is of another company")
    if set(manifest.columns) != set(SCHEMA):
        raise Broken(f"{MANIFEST} names other columns")
    return manifest


def _map(path: Path, name: str, entry: Entry) -> Column:
    try:
        if path.stat().st_size != entry.size or _checksum(path) != entry.crc:
            raise Broken(f"{path.name} is damaged")
        # What is small is read: every mapping keeps a file open.
        column: Column = np.load(path, mmap_mode="r" if entry.size > LARGE else None, allow_pickle=False)
    except (OSError, ValueError) as error:
        raise Broken(f"{path.name}: {error}") from None
    expected = compact(name, []).dtype
    if column.dtype != expected or column.shape != (entry.length,) or entry.type != expected.str:
        raise Broken(f"{path.name} holds {column.dtype} × {column.shape}")
    plain = column.view(np.ndarray)
    plain.setflags(write=False)
    return plain


def _checksum(path: Path) -> int:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        return zlib.crc32(view)


def _put_aside(place: Path) -> None:
    """Make room for a folder that is whole. Whoever still has the old one open keeps what they have."""
    grave = tempfile.mkdtemp(prefix=".broken-", dir=place.parent)
    try:
        os.rename(place, Path(grave) / place.name)
    except FileNotFoundError:
        pass
    finally:
        shutil.rmtree(grave, ignore_errors=True)


def _sweep(companies: Path) -> None:
    """Remove what processes that were killed have left behind."""
    limit = time.time() - LEFT_OVER_HOURS * 3600
    for path in sorted(companies.glob(".*-*")):
        try:
            if path.is_dir() and path.stat().st_mtime < limit:
                shutil.rmtree(path, ignore_errors=True)
        except OSError:
            continue
