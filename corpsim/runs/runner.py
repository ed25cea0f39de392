"""The runner: plays the episodes of a configuration, many at once, and leaves a folder that can be continued."""

import asyncio
import time
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

from corpsim.errors import CorpSimError, first_of
from corpsim.runs.design import EpisodePlan
from corpsim.runs.executors.chosen import executor_of
from corpsim.runs.executors.contract import Executor, Play, Seat, Site
from corpsim.runs.lock import locked
from corpsim.runs.manner import Manner, manner_of
from corpsim.runs.meter import Meter
from corpsim.runs.outage import Outages
from corpsim.runs.pairs import decide_pairs
from corpsim.runs.preflight import check_plans, check_records
from corpsim.runs.prices import Prices
from corpsim.runs.progress import Listener, Progress, Tracker
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import UNFINISHED, RunFolder
from corpsim.runs.watch import Watch


def run_blocking(
    config: RunConfig, folder: str | Path, *, progress: Listener | None = None, prices: Prices | None = None
) -> Progress:
    """`run` for callers without an event loop of their own."""
    return asyncio.run(run(config, folder, progress=progress, prices=prices))


async def run(
    config: RunConfig, folder: str | Path, *, progress: Listener | None = None, prices: Prices | None = None
) -> Progress:
    """Play what is not played yet, compare the pairs there are, and return how it came out.

    `progress` is called at the start and whenever an episode begins or ends. Ctrl-C or SIGTERM, a budget that is used
    up and a model that is out of reach stop the run: episodes in progress are recorded as `cancelled`, and the result
    says `interrupted`. `prices` are those of the user's file when left out. Raises UnknownName, InvalidWorld and
    InvalidConfiguration before the first episode, and CannotRecord when the disk takes no more.
    """
    check_plans(config)
    meter = Meter(config, prices)
    run_folder = RunFolder.create(folder, config)
    with locked(run_folder.path) as lock:
        run_folder.settle()
        check_records(run_folder)
        meter.look_back(run_folder)
        done = await _Run(run_folder, lock, progress, meter).play()
        decide_pairs(run_folder, again=False)
    return done


class _Run:
    """One sitting of a run: what is left to do, spread over lanes."""

    def __init__(self, folder: RunFolder, lock: int | None, listener: Listener | None, meter: Meter) -> None:
        done = [result for result in folder.results() if result.final]
        finished = {result.id for result in done}
        self._folder = folder
        self._left = [plan for plan in folder.plans if plan.id not in finished]
        self._tracker = Tracker(len(folder.plans), done, listener)
        self._watch = Watch()
        self._meter = meter
        self._outages = Outages()
        self._site = Site(folder, lock, self._watch, meter)
        self._tasks: set[asyncio.Task[None]] = set()

    async def play(self) -> Progress:
        loop = asyncio.get_running_loop()
        self._tracker.tell()
        with self._watch.minding(lambda: loop.call_soon_threadsafe(self._interrupt)):
            if self._left and self._meter.spent:
                self._watch.stop(self._meter.spent)
            try:
                async with executor_of(self._site) as executor, asyncio.TaskGroup() as lanes:
                    for lane in self._lanes(executor):
                        lanes.create_task(lane)
            except* CorpSimError as group:
                raise first_of(group) from None
        return self._tracker.now(interrupted=self._watch.stopping, reason=self._watch.reason)

    def _interrupt(self) -> None:
        for task in self._tasks:
            task.cancel()

    def _lanes(self, executor: Executor) -> Iterator[Coroutine[Any, Any, None]]:
        """The coroutines that play: as many for a manner of agents as may play at once."""
        by_manner: dict[Manner, list[EpisodePlan]] = {}
        manners = {agent: manner_of(agent) for agent in self._folder.config.agents}
        for plan in self._left:
            by_manner.setdefault(manners[plan.agent], []).append(plan)
        for manner, plans in by_manner.items():
            queue = iter(plans)
            for seat in executor.seats(manner, len(plans)):
                yield self._lane(queue, seat)

    async def _lane(self, queue: Iterator[EpisodePlan], seat: Seat) -> None:
        async with seat as play:
            for plan in queue:
                if self._watch.stopping:
                    return
                self._tracker.began(plan.id)
                try:
                    await self._episode(plan, play)
                finally:
                    self._tracker.ended(plan.id, self._folder.result(plan))

    async def _episode(self, plan: EpisodePlan, play: Play) -> None:
        """Play an episode, and again while its model fails and retries are left."""
        for _ in range(1 + self._folder.config.retries):
            self._folder.set_aside(plan.id)
            outcome, error = await self._attempt(plan, play)
            failed = outcome == "model_error"
            outage = self._outages.note(plan.agent, error if failed else "")
            if outcome == "cancelled" or outage:
                self._watch.stop(outage)
            if not failed or self._watch.stopping:
                return

    async def _attempt(self, plan: EpisodePlan, play: Play) -> tuple[str, str]:
        """Play an episode once; returns its outcome, and the error if there was one."""
        begun = time.monotonic()
        task = asyncio.create_task(play(plan))
        self._tasks.add(task)
        try:
            await task
        except asyncio.CancelledError:
            if not self._watch.stopping:
                raise
        finally:
            self._tasks.discard(task)
        result = self._folder.result(plan)
        outcome, error = (result.outcome, result.error) if result is not None else (UNFINISHED, "")
        self._folder.note_time(plan.id, outcome, time.monotonic() - begun)
        return outcome, error
