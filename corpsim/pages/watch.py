"""Watching a folder while somebody writes in it: looked at a few times a second, told of once it has settled.

Looking costs a millisecond for a world of 150 files and works on every file system, network drives and containers
among them, where notifications do not. Editors that save by renaming are noticed like those that write in place.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator
from hashlib import blake2b
from pathlib import Path

PAUSE = 0.25
"""Seconds between two looks."""

SETTLE = 0.08
"""Seconds in which nothing may change before a change counts as finished."""

MOST_SEEN = 6_000


async def watch(folder: Path, changed: Callable[[], Awaitable[None]]) -> None:
    """Call `changed` after every change of the folder, until cancelled."""
    seen = await asyncio.to_thread(look, folder)
    while True:
        await asyncio.sleep(PAUSE)
        now = await asyncio.to_thread(look, folder)
        if now != seen:
            seen = await _settled(folder, now)
            await changed()


async def _settled(folder: Path, now: str) -> str:
    """How the folder looks once it looks the same twice."""
    while True:
        await asyncio.sleep(SETTLE)
        before, now = now, await asyncio.to_thread(look, folder)
        if now == before:
            return now


def look(folder: Path) -> str:
    """A digest of names, sizes and times of everything in a folder or of a single file; dot files are left alone."""
    digest = blake2b(digest_size=16)
    for number, line in enumerate(_entries(folder)):
        digest.update(f"{line}\n".encode(errors="surrogateescape"))
        if number > MOST_SEEN:
            break
    return digest.hexdigest()


def _entries(folder: Path) -> Iterator[str]:
    folders = [str(folder)] if folder.is_dir() else []
    if not folders and folder.is_file():
        yield _line(str(folder), folder.stat())
    while folders:
        try:
            inside = sorted(os.scandir(folders.pop()), key=lambda entry: entry.name)
        except OSError:
            continue  # gone between two looks
        for entry in inside:
            if not entry.name.startswith("."):
                try:
                    yield _line(entry.path, entry.stat(follow_symlinks=False))
                except OSError:
                    continue
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)


def _line(path: str, found: os.stat_result) -> str:
    return f"{path} {found.st_size} {found.st_mtime_ns} {found.st_ino} {found.st_mode}"
