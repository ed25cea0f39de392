"""Ctrl-C and the alarm clock: how an agent's code on the main thread is interrupted, and nothing else is.

A first Ctrl-C (or SIGTERM) asks the run to stop: agents are interrupted, records are closed. A second one is a plain
KeyboardInterrupt. Agents that never come back are interrupted by the system's interval timer where there is one.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

AGAIN_S = 0.05
"""How soon the alarm rings again for an agent that swallowed it."""

HAS_ALARM = hasattr(signal, "setitimer")


class OutOfTime(BaseException):
    """Raised inside an agent whose episode has lasted too long. No `except Exception` of the agent catches it."""


class Watch:
    """Minds one process. `stopping` says that no more episodes are to be begun, `reason` why if nobody asked for it."""

    def __init__(self) -> None:
        self.stopping = False
        self.reason = ""
        self._inside: object = None
        self._on_stop: Callable[[], object] = lambda: None

    @contextmanager
    def minding(self, on_stop: Callable[[], object]) -> Iterator[None]:
        """Take the signals over, and give them back at the end; off the main thread there are none to take."""
        self._on_stop = on_stop
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, self._stopped) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self, reason: str = "") -> None:
        """Ask the run to stop, from the thread of its loop; once is enough."""
        if self.stopping:
            return
        self.stopping, self.reason = True, reason
        self._on_stop()

    def _stopped(self, number: int, frame: FrameType | None) -> None:
        if self.stopping:
            raise KeyboardInterrupt
        self.stop()
        if self._inside is not None:
            raise KeyboardInterrupt

    def ask(self, episode: object, function: Callable[..., Any], *args: Any) -> Any:
        """Call a function of an episode's agent, which signals may interrupt with KeyboardInterrupt or OutOfTime."""
        self._inside = episode
        try:
            return function(*args)
        finally:
            self._inside = None

    @contextmanager
    def alarm(self, episode: object, seconds: float | None) -> Iterator[None]:
        """Interrupt what this episode asks within this block once `seconds` are over."""
        if seconds is None or not HAS_ALARM or threading.current_thread() is not threading.main_thread():
            yield
            return

        def rang(number: int, frame: FrameType | None) -> None:
            if self._inside is episode:
                raise OutOfTime

        before = signal.signal(signal.SIGALRM, rang)
        signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN_S)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
