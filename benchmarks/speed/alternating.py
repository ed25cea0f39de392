"""Programs in processes of their own that take turns, so that a busy moment of the machine hits all of them alike."""

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent


class Spent(NamedTuple):
    """What a program used from its start to its end, its own children included.

    `peak_mb` is never less than this process had resident when it started the program: Linux counts that in.
    """

    cpu_s: float
    wall_s: float
    peak_mb: float


def spend(*command: str, python: Path | None = None) -> Spent:
    """Run a Python program with the import path of this one, or under another Python. Raises PlayerFailed."""
    paths = {} if python else {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    environment = {**os.environ, **paths}
    with tempfile.TemporaryFile("w+") as said:
        begun = time.perf_counter()
        program = subprocess.Popen(
            [str(python or sys.executable), *command], stdout=said, stderr=subprocess.STDOUT, env=environment
        )
        _, status, used = os.wait4(program.pid, 0)
        program.returncode = os.waitstatus_to_exitcode(status)
        wall = time.perf_counter() - begun
        said.seek(0)
        if program.returncode:
            raise PlayerFailed(f"{' '.join(command[:4])} … ended with {program.returncode}: {said.read()[-400:]}")
    return Spent(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1e3)


class PlayerFailed(Exception):
    """A player did not start, took too long, or died. The text says what it said last."""


class Player(AbstractContextManager["Player"]):
    """One of the scripts in `players/`, running under the Python of its own environment."""

    def __init__(
        self, script: str, *args: str, python: Path | None = None, patience_s: float = 600, **environment: str
    ) -> None:
        paths = [str(HERE), *([] if python else [str(HERE / "players"), *(path for path in sys.path if path)])]
        self._patience_s = patience_s
        self._process = subprocess.Popen(
            [str(python or sys.executable), str(HERE / "players" / script), *args],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), **environment},
        )
        self._said: list[str] = []
        threading.Thread(target=self._listen, daemon=True).start()
        ready = self._answer()
        self.facts: Mapping[str, Any] = ready["facts"]
        self.kinds: Sequence[str] = ready["kinds"]

    def _listen(self) -> None:
        """Keep the last that the program says to stderr, so that its pipe never fills."""
        for line in self._process.stderr or ():
            self._said = [*self._said[-4:], line.strip()]

    def measure(self, kinds: Iterable[str]) -> dict[str, float]:
        """CPU seconds of one act of each of these kinds of work, of those that it has."""
        wanted = [kind for kind in kinds if kind in self.kinds]
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(wanted) + "\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._failed("it is gone") from None
        return dict(self._answer())

    def _answer(self) -> Mapping[str, Any]:
        assert self._process.stdout is not None
        timer = threading.Timer(self._patience_s, self._process.kill)
        timer.start()
        try:
            line = self._process.stdout.readline()
        finally:
            in_time = timer.is_alive()
            timer.cancel()
        if not line:
            raise self._failed("it ended" if in_time else f"no answer within {self._patience_s:,.0f} s")
        answer: Mapping[str, Any] = json.loads(line)
        return answer

    def _failed(self, what: str) -> PlayerFailed:
        self._close()
        return PlayerFailed(f"{what}: {self._said[-1] if self._said else 'it said nothing'}")

    def _close(self) -> None:
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()
