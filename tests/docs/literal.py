"""Follows a tutorial to the letter: writes the files it shows, runs the commands it gives, compares what they print.

What is followed, in the order of the page:

- a fenced block with a `title` is a file: its text is written there, and folders are made. A block titled
  `FILE, added at the end` is appended; a `diff` block changes the lines it marks with `-` and `+`;
- a `bash` block is run as it stands, in one folder that was empty at the beginning;
- a `text` block right after a `bash` block is what that prints; a line `…` stands for some lines, and `…` in a line for
  anything in it. What is said on stderr belongs to it only where the command is to fail;
- `<!-- exits 3 -->` above a `bash` block says how it ends, where that is not 0; `<!-- in the background -->` leaves it
  running from its first line of output to the end of the page; `<!-- not run -->` leaves it out;
- the port 8123 stands for one that is free, so that several may follow a page at once.

`python tests/docs/literal.py PAGE` follows a page and shows what happens.
"""

import os
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FENCE = re.compile(r'^```(?P<language>\w*)(?: title="(?P<title>[^"]+)")?$')
_REMARK = re.compile(r"^<!-- (?:(?P<background>in the background)|(?P<skip>not run)|exits (?P<exits>\d+)) -->$")
ADDED = ", added at the end"
PORT = "8123"
SECONDS = 120


@dataclass(frozen=True)
class Block:
    """A fenced block: its first line on the page, its text, and the remark above it."""

    line: int
    language: str
    title: str
    text: str
    exits: int = 0
    background: bool = False
    skip: bool = False


@dataclass(frozen=True)
class Command:
    """Something to run, and what it prints; None where the page does not say."""

    block: Block
    prints: str | None


class Untrue(AssertionError):
    """The page says something that is not so."""


def blocks_of(text: str) -> Iterator[Block]:
    """The fenced blocks of a page. Raises Untrue for one that is not closed."""
    lines = text.splitlines()
    opened: tuple[int, re.Match[str]] | None = None
    for number, line in enumerate(lines):
        if opened is None and (match := _FENCE.match(line)):
            opened = number, match
        elif opened is not None and line == "```":
            start, fence = opened
            body = "".join(f"{inner}\n" for inner in lines[start + 1 : number])
            yield Block(start + 1, fence["language"], fence["title"] or "", body, **_remark(lines, start))
            opened = None
    if opened is not None:
        raise Untrue(f"line {opened[0] + 1}: this block is not closed")


def _remark(lines: list[str], fence: int) -> dict[str, Any]:
    match = _REMARK.match(lines[fence - 1]) if fence else None
    if match is None:
        return {}
    return {"exits": int(match["exits"] or 0), "background": bool(match["background"]), "skip": bool(match["skip"])}


def steps_of(text: str) -> list[Block | Command]:
    """What a reader does, in order: files to write and commands to run."""
    blocks = list(blocks_of(text))
    steps: list[Block | Command] = []
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        if block.title:
            steps.append(block)
        elif block.language == "bash" and not block.skip:
            shown = after is not None and after.language == "text" and not after.title
            steps.append(Command(block, after.text if after is not None and shown else None))
    return steps


def follow(page: Path, folder: Path) -> list[str]:
    """Do what a page says in an empty folder. Returns a line for each step; raises Untrue where the page is wrong."""
    done: list[str] = []
    running: list[subprocess.Popen[str]] = []
    try:
        for step in steps_of(page.read_text(encoding="utf-8").replace(PORT, free_port())):
            if isinstance(step, Block):
                _write(step, folder)
                done.append(f"{page.name}:{step.line}: wrote {step.title}")
            elif step.block.background:
                running.append(_start(step, page, folder))
                done.append(f"{page.name}:{step.block.line}: started {step.block.text.strip()}")
            else:
                _run(step, page, folder)
                done.append(f"{page.name}:{step.block.line}: ran {step.block.text.strip().splitlines()[-1]}")
    finally:
        for process in running:
            process.kill()
            process.communicate()
    return done


def _write(block: Block, folder: Path) -> None:
    path = folder / block.title.removesuffix(ADDED)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = block.text
    if block.language == "diff":
        text = _changed(path.read_text(encoding="utf-8"), block)
    elif block.title.endswith(ADDED):
        text = path.read_text(encoding="utf-8") + text
    path.write_text(text, encoding="utf-8")


def _changed(text: str, block: Block) -> str:
    """The text with the lines marked `-` replaced by those marked `+`. Raises Untrue unless it has them, once."""
    lines = block.text.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    if text.count(before) != 1:
        raise Untrue(f"line {block.line}: {block.title} has these lines {text.count(before)} times:\n{before}")
    return text.replace(before, "".join(line[1:] for line in lines if not line.startswith("-")))


def _run(step: Command, page: Path, folder: Path) -> None:
    call = ["bash", "-euo", "pipefail", "-c", step.block.text]
    pipes: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
    done = subprocess.run(call, cwd=folder, env=surroundings(), timeout=SECONDS, check=False, **pipes)
    printed = done.stdout if step.block.exits == 0 else done.stdout + done.stderr
    where = f"{page}:{step.block.line}: {step.block.text.strip()}"
    if done.returncode != step.block.exits:
        said = done.stdout + done.stderr
        raise Untrue(f"{where}\nended with {done.returncode}, not {step.block.exits}; it printed\n{said}")
    if step.prints is not None and not fits(step.prints, printed):
        raise Untrue(f"{where}\nprinted\n{printed}\nand the page says\n{step.prints}")


def _start(step: Command, page: Path, folder: Path) -> "subprocess.Popen[str]":
    call = ["bash", "-c", f"exec {step.block.text.strip()}"]
    process = subprocess.Popen(
        call, cwd=folder, env=surroundings(), encoding="utf-8", stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    first = process.stdout.readline()
    if not first or (step.prints is not None and not fits(step.prints, first)):
        process.kill()
        raise Untrue(f"{page}:{step.block.line}: {step.block.text.strip()}\nbegan with {first!r}")
    return process


def free_port() -> str:
    """A port of this machine that nobody listens on."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return str(door.getsockname()[1])


def surroundings() -> Mapping[str, str]:
    """The variables of a fresh shell in which this Python and its `corpsim` are the ones that are found."""
    kept = ("HOME", "LANG", "PYTHONPATH", "TMPDIR", "CORPSIM_COMPANIES")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    return found | {
        "PATH": path,
        "COLUMNS": "88",
        "NO_COLOR": "1",
        "PYTHONUNBUFFERED": "1",
        "PYTHONIOENCODING": "utf-8",
    }


def fits(said: str, printed: str) -> bool:
    """Whether a text is what was printed. Spaces at the ends of lines do not count; for `…` see above."""
    lines = (
        r"(?s:.+?)" if line == "…" else "[^\n]*".join(map(re.escape, line.split("…")))
        for line in _tidy(said).splitlines()
    )
    return re.fullmatch("\n".join(lines), _tidy(printed)) is not None


def _tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as empty:
            print(*follow(Path(argument), Path(empty)), sep="\n")
