"""This machine: models share the event loop or sit on threads, scripts may have processes of their own."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

from corpsim.runs.executors.contract import Play, Seat, Site
from corpsim.runs.manner import Manner
from corpsim.runs.sitting import play_episode
from corpsim.runs.watch import HAS_ALARM
from corpsim.runs.workers import Worker


class Local:
    """Plays where the run is."""

    def __init__(self, site: Site) -> None:
        self._site = site

    async def __aenter__(self) -> "Local":
        return self

    async def __aexit__(self, *error: object) -> None:
        return None

    def seats(self, manner: Manner, most: int) -> Iterator[Seat]:
        """One for a person or for scripts in this process, else as many as the configuration allows."""
        config = self._site.folder.config
        if manner.scripted and self._apart:
            yield from (self._process() for _ in range(min(config.workers, most)))
        else:
            wide = 1 if manner.interactive or manner.scripted else config.max_concurrency
            yield from (self.here(manner) for _ in range(min(wide, most)))

    @property
    def _apart(self) -> bool:
        """Whether scripts get processes of their own: when more are asked for, or time could not be kept here."""
        config = self._site.folder.config
        return config.workers > 1 or (config.timeout_s is not None and not HAS_ALARM)

    @asynccontextmanager
    async def here(self, manner: Manner) -> AsyncIterator[Play]:
        """A seat in this process."""
        yield lambda plan: play_episode(plan, self._site.folder, self._site.watch, manner, self._site.meter)

    @asynccontextmanager
    async def _process(self) -> AsyncIterator[Play]:
        async with Worker(self._site.folder, self._site.lock) as worker:
            yield worker.play
