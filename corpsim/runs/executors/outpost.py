"""A process of a cluster, seen from inside: it plays into a temporary folder and sends the bytes back."""

import asyncio
import tempfile
from collections.abc import Coroutine
from functools import cached_property
from pathlib import Path
from typing import Any

from corpsim.catalog import find_world
from corpsim.errors import CorpSimError
from corpsim.models.cache import Shelf
from corpsim.models.limiter import share_among
from corpsim.runs.design import EpisodePlan
from corpsim.runs.executors.kit import Kit, Parcel, collect, unpack_kit
from corpsim.runs.manifest import Manifest, describe
from corpsim.runs.manner import Manner
from corpsim.runs.meter import Tally
from corpsim.runs.settings import difference
from corpsim.runs.sitting import play_episode
from corpsim.runs.store import RunFolder
from corpsim.runs.watch import Watch
from corpsim.runs.writer import CannotRecord


class _Outpost:
    """Holds what both kinds of outposts need."""

    def __init__(self, kit: Kit, shelf: Shelf | None = None) -> None:
        self._kit = kit
        self._shelf = shelf
        self._watch = Watch()
        self._tally = Tally()
        self._place = tempfile.TemporaryDirectory(prefix="corpsim-")

    def _make_ready(self) -> str:
        """Check that this installation is that of the run; what is wrong, or nothing."""
        path = Path(self._place.name)
        try:
            unpack_kit(self._kit, path)
            share_among(self._kit.processes)
            config = self._folder.config
            lines = list(difference(self._folder.manifest.identity(), describe(config).identity()))
            if lines:
                return "\n".join(["what it has there differs (the run → there):", *lines])
            for world in config.worlds:
                find_world(world, allow_code=config.allow_code)
            for name in ("episodes", "labels"):
                (path / name).mkdir()
        except (CorpSimError, OSError) as error:
            return str(error)
        return ""

    @cached_property
    def _folder(self) -> RunFolder:
        manifest = Manifest.model_validate_json(self._kit.manifest)
        return RunFolder(Path(self._place.name), manifest, allow_code=self._kit.allow_code)

    @cached_property
    def _plans(self) -> dict[str, EpisodePlan]:
        return {plan.id: plan for plan in self._folder.plans}

    def _playing(self, episode: str, manner: Manner) -> Coroutine[Any, Any, Parcel]:
        """The playing of an episode. No coroutine function: Ray takes a class that has one for concurrent."""
        plan = self._plans[episode]
        playing = play_episode(plan, self._folder, self._watch, manner, self._tally, self._shelf)
        return _parcel(playing, self._folder, plan)


async def _parcel(playing: Coroutine[Any, Any, None], folder: RunFolder, plan: EpisodePlan) -> Parcel:
    """What comes of an episode that is played into a folder."""
    try:
        await playing
        return collect(folder, plan)
    except CannotRecord as error:
        return Parcel(b"", None, str(error))


class ScriptOutpost(_Outpost):
    """Plays scripts, one at a time, on the main thread of its process, where an alarm can interrupt them."""

    def ready(self) -> str:
        """Get ready; what is wrong, or nothing."""
        return self._make_ready()

    def play(self, episode: str, manner: Manner) -> Parcel:
        """Play one episode."""
        return asyncio.run(self._playing(episode, manner))

    def used(self) -> dict[str, dict[str, int]]:
        """What agents have used since this was asked last."""
        return self._tally.fetch()


class ModelOutpost(_Outpost):
    """Plays episodes of models, many at once, on the event loop of its process."""

    def __init__(self, kit: Kit, shelf: Shelf | None = None) -> None:
        super().__init__(kit, shelf)
        self._tasks: set[asyncio.Task[Any]] = set()

    async def ready(self) -> str:
        """Get ready; what is wrong, or nothing."""
        return self._make_ready()

    async def play(self, episode: str, manner: Manner) -> Parcel:
        """Play one episode."""
        task = asyncio.create_task(self._playing(episode, manner))
        self._tasks.add(task)
        try:
            return await task
        finally:
            self._tasks.discard(task)

    async def used(self) -> dict[str, dict[str, int]]:
        """What agents have used since this was asked last."""
        return self._tally.fetch()

    async def stop(self) -> None:
        """End what is played as cancelled; the episodes come back with what they have."""
        self._watch.stop()
        for task in self._tasks:
            task.cancel()
