"""The folder of a world, read once, whole and carefully: plain files inside it, within bounds, nothing else.

No symbolic link is followed, nothing outside the folder is opened, and what is too large is refused before it is read.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from corpsim.errors import InvalidWorld, Problem
from corpsim.template.source.contents import MOST_DEPTH, MOST_FILE, MOST_FILES, Contents, Folder, name_fault

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def read_folder(root: Path) -> Folder:
    """Read every file. Raises InvalidWorld where there is no folder, or it is out of bounds."""
    if not root.is_dir():
        raise InvalidWorld([Problem(str(root), 0, "there is no such folder; a world is a folder with a world.yaml")])
    contents = Contents()
    for path in _walk(str(root), contents):
        if contents.admit(path):
            _read(os.path.join(root, path), path, contents)
    return contents.folder(root.resolve().name)


def _walk(root: str, contents: Contents) -> Iterator[str]:
    """Paths of plain files below `root`, in order; what begins with a dot is left alone."""
    folders = [""]
    seen = 0
    while folders:
        inside = folders.pop()
        try:
            with os.scandir(os.path.join(root, inside)) as listing:
                entries = []
                for entry in listing:
                    seen += 1
                    if seen > 2 * MOST_FILES:
                        raise InvalidWorld([Problem(".", 0, f"more than {MOST_FILES:,} files; a world is smaller")])
                    entries.append(entry)
        except OSError as error:
            contents.refuse(inside or ".", f"cannot be read: {error.strerror}")
            continue
        for entry in sorted(entries, key=lambda entry: entry.name):
            path = f"{inside}/{entry.name}" if inside else entry.name
            if entry.name.startswith("."):
                continue
            kind = _kind(entry, path)
            if kind == "folder":
                folders.append(path)
            elif kind == "file":
                yield path
            else:
                contents.refuse(path, kind)


def _kind(entry: "os.DirEntry[str]", path: str) -> str:
    """`file`, `folder`, or what is wrong with an entry."""
    if entry.is_symlink():
        return "a symbolic link; a world holds its own files"
    if entry.is_dir(follow_symlinks=False):
        return name_fault(path) or (
            "folder" if path.count("/") < MOST_DEPTH else f"folders more than {MOST_DEPTH} levels deep"
        )
    return "file" if entry.is_file(follow_symlinks=False) else "neither a file nor a folder"


def _read(full: str, path: str, contents: Contents) -> None:
    data = read_plain_file(full, MOST_FILE)
    if isinstance(data, str):
        contents.refuse(path, data)
    else:
        contents.add(path, data)


def read_plain_file(path: str | Path, most: int, *, follow: bool = False) -> bytes | str:
    """At most one byte more than `most` of a plain file; a str says why it cannot be read."""
    flags = os.O_RDONLY | _NO_FOLLOW
    try:
        # Opened without following links, then asked again: the name may have changed hands since the walk.
        handle = os.open(path, flags & ~getattr(os, "O_NOFOLLOW", 0) if follow else flags)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                return "not a plain file"
            return file.read(most + 1)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
