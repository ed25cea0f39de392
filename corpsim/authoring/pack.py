"""Packing a world into one file that anybody can load: the same bytes for the same world, on every machine."""

import stat
import zipfile
from pathlib import Path

import msgspec

from corpsim.disk import drafted
from corpsim.errors import CannotCreate, creating
from corpsim.template.source.contents import Folder
from corpsim.template.source.manifest import FORMAT, MANIFEST, Manifest

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The first moment that the format can express; when a file was written is no part of a world."""

_UNIX = 3
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16


def pack_world(files: Folder, version: str, target: Path) -> Manifest:
    """Write the files of a world, checked before, into one at `target`; what is there is replaced in one go.

    Raises CannotCreate where that is a folder or cannot be written.
    """
    manifest = Manifest(FORMAT, files.name, version, files.digest)
    if target.is_dir():
        raise CannotCreate(f"{target} is a folder; name the file that is to be written.")
    with creating(target), drafted(target) as draft:
        _write(draft, files, manifest)
    return manifest


def _write(path: Path, files: Folder, manifest: Manifest) -> None:
    members = {MANIFEST: msgspec.json.encode(manifest) + b"\n", **files.contents}
    # Stored, not deflated: what a deflater makes of a text differs from one build of it to the next.
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(members):
            archive.writestr(_member(f"{files.name}/{name}"), members[name])


def _member(path: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, _LONG_AGO)
    member.create_system = _UNIX
    member.external_attr = _PLAIN_FILE
    return member
