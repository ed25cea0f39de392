"""The members of a zip file, read strictly.

The format leaves room for tricks: members that overlap, sizes that lie, two names for one member, links. So this reads
only the plain part of it: one directory at the end, files side by side, stored or deflated, with sizes and checksums
that are true. Nothing is inflated before all sizes are known, and nothing beyond its size.
"""

import stat
import zlib
from collections.abc import Iterator, Sequence
from struct import Struct
from typing import NamedTuple

from corpsim.template.source.contents import MOST_FILE, MOST_FILES, MOST_WORLD, name_fault, shown

MOST_MEMBERS = 2 * MOST_FILES

_END = Struct("<4s4H2LH")
_ENTRY = Struct("<4s6H3L5H2L")
_LOCAL = Struct("<4s5H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _LATER = 0x2041, 0x8
_SIZES = 0xFFFFFFFF
_HINT = "pack it anew with `corpsim world pack`"


class Member(NamedTuple):
    """A member of a zip file as its directory describes it; `raw` is its name as it is written."""

    path: str
    raw: bytes
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    mode: int
    start: int


class Broken(Exception):
    """The file is no zip file, or not a plain one."""


def read_members(data: bytes) -> list[Member]:
    """The files in a zip file, as its directory describes them. Raises Broken where it is none, or not a plain one."""
    members = list(_directory(data))
    _check_layout(data, members)
    return members


def _directory(data: bytes) -> Iterator[Member]:
    if len(data) < _END.size or not data.startswith(b"PK"):
        raise Broken("no zip file; a packed world is one, a world that is not packed is a folder")
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, len(data) - _END.size)
    if mark != b"PK\5\6" or comment or start + size != len(data) - _END.size:
        raise Broken(f"no plain zip file: its directory is not at its end, or something follows it; {_HINT}")
    if disk or first_disk or here != count or count > MOST_MEMBERS:
        raise Broken(f"{count:,} members, or more than one volume; a packed world has at most {MOST_MEMBERS:,} members")
    position, end = start, len(data) - _END.size
    for _ in range(count):
        member, position = _entry(data, position, end)
        if member is not None:
            yield member
    if position != end:
        raise Broken(f"its directory does not hold as many members as it says; {_HINT}")


def _entry(data: bytes, position: int, end: int) -> tuple[Member | None, int]:
    """The member described at a position of the directory, None for a folder; and where the next one is."""
    if position + _ENTRY.size > end:
        raise Broken(f"its directory is cut off; {_HINT}")
    (mark, _, _, flags, method, _, _, checksum, packed, size, name, extra, note, disk, _, attributes, start) = (
        _ENTRY.unpack_from(data, position)
    )
    after = position + _ENTRY.size + name + extra + note
    if mark != b"PK\1\2" or disk or after > end or _SIZES in (packed, size, start):
        raise Broken(f"its directory is damaged; {_HINT}")
    raw = data[position + _ENTRY.size :][:name]
    path = _decode(raw)
    mode = stat.S_IFMT(attributes >> 16)
    member = Member(path, raw, flags, method, checksum, packed, size, mode, start)
    if path.endswith("/") and not size and mode in (0, stat.S_IFDIR):
        _check_path(path[:-1])
        return None, after
    _check_member(member)
    return member, after


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Broken(f"the name {shown(raw.decode('latin-1'))} of a member is not UTF-8; {_HINT}") from None


def _check_member(member: Member) -> None:
    _check_path(member.path)
    if member.mode not in (0, stat.S_IFREG):
        kind = "a symbolic link" if member.mode == stat.S_IFLNK else "neither a file nor a folder"
        raise Broken(f"{shown(member.path)} is {kind}; a world holds its own files")
    if member.flags & _ENCRYPTED:
        raise Broken(f"{shown(member.path)} is encrypted; a world is read by everybody")
    if member.method not in (_STORED, _DEFLATED):
        raise Broken(f"{shown(member.path)} is compressed by method {member.method}; stored or deflated files are read")
    if member.size > MOST_FILE:
        raise Broken(f"{shown(member.path)} is larger than {MOST_FILE // 2**20} MiB")


def _check_path(path: str) -> None:
    wrong = name_fault(path)
    if wrong:
        raise Broken(f"{shown(path)}: {wrong}")


def _check_layout(data: bytes, members: Sequence[Member]) -> None:
    """Whether the members lie side by side, each with its own name, and fit into a world before one is inflated."""
    if sum(member.size for member in members) > MOST_WORLD:
        raise Broken(f"more than {MOST_WORLD // 2**20} MiB of files; a world is smaller")
    seen: set[str] = set()
    end, directory = 0, _END.unpack_from(data, len(data) - _END.size)[6]
    for member in sorted(members, key=lambda member: member.start):
        if member.path in seen:
            raise Broken(f"{shown(member.path)} is in it twice")
        seen.add(member.path)
        if member.start < end:
            raise Broken(f"{shown(member.path)} overlaps the member before it")
        end = _data_start(data, member) + member.packed
        if end > directory:
            raise Broken(f"{shown(member.path)} reaches beyond the end of the files")


def _data_start(data: bytes, member: Member) -> int:
    """Where the bytes of a member begin. Raises Broken if its own head does not agree with the directory."""
    if member.start + _LOCAL.size > len(data):
        raise Broken(f"{shown(member.path)} is not where the directory says")
    mark, _, flags, method, _, _, checksum, packed, size, name, extra = _LOCAL.unpack_from(data, member.start)
    head = (mark, method, data[member.start + _LOCAL.size :][:name])
    sizes_agree = flags & _LATER or (checksum, packed, size) == (member.checksum, member.packed, member.size)
    if head != (b"PK\3\4", member.method, member.raw) or not sizes_agree:
        raise Broken(f"{shown(member.path)} says other things of itself than the directory does; {_HINT}")
    return member.start + _LOCAL.size + int(name) + int(extra)


def inflate(data: bytes, member: Member) -> bytes:
    """The bytes of a member. Raises Broken if there are more or fewer than it says, or others."""
    start = _data_start(data, member)
    packed = data[start : start + member.packed]
    whole = len(packed) == member.size
    if member.method == _DEFLATED:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            packed = inflater.decompress(packed, member.size + 1)
        except zlib.error:
            raise Broken(f"{shown(member.path)} cannot be inflated; {_HINT}") from None
        whole = inflater.eof and not inflater.unused_data and len(packed) == member.size
    if not whole:
        raise Broken(f"{shown(member.path)} has other than the {member.size:,} bytes it says")
    if zlib.crc32(packed) != member.checksum:
        raise Broken(f"{shown(member.path)} is damaged: its checksum is wrong; {_HINT}")
    return packed
