"""One actor of a Ray cluster, seen from the run: it is asked to play, and begun again when it has died."""

import asyncio
from contextlib import suppress
from types import ModuleType
from typing import Any

from corpsim.errors import InvalidConfiguration
from corpsim.runs.design import EpisodePlan
from corpsim.runs.ending import Reason, close_abandoned
from corpsim.runs.executors.contract import Site
from corpsim.runs.executors.kit import Kit, Parcel, deliver
from corpsim.runs.executors.outpost import ModelOutpost, ScriptOutpost
from corpsim.runs.executors.shelf import FarShelf
from corpsim.runs.manner import Manner
from corpsim.runs.writer import CannotRecord

GRACE_S = 10.0
"""Seconds beyond an episode's limit, or after it was told to stop, that it has to come back."""

PULSE_S = 1.0
"""Seconds after which it is asked again how much of the budget is used."""

MOST_DEATHS = 3
"""Processes that an episode may lose before it is given up as a mistake of the machine."""


class Post:
    """One actor, which is begun when it is first needed, and again when it has died; `taken` counts its seats."""

    def __init__(self, ray: ModuleType, site: Site, kit: Kit, manner: Manner, shelf: FarShelf | None) -> None:
        self.taken = 0
        self._ray = ray
        self._site = site
        self._kit = kit
        self._manner = manner
        self._shelf = shelf
        self._actor: Any = None
        self._ready: asyncio.Future[str] | None = None
        self._counting: asyncio.Task[None] | None = None

    async def play(self, plan: EpisodePlan) -> None:
        """Have one episode played, again where its process died. Raises CannotRecord and InvalidConfiguration."""
        folder = self._site.folder
        for _ in range(MOST_DEATHS):
            try:
                parcel = await self._ask(plan)
            except self._ray.exceptions.RayTaskError:
                raise
            except self._ray.exceptions.RayError as error:
                last = str(error).strip().partition("\n")[0]
                continue
            if parcel is None:
                close_abandoned(folder, plan, Reason("limit", "timeout"))
            elif parcel.trouble:
                raise CannotRecord(f"on the cluster: {parcel.trouble}")
            else:
                deliver(parcel, folder, plan)
                await self._count()
            return
        close_abandoned(folder, plan, Reason("world_error", error=f"{MOST_DEATHS} processes died: {last}"))

    async def _count(self) -> None:
        """Count what was used in the actor since it was asked last, and stop the run where the budget is used up."""
        meter = self._site.meter
        if self._actor is None or not meter.limited:
            return
        with suppress(self._ray.exceptions.RayError):
            for agent, usage in (await _future(self._actor.used.remote())).items():
                meter.count(agent, usage)
        if meter.spent:
            self._site.watch.stop(meter.spent)

    async def _keep_counting(self) -> None:
        """Count while episodes are under way; a script's process has no ear before its episode ends."""
        while not self._manner.scripted and self._site.meter.limited:
            await asyncio.sleep(PULSE_S)
            await self._count()

    async def _ask(self, plan: EpisodePlan) -> Parcel | None:
        """What comes of an episode in an actor; None when it does not come back in its time."""
        limit = self._site.folder.config.timeout_s
        actor = await self._start()
        try:
            asked = _future(actor.play.remote(plan.id, self._manner))
            return await asyncio.wait_for(asyncio.shield(asked), limit + GRACE_S if limit else None)
        except TimeoutError:
            self._forget(actor)
            return None
        except asyncio.CancelledError:
            await self._stop(actor, asked, plan)
            raise
        except self._ray.exceptions.RayError:
            self._forget(actor)
            raise

    async def _start(self) -> Any:
        """The actor, once it says that it is ready. Raises InvalidConfiguration when it cannot play this run."""
        if self._actor is None:
            kind = ScriptOutpost if self._manner.scripted else ModelOutpost
            options = {} if self._manner.scripted else {"max_concurrency": 2 * self._site.folder.config.max_concurrency}
            self._actor = self._ray.remote(kind).options(num_cpus=1, **options).remote(self._kit, self._shelf)
            self._ready = _future(self._actor.ready.remote())
            self._counting = asyncio.create_task(self._keep_counting())
        actor, ready = self._actor, self._ready
        assert ready is not None  # noqa: S101  it was set with the actor
        try:
            trouble = await asyncio.shield(ready)
        except self._ray.exceptions.RayError:
            self._forget(actor)
            raise
        if trouble:
            raise InvalidConfiguration(f"a process of the cluster cannot play this run: {trouble}")
        return actor

    async def _stop(self, actor: Any, asked: "asyncio.Future[Parcel]", plan: EpisodePlan) -> None:
        """Have a cancelled episode recorded: with what a model has said so far; of a script nothing is lost."""
        if not self._manner.scripted:
            with suppress(self._ray.exceptions.RayError, TimeoutError):
                actor.stop.remote()
                parcel = await asyncio.wait_for(asked, GRACE_S)
                if not parcel.trouble:
                    deliver(parcel, self._site.folder, plan)
                    return
        self._forget(actor)
        close_abandoned(self._site.folder, plan, Reason("cancelled"))

    def _forget(self, actor: Any) -> None:
        """End an actor, unless another has taken its place already."""
        if actor is self._actor:
            self.dismiss()

    def dismiss(self) -> None:
        """End the actor, if there is one."""
        actor, self._actor = self._actor, None
        if self._counting is not None:
            self._counting.cancel()
        if actor is not None:
            self._ray.kill(actor)


def _future(ref: Any) -> asyncio.Future[Any]:
    """What an actor will answer. When nobody waits for it any more, its failure is of no account."""
    future = asyncio.wrap_future(ref.future())
    future.add_done_callback(lambda done: done.cancelled() or done.exception())
    return future
