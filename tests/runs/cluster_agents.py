"""Agents that bring their process down, or stay in it; given to runs as `cluster_agents.py:Class`."""

import os
import signal
import time
from pathlib import Path

from corpsim.catalog import find_agent

WAIT = {"tool": "wait", "args": {"minutes": 60}}
FINISH = {"tool": "finish", "args": {"report": "Done.", "confidence": 0.5}}


class Plain:
    """Waits twice and is done; before that it says in `folder` which process it is in."""

    def __init__(self, folder=""):
        self.folder = folder

    def reset(self, brief):
        self.calls = 0
        self.again = bool(self.folder) and any(Path(self.folder).iterdir())
        if self.folder:
            (Path(self.folder) / f"{os.getpid()}").touch()

    def act(self, observation):
        self.calls += 1
        if self.calls == 2:
            self.in_the_midst()
        return FINISH if self.calls > 2 else WAIT

    def in_the_midst(self):
        pass


class DiesOnce(Plain):
    """Its first process is killed in the midst of the first episode."""

    def in_the_midst(self):
        if not self.again:
            os.kill(os.getpid(), signal.SIGKILL)


class Dies(Plain):
    def in_the_midst(self):
        os._exit(3)


class Lingers(Plain):
    def in_the_midst(self):
        time.sleep(0.7)


class Sleeps(Plain):
    def in_the_midst(self):
        time.sleep(600)


class Hangs(Plain):
    """Does not even hear the alarm."""

    def in_the_midst(self):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        time.sleep(600)


class Model(find_agent("openai")):
    """The model, which says in the folder of `CORPSIM_TEST_PIDS` which process it is asked from."""

    def reset(self, brief):
        (Path(os.environ["CORPSIM_TEST_PIDS"]) / f"{os.getpid()}").touch()
        super().reset(brief)
