"""Requests and tokens a minute, shared by every episode of a process that asks the same model."""

import asyncio
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

BURST_S = 6.0
"""Seconds' worth of the allowance that may be used at once; the rest of a minute's is spread over the minute."""

T = TypeVar("T")

_processes = 1


def share_among(processes: int) -> None:
    """Let limiters that are made from now on pass only their share, as so many processes ask the same models."""
    global _processes  # noqa: PLW0603  it is the process that has a share
    _processes = processes


class Limiter:
    """A queue at the provider's door. Times are seconds of the event loop's clock."""

    def __init__(self, requests_per_minute: float | None = None, tokens_per_minute: float | None = None) -> None:
        self._seconds_a_request = 60 * _processes / requests_per_minute if requests_per_minute else 0.0
        self._seconds_a_token = 60 * _processes / tokens_per_minute if tokens_per_minute else 0.0
        self._requests_booked = 0.0
        self._tokens_booked = 0.0
        self._closed_until = 0.0

    async def admit(self, tokens: int) -> None:
        """Wait until one more request of about `tokens` tokens may be sent. First come, first served."""
        clock = asyncio.get_running_loop().time
        start = self._book(clock(), tokens)
        # A loop, as the door may have been closed again meanwhile.
        while (wait := max(start, self._closed_until) - clock()) > 0:  # noqa: ASYNC110
            await asyncio.sleep(wait)

    def _book(self, now: float, tokens: int) -> float:
        """Take a place in the queue; returns when it is its turn."""
        floor = now - BURST_S
        requests, booked = max(self._requests_booked, floor), max(self._tokens_booked, floor)
        self._requests_booked = requests + self._seconds_a_request
        self._tokens_booked = booked + self._seconds_a_token * tokens
        return max(requests, booked)

    def settle(self, expected: int, used: int) -> None:
        """Correct the booking once the real number of tokens is known."""
        self._tokens_booked += self._seconds_a_token * (used - expected)

    def close(self, seconds: float) -> None:
        """Let nobody through for a while: the provider said it is too much."""
        until = asyncio.get_running_loop().time() + seconds
        self._closed_until = max(self._closed_until, until)


class PerLoop(Generic[T]):
    """Things that all episodes of one event loop share, by key; they go with the loop."""

    def __init__(self) -> None:
        self._kept: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Hashable, T]] = WeakKeyDictionary()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The thing of this key in the running loop, made when it is first asked for."""
        kept = self._kept.setdefault(asyncio.get_running_loop(), {})
        if key not in kept:
            kept[key] = make()
        return kept[key]
