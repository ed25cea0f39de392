"""Several connection pools to one server, each with few connections.

The pool of the SDK looks at every connection it holds, twice for each request, so a request costs the more the more of
them fly at once: with 64 at once a sixth less when they are spread over four pools.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

PER_LANE = 16
"""Requests at once through one pool; making another takes as long as some thirty requests."""


@dataclass
class _Lane:
    client: Any
    flying: int = 0


class Lanes:
    """Clients of one server, made by `make` when those that there are have enough to do."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._lanes: list[_Lane] = []

    @contextmanager
    def take(self) -> Iterator[Any]:
        """A client for one request; the first that has room, so that its connections are used again."""
        lane = next((lane for lane in self._lanes if lane.flying < PER_LANE), None)
        if lane is None:
            lane = _Lane(self._make())
            self._lanes.append(lane)
        lane.flying += 1
        try:
            yield lane.client
        finally:
            lane.flying -= 1
