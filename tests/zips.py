"""Zip files that no ordinary program writes."""

import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

END = struct.Struct("<4s4H2LH")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")


def world_members(folder: Path) -> dict[str, bytes]:
    """The files of a folder as members of a zip file of the same name."""
    return {
        f"{folder.name}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def plain_zip(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file as ordinary programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def linked_zip(members: Mapping[str, bytes], link: str, target: str, mode: int = stat.S_IFLNK) -> bytes:
    """A zip file with a member that is a link, a device or a pipe."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
        info = zipfile.ZipInfo(link)
        info.create_system = 3
        info.external_attr = (mode | 0o777) << 16
        archive.writestr(info, target)
    return out.getvalue()


def local(name: bytes, data: bytes, packed: bytes, method: int = 8, flags: int = 0) -> bytes:
    """The head of a member and its bytes."""
    head = LOCAL.pack(b"PK\3\4", 20, flags, method, 0, 33, zlib.crc32(data), len(packed), len(data), len(name), 0)
    return head + name + packed


def entry(
    name: bytes,
    data: bytes,
    packed: int,
    start: int,
    *,
    method: int = 8,
    flags: int = 0,
    size: int | None = None,
    checksum: int | None = None,
) -> bytes:
    """What the directory says of a member."""
    check = zlib.crc32(data) if checksum is None else checksum
    size = len(data) if size is None else size
    return (
        ENTRY.pack(b"PK\1\2", 20, 20, flags, method, 0, 33, check, packed, size, len(name), 0, 0, 0, 0, 0, start) + name
    )


def closed(body: bytes, entries: list[bytes], count: int | None = None) -> bytes:
    """A zip file of a body and a directory."""
    directory = b"".join(entries)
    count = len(entries) if count is None else count
    return body + directory + END.pack(b"PK\5\6", 0, 0, count & 0xFFFF, count & 0xFFFF, len(directory), len(body), 0)


def deflated(data: bytes) -> bytes:
    """Raw deflate."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


def overlapping(names: list[str], data: bytes) -> bytes:
    """One member's bytes under many names: small to store, large to read."""
    packed = deflated(data)
    first = local(names[0].encode(), data, packed)
    return closed(first, [entry(name.encode(), data, len(packed), 0) for name in names])
