"""A worker process, seen from inside: `python -m corpsim.runs.worker FOLDER [--allow-code]`.

It plays the episodes named on stdin. It says when it is ready, and answers each with one line on stdout: an empty text,
or what went wrong with the disk. When stdin closes, because the run was stopped or its process is gone, it interrupts
the episode, closes the record, and leaves.
"""

import _thread
import asyncio
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

import msgspec

from corpsim.catalog import find_world
from corpsim.runs.manner import Manner
from corpsim.runs.sitting import play_episode
from corpsim.runs.store import RunFolder
from corpsim.runs.watch import Watch
from corpsim.runs.writer import CannotRecord

PATIENCE_S = 4.0
"""Seconds that an agent gets to be interrupted in, after which the process ends anyway."""


def main(path: str, *flags: str) -> None:
    """Serve until stdin closes."""
    answers = _own_stdout()
    orders: SimpleQueue[str | None] = SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    folder, watch = RunFolder.open(Path(path), allow_code="--allow-code" in flags), Watch()
    for world in folder.config.worlds:
        find_world(
            world, allow_code=folder.config.allow_code
        )  # Loaded now, so that no episode pays for it with its time.
    plans = {plan.id: plan for plan in folder.plans}
    with watch.minding(lambda: None), asyncio.Runner() as runner:
        _say(answers, "ready")
        while (order := orders.get()) is not None and not watch.stopping:
            trouble = ""
            try:
                runner.run(play_episode(plans[order], folder, watch, Manner()))
            except CannotRecord as error:
                trouble = str(error)
            _say(answers, trouble)


def _say(pipe: BinaryIO, text: str) -> None:
    pipe.write(msgspec.json.encode(text) + b"\n")
    pipe.flush()


def _own_stdout() -> BinaryIO:
    """The pipe to the run, out of the reach of an agent that prints: what it prints goes to stderr."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


def _listen(orders: "SimpleQueue[str | None]") -> None:
    for line in sys.stdin.buffer:
        orders.put(msgspec.json.decode(line, type=str))
    orders.put(None)
    _interrupt_main()
    time.sleep(PATIENCE_S)
    os._exit(1)


def _interrupt_main() -> None:
    """As Ctrl-C would, even while the main thread sleeps."""
    if hasattr(signal, "pthread_kill"):
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
    else:
        _thread.interrupt_main()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):  # The run went away while this was still getting ready.
        main(*sys.argv[1:])
