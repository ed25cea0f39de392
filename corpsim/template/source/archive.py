"""A packed world: a zip file that holds the folder of a world. It is read in memory; nothing is unpacked to disk."""

from collections.abc import Sequence
from pathlib import Path

from corpsim.errors import InvalidWorld, Problem
from corpsim.template.source.contents import MOST_WORLD, Contents, Folder, shown
from corpsim.template.source.folder import read_plain_file
from corpsim.template.source.manifest import MANIFEST, check_manifest
from corpsim.template.source.members import MOST_MEMBERS, Broken, Member, inflate, read_members

MOST_ARCHIVE = MOST_WORLD + 1024 * MOST_MEMBERS
"""Bytes a packed world may have: its files, and what the format adds for each."""


def read_archive(path: Path) -> Folder:
    """Read every file of a packed world. Raises InvalidWorld where it is no packed world, or out of bounds."""
    data = read_plain_file(path, MOST_ARCHIVE, follow=True)
    if isinstance(data, str):
        raise InvalidWorld([Problem(path.name, 0, data)])
    if len(data) > MOST_ARCHIVE:
        raise InvalidWorld([Problem(path.name, 0, f"larger than a packed world can be, {MOST_ARCHIVE // 2**20} MiB")])
    try:
        return _read(data)
    except Broken as error:
        raise InvalidWorld([Problem(path.name, 0, str(error))]) from None


def _read(data: bytes) -> Folder:
    members = read_members(data)
    contents = Contents()
    top, manifest = _top(members), None
    for member in members:
        path = member.path.removeprefix(f"{top}/")
        if path == MANIFEST:
            manifest = inflate(data, member)
        elif not _hidden(path) and contents.admit(path):
            contents.add(path, inflate(data, member))
    folder = contents.folder(top)
    wrong = check_manifest(manifest, folder.digest) if manifest is not None else ""
    if wrong:
        folder.problems.append(Problem(MANIFEST, 0, wrong))
    return folder


def _top(members: Sequence[Member]) -> str:
    """The one folder that holds everything."""
    tops = {member.path.partition("/")[0] for member in members if not _hidden(member.path)}
    if len(tops) != 1 or not all("/" in member.path for member in members if not _hidden(member.path)):
        found = ", ".join(sorted(map(shown, tops))[:4]) or "nothing"
        raise Broken(f"a packed world holds one folder, called as the world, and all files in it; found {found}")
    return tops.pop()


def _hidden(path: str) -> bool:
    """What begins with a dot is no part of a world, nor is what one operating system puts beside its files."""
    return any(part.startswith(".") or part == "__MACOSX" for part in path.split("/"))
