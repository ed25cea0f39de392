"""The folder of a world, read once, whole and carefully: plain files inside it, within bounds, nothing else.

A world may come from a stranger. No symbolic link is followed, nothing outside the folder is opened, and what is too
large is refused before it is read.
"""

import os
import stat
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from corpsim.errors import InvalidWorld, Problem

MOST_FILE = 1024 * 1024
"""Bytes one file may have."""

MOST_FOLDER = 64 * 1024 * 1024
MOST_FILES = 2_000
MOST_DEPTH = 12
"""Folders inside folders."""

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class Folder(NamedTuple):
    """The texts of a folder by their path in it (with `/`), what could not be read, and a digest of all bytes."""

    name: str
    texts: dict[str, str]
    problems: list[Problem]
    digest: str


def read_folder(root: Path) -> Folder:
    """Read every file. Raises InvalidWorld where there is no folder, or it is out of bounds."""
    if not root.is_dir():
        raise InvalidWorld([Problem(str(root), 0, "there is no such folder; a world is a folder with a world.yaml")])
    problems: list[Problem] = []
    contents: dict[str, bytes] = {}
    total = 0
    for path in _walk(str(root), problems):
        data = _read(os.path.join(root, path), path, problems)
        if data is None:
            continue
        contents[path] = data
        total += len(data)
        if len(contents) > MOST_FILES:
            raise InvalidWorld([Problem(".", 0, f"more than {MOST_FILES:,} files; a world is smaller")])
        if total > MOST_FOLDER:
            raise InvalidWorld([Problem(".", 0, f"more than {MOST_FOLDER // 2**20} MiB of files; a world is smaller")])
    texts = {path: text for path in sorted(contents) if (text := _decode(contents[path], path, problems)) is not None}
    return Folder(root.resolve().name, texts, problems, _digest(contents))


def _walk(root: str, problems: list[Problem]) -> Iterator[str]:
    """Paths of plain files below `root`; dot files are left alone."""
    folders = [""]
    seen = 0
    while folders:
        inside = folders.pop()
        with os.scandir(os.path.join(root, inside)) as entries:
            for entry in entries:
                seen += 1
                if seen > 2 * MOST_FILES:
                    raise InvalidWorld([Problem(".", 0, f"more than {MOST_FILES:,} files; a world is smaller")])
                path = f"{inside}/{entry.name}" if inside else entry.name
                if entry.name.startswith("."):
                    continue
                kind = _kind(entry, path)
                if kind == "folder":
                    folders.append(path)
                elif kind == "file":
                    yield path
                else:
                    problems.append(Problem(ascii(path)[1:-1], 0, kind))


def _kind(entry: "os.DirEntry[str]", path: str) -> str:
    """`file`, `folder`, or what is wrong with an entry."""
    if not path.isprintable() or "\\" in path:
        return "the name holds characters that cannot be printed, or a backslash"
    if entry.is_symlink():
        return "a symbolic link; a world holds its own files"
    if entry.is_dir(follow_symlinks=False):
        return "folder" if path.count("/") < MOST_DEPTH else f"folders more than {MOST_DEPTH} levels deep"
    return "file" if entry.is_file(follow_symlinks=False) else "neither a file nor a folder"


def _read(full: str, path: str, problems: list[Problem]) -> bytes | None:
    try:
        # Opened without following links, then asked again: the name may have changed hands since the walk.
        handle = os.open(full, os.O_RDONLY | _NO_FOLLOW)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                problems.append(Problem(path, 0, "not a plain file"))
                return None
            data = file.read(MOST_FILE + 1)
    except OSError as error:
        problems.append(Problem(path, 0, f"cannot be read: {error.strerror}"))
        return None
    if len(data) > MOST_FILE:
        problems.append(Problem(path, 0, f"larger than {MOST_FILE // 2**20} MiB"))
        return None
    return data


def _decode(data: bytes, path: str, problems: list[Problem]) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.append(Problem(path, line, "not UTF-8 text; a world holds text files only"))
        return None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _digest(contents: dict[str, bytes]) -> str:
    digest = blake2b(digest_size=16)
    for path in sorted(contents):
        digest.update(f"{len(path.encode())}:{path}:{len(contents[path])}:".encode())
        digest.update(contents[path])
    return digest.hexdigest()
