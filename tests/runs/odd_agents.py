"""Agents that behave as agents do on bad days; given to runs as `odd_agents.py:Class`."""

import asyncio
import contextlib
import os
import re
import signal
import threading
import time
from pathlib import Path

from corpsim.agent import AgentFailure, Interrupted, ModelFailure, Turn

WAIT = {"tool": "wait", "args": {"minutes": 60}}
FINISH = {"tool": "finish", "args": {"report": "Done.", "confidence": 0.5}}


class Agent:
    def reset(self, brief):
        self.calls = 0

    def act(self, observation):
        self.calls += 1
        return self.call()

    def call(self):
        return FINISH if self.calls > 3 else WAIT


class Plain(Agent):
    pass


class Talks(Agent):
    def call(self):
        thought = f"Step {self.calls}: what would Ana say? \ud800"
        usage = {"input_tokens": 100, "output_tokens": 10, "strange": "many"}
        call = FINISH if self.calls > 3 else WAIT
        return Turn(call, thought, usage, ("no_call",) if self.calls == 2 else ())


class Raises(Agent):
    def call(self):
        raise ValueError(f"I broke at {object()} with {os.environ.get('ODD_API_KEY', 'nothing')}")


class GivesUp(Agent):
    def call(self):
        raise AgentFailure("I would rather not.")


class Exits(Agent):
    def call(self):
        raise SystemExit(3)


class RaisesTimeout(Agent):
    def call(self):
        raise TimeoutError("my own clock")


class CancelsItself(Agent):
    async def act(self, observation):
        raise asyncio.CancelledError


class BadReset(Agent):
    def reset(self, brief):
        raise KeyError("reset")


class CannotBeMade(Agent):
    def __init__(self):
        raise KeyError("no such key")


class Nonsense(Agent):
    ANSWERS = (None, 7, "", "hello", b"bytes", object(), {}, {"tool": 1}, {"tool": "wait", "args": {"minutes": 2**80}},
               {"tool": "think", "args": {"text": "\ud800"}}, {1: {2, 3}}, float("nan"), [[]], Turn(None, thought=None),
               {"tool": "think", "args": {"text": float("inf")}}, "[" * 5000)  # fmt: skip

    def call(self):
        return self.ANSWERS[self.calls - 1] if self.calls <= len(self.ANSWERS) else FINISH


class Hangs(Agent):
    def call(self):
        while True:
            with contextlib.suppress(Exception):
                time.sleep(0.01)


class HangsDeaf(Agent):
    """Neither an exception nor a signal reaches it for a while."""

    def call(self):
        if self.calls < 3:
            return WAIT
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM, signal.SIGINT, signal.SIGTERM})
        time.sleep(60)


class Dies(Agent):
    def call(self):
        if self.calls < 3:
            return WAIT
        os._exit(11)


class HangsTheLoop(Agent):
    async def act(self, observation):
        time.sleep(60)  # noqa: ASYNC251


class HangsAsync(Agent):
    async def act(self, observation):
        await asyncio.sleep(60)


class Async(Agent):
    async def act(self, observation):
        self.calls += 1
        await asyncio.sleep(0.05)
        return self.call()


class Blocking(Agent):
    blocking = True

    def act(self, observation):
        self.calls += 1
        time.sleep(0.05)
        return self.call()


class Meets(Agent):
    """Goes on only once twelve of its kind sit at their desks."""

    arrived = 0

    async def act(self, observation):
        type(self).arrived += not self.calls
        self.calls += 1
        for _ in range(3000):
            if type(self).arrived >= 12:
                return self.call()
            await asyncio.sleep(0.01)
        raise RuntimeError("the others never came")


class MeetsBlocking(Agent):
    """Likewise, in a thread."""

    blocking = True
    arrived = 0
    lock = threading.Lock()

    def act(self, observation):
        with self.lock:
            type(self).arrived += not self.calls
        self.calls += 1
        for _ in range(3000):
            if type(self).arrived >= 12:
                return self.call()
            time.sleep(0.01)
        raise RuntimeError("the others never came")


class Flaky(Agent):
    """Fails once for each episode that it finds no note of in the folder `notes`."""

    def __init__(self, *, notes, times=1):
        self.notes, self.times = Path(notes), times

    async def act(self, observation):
        self.calls += 1
        note = self.notes / re.sub(r"\W+", "", observation)[:60]
        failed = len(note.read_text()) if note.exists() else 0
        if self.calls == 2 and failed < self.times:
            note.write_text("x" * (failed + 1))
            raise ModelFailure("503 from the provider")
        return self.call()


class Person(Agent):
    interactive = True

    def call(self):
        raise Interrupted


class Slow(Agent):
    """Ten calls at 30 ms."""

    def call(self):
        time.sleep(0.03)
        return FINISH if self.calls > 9 else {"tool": "wait", "args": {"minutes": 10}}


class SlowAsync(Agent):
    async def act(self, observation):
        self.calls += 1
        await asyncio.sleep(0.03)
        return FINISH if self.calls > 9 else {"tool": "wait", "args": {"minutes": 10}}


class Verbose(Agent):
    def call(self):
        return FINISH if self.calls > 9 else {"tool": "think", "args": {"text": "hm " * 6_000}}


class Prints(Agent):
    def call(self):
        print("chatter on stdout")
        return FINISH


class Closes(Agent):
    def __init__(self, *, notes):
        self.notes = Path(notes)

    async def close(self):
        (self.notes / "closed").write_text("yes")
