"""Worker processes for scripted agents, seen from the run: one that hangs or dies takes nobody else down."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from types import TracebackType

import msgspec

from corpsim.runs.design import EpisodePlan
from corpsim.runs.ending import Reason, close_abandoned
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import CannotRecord

GRACE_S = 5.0
"""Seconds beyond an episode's limit, or after it was told to stop, that a worker has to come back by itself."""


class Worker:
    """A process that plays the episodes it is told, one after the other; an async context manager.

    `lock` is the descriptor of the folder's lock, which the process inherits: a run that was killed is not over before
    its workers are.
    """

    def __init__(self, folder: RunFolder, lock: int | None) -> None:
        self._folder = folder
        self._lock = lock
        self._process: Process | None = None

    async def __aenter__(self) -> "Worker":
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._dismiss()

    async def play(self, plan: EpisodePlan) -> None:
        """Have one episode played. Raises CannotRecord when the worker could not write it."""
        limit = self._folder.config.timeout_s
        try:
            process = self._process or await self._start()
            answer = await asyncio.wait_for(_tell(process, plan), limit + GRACE_S if limit else None)
        except TimeoutError:
            await self._kill()
            close_abandoned(self._folder, plan, Reason("limit", "timeout"))
            return
        except asyncio.CancelledError:
            await self._dismiss()
            raise
        if answer is None:
            code = await self._kill()
            close_abandoned(self._folder, plan, Reason("world_error", error=f"the worker process died ({code})."))
        elif answer:
            raise CannotRecord(answer)

    async def _start(self) -> Process:
        allowed = ("--allow-code",) if self._folder.config.allow_code else ()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "corpsim.runs.worker", str(self._folder.path), *allowed),
            stdin=PIPE,
            stdout=PIPE,
            env={**os.environ, "PYTHONPATH": _import_path()},
            start_new_session=True,
            pass_fds=() if self._lock is None else (self._lock,),
        )
        await _hear(self._process)
        return self._process

    async def _dismiss(self) -> None:
        """Close its door; a worker then interrupts what it plays, closes the record and goes."""
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), GRACE_S)
        except TimeoutError:
            await self._kill()
        self._process = None

    async def _kill(self) -> int | None:
        process, self._process = self._process, None
        if process is None:
            return None
        if process.returncode is None:
            process.kill()
        return await process.wait()


async def _tell(process: Process, plan: EpisodePlan) -> str | None:
    """Send a plan; what the worker answers: empty when all is well, None when it is gone."""
    assert process.stdin is not None  # noqa: S101  it is a pipe
    try:
        process.stdin.write(msgspec.json.encode(plan.id) + b"\n")
        await process.stdin.drain()
    except ConnectionError:
        return None
    return await _hear(process)


async def _hear(process: Process) -> str | None:
    """The next line of a worker, the first of which says that it is ready; None when it is gone."""
    assert process.stdout is not None  # noqa: S101  it is a pipe
    line = await process.stdout.readline()
    return msgspec.json.decode(line, type=str) if line.endswith(b"\n") else None


def _import_path() -> str:
    """Where this process finds modules, for a worker to find the same."""
    return os.pathsep.join(os.path.abspath(path) for path in sys.path)
