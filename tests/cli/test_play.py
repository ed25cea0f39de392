"""A person at the desk, in a real terminal: reads, types, makes mistakes, loses nothing."""

import json
import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

fcntl, pty, termios = (pytest.importorskip(name) for name in ("fcntl", "pty", "termios"))
Corpsim = Callable[..., Any]
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


def _own_terminal() -> None:
    """In the child: make the terminal its controlling one, so that Ctrl-C is a signal."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


class Terminal:
    """The program on a terminal of its own: `see` waits for words, `type` presses keys."""

    def __init__(self, *args: str, cwd: Path) -> None:
        self._own, theirs = pty.openpty()
        environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "LINES": "200"}
        environment["TMPDIR"] = str(cwd)
        command = [sys.executable, "-m", "corpsim.cli", *args]
        self.child = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            preexec_fn=_own_terminal,  # noqa: PLW1509
        )
        os.close(theirs)
        self.text = ""
        self._read_to = 0

    def see(self, words: str, seconds: float = 60) -> str:
        """Wait for words after those last seen; returns what stood before them."""
        deadline = time.monotonic() + seconds
        while words not in self.text[self._read_to :]:
            assert time.monotonic() < deadline, f"no {words!r} in:\n{self.text[self._read_to :]}"
            self._take()
        start = self._read_to
        self._read_to = self.text.index(words, start) + len(words)
        return self.text[start : self._read_to]

    def _take(self) -> None:
        if select.select([self._own], [], [], 0.2)[0]:
            try:
                data = os.read(self._own, 65_536)
            except OSError:
                return
            self.text += _ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r", "")

    def type(self, keys: str) -> None:
        """Press keys."""
        os.write(self._own, keys.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C once the editor of lines waits for a key; while it still works on the last one, one is lost."""
        time.sleep(0.5)
        self.type("\x03")

    def say(self, line: str) -> None:
        """Type a line and press Enter."""
        self.type(f"{line}\n")

    def leave(self) -> int:
        """Wait for the program to end; returns its exit code."""
        deadline = time.monotonic() + 30
        while self.child.poll() is None and time.monotonic() < deadline:
            self._take()
        return self.child.wait(timeout=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Terminal]:
    """A day begun: briefing read, inbox on the screen."""
    terminal = Terminal("play", "leverage", "--out", "r", cwd=tmp_path)
    terminal.see("Your briefing")
    terminal.see("You look through your inbox.")
    terminal.see("09:01> ")
    yield terminal
    if terminal.child.poll() is None:
        terminal.child.kill()
        terminal.child.wait()


def test_a_day(desk: Terminal, corpsim: Corpsim) -> None:
    """Read, mistype, write a mail of several lines, finish; the record is like any agent's."""
    desk.say("raed m1")
    desk.see("Did you mean 'read'?")
    desk.say("read m1")
    desk.see("Subject:")
    desk.see("09:02> ")
    desk.say("reply m1")
    desk.see("only a dot")
    for line in ("Thank you.", "..", "Bye", "."):
        desk.say(line)
    desk.see("Sent as")
    desk.say("finish")
    desk.see("  | ")
    desk.say("All read.")
    desk.say(".")
    desk.see("confidence: ")
    desk.say("much")
    desk.see("'much' is no number.")
    desk.say("0,5")
    desk.see("the end of the day")
    desk.see("corpsim show r 1")
    assert desk.leave() == 0
    record = json.loads(corpsim("show", "r", "1", "--json").stdout)
    calls = [step["call"] for step in record["record"]]
    assert [call["tool"] for call in calls] == ["list_inbox", "read_email", "reply_email", "finish"]
    assert calls[2]["args"] == {"email_id": "m1", "body": "Thank you.\n.\nBye"}
    assert calls[3]["args"] == {"report": "All read.", "confidence": 0.5}
    assert (record["outcome"], record["ended"]) == ("completed", "finished")


def test_text_survives(desk: Terminal, tmp_path: Path, corpsim: Corpsim) -> None:
    """Ctrl-C in the middle of a mail, a refused recipient, leaving: the text is still there."""
    desk.say("send Nobody Atall")
    desk.see("subject: ")
    desk.say("Plans")
    for field in ("cc", "bcc", "attachments"):
        desk.see(f"{field} (optional): ")
        desk.say("")
    desk.see("  | ")
    desk.say("First line")
    desk.see("  | ")
    desk.type("half a line")
    desk.see("half a line")
    desk.interrupt()
    desk.see("again opens it once more")
    desk.say("again")
    desk.see("to: ")
    desk.say("")
    for field in ("subject", "cc", "bcc", "attachments"):
        desk.see(f"{field}")
        desk.say("")
    desk.see("First line\nhalf a line")
    desk.say(".")
    desk.see("There is nobody called 'Nobody Atall'")
    desk.see("Your text is kept")
    desk.see("> ")
    desk.type("\x04")
    desk.see("Your unsent text is in ")
    assert desk.leave() == 4
    kept = list(tmp_path.glob("corpsim-draft-*.txt"))
    assert [path.read_text(encoding="utf-8") for path in kept] == ["First line\nhalf a line"]
    assert json.loads(corpsim("show", "r", "1", "--json").stdout)["outcome"] == "cancelled"


def test_help_completion_and_words_that_cost_nothing(desk: Terminal) -> None:
    desk.say("help")
    desk.see("leave the desk (or Ctrl-D)")
    desk.say("help send")
    desk.see("Who gets a copy that the others do not see.")
    desk.say("briefing")
    desk.see("09:01> ")
    desk.type("cal\t")
    desk.see("calendar ")
    desk.say("")
    desk.see("person: ")
    desk.interrupt()
    desk.see("put aside")
    desk.see("09:01> ")
    desk.interrupt()
    desk.see("Ctrl-C once more")
    desk.say("quit")
    desk.see("You leave the desk.")
    assert desk.leave() == 4


def test_without_a_terminal(tmp_path: Path) -> None:
    """Words may come from a pipe; the end of the pipe is the end of the day, and stdout stays data."""
    done = subprocess.run(
        [sys.executable, "-m", "corpsim.cli", "play", "--json", "--out", "r"],
        input="read m1\nwait 30\nthink never mind\n",
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 4
    assert json.loads(done.stdout)["steps"] == 4
    assert "Your briefing" in done.stderr
