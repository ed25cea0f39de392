"""The files of a world, wherever they come from: taken one by one, within bounds, and then read as texts.

A world may come from a stranger. What is too large, badly named or no text is named and left out; where it is out of
all bounds nothing further is read.
"""

import re
import unicodedata
from collections.abc import Mapping
from hashlib import blake2b
from typing import NamedTuple

from corpsim.errors import InvalidWorld, Problem
from corpsim.template.source.page import Page

MOST_FILE = 1024 * 1024
"""Bytes one file may have."""

MOST_WORLD = 8 * 1024 * 1024
"""Bytes all files may have together; the largest world that is shipped has a thirtieth of that."""

MOST_FILES = 2_000
MOST_DEPTH = 12
"""Folders inside folders."""

MOST_PATH = 240
"""Characters of a path in a world, so that it can be unpacked anywhere."""

_UNFIT = re.compile(r'[<>:"|?*\\]')
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Folder(NamedTuple):
    """The files of a world by their path in it (with `/`): as texts and as bytes; what could not be read; a digest.

    `name` is what the folder is called. The digest is of all bytes that were read, whatever they came in.
    """

    name: str
    texts: Mapping[str, str]
    problems: list[Problem]
    digest: str
    contents: Mapping[str, bytes]


class Contents:
    """Files being taken in. Those that are refused are in `problems`."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self._files: dict[str, bytes] = {}
        self._folded: dict[str, str] = {}
        self._left = MOST_WORLD

    def refuse(self, path: str, message: str) -> None:
        """Note what is wrong with a file; its name is shown so that nothing in it acts."""
        self.problems.append(Problem(shown(path), 0, message))

    def admit(self, path: str) -> bool:
        """Whether a file may be called so and there is room for one more; what is wrong is noted.

        Raises InvalidWorld where there are too many.
        """
        if len(self._files) + len(self.problems) >= MOST_FILES:
            raise InvalidWorld([Problem(".", 0, f"more than {MOST_FILES:,} files; a world is smaller")])
        wrong = name_fault(path) or self._collision(path)
        if wrong:
            self.refuse(path, wrong)
        return not wrong

    def _collision(self, path: str) -> str:
        """Two names, also of folders, that differ in case or composition are one on some machines."""
        parts = path.split("/")
        for number in range(1, len(parts) + 1):
            part = "/".join(parts[:number])
            other = self._folded.setdefault(unicodedata.normalize("NFC", part).casefold(), part)
            if other != part:
                return f"some machines cannot tell {shown(part)} from {shown(other)}"
        return ""

    def add(self, path: str, data: bytes) -> None:
        """Take a file in. Raises InvalidWorld where all files together are too large."""
        if len(data) > MOST_FILE:
            self.refuse(path, f"larger than {MOST_FILE // 2**20} MiB")
            return
        self._left -= len(data)
        if self._left < 0:
            raise InvalidWorld([Problem(".", 0, f"more than {MOST_WORLD // 2**20} MiB of files; a world is smaller")])
        self._files[path] = data

    def folder(self, name: str) -> Folder:
        """All that was taken in, read."""
        files = {path: self._files[path] for path in sorted(self._files)}
        texts = {}
        for path, data in files.items():
            text = _read_text(path, data)
            if isinstance(text, str):
                texts[path] = text
            else:
                self.problems.append(text)
        return Folder(name, texts, self.problems, _digest(files), files)


def shown(path: str) -> str:
    """A path as a message shows it: on one line, in plain characters, not endless."""
    return ascii(path[:MOST_PATH])[1:-1] + ("…" if len(path) > MOST_PATH else "")


def name_fault(path: str) -> str:
    """What is wrong with a path in a world, or empty."""
    parts = path.split("/")
    if len(path) > MOST_PATH or max(map(len, parts)) > MOST_PATH // 2:
        return f"the name is too long; a path has at most {MOST_PATH} characters, a name {MOST_PATH // 2}"
    if not path.isprintable():
        return "the name holds characters that cannot be seen or printed"
    if _UNFIT.search(path):
        return 'the name holds one of < > : " | ? * \\, which cannot stand in a name everywhere'
    if any(part in ("", ".", "..") or part != part.strip(" ") or part.endswith(".") for part in parts):
        return "no plain path; names do not begin or end with a blank, end with a dot or lead elsewhere"
    return f"folders more than {MOST_DEPTH} levels deep" if len(parts) > MOST_DEPTH + 1 else ""


def _read_text(path: str, data: bytes) -> str | Problem:
    """The text of a file with plain line ends, or what is wrong with it."""
    text = _plain(data.decode("utf-8", errors="replace"))
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        utf16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
        wrong = "this is UTF-16; save it as UTF-8" if utf16 else "not UTF-8 text; a world holds text files only"
        return Page(path, text, None).problem_at(len(_plain(data[: error.start].decode("utf-8"))), wrong)
    unseen = _UNSEEN.search(text)
    if unseen is None:
        return text
    wrong = f"found the character U+{ord(unseen[0]):04X}, which cannot be seen; write letters, tabs and line ends only"
    return Page(path, text, None).problem_at(unseen.start(), wrong)


def _plain(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def _digest(contents: Mapping[str, bytes]) -> str:
    digest = blake2b(digest_size=16)
    for path, data in contents.items():
        digest.update(f"{len(path.encode())}:{path}:{len(data)}:".encode())
        digest.update(data)
    return digest.hexdigest()
