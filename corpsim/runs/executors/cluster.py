"""A Ray cluster, seen from the run: actors play, and what they send is written here. A dead one costs its episodes."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, suppress
from types import ModuleType
from typing import Any

from corpsim.errors import CorpSimError, InvalidConfiguration
from corpsim.runs.design import EpisodePlan
from corpsim.runs.ending import Reason, close_abandoned
from corpsim.runs.executors.contract import Play, Seat, Site
from corpsim.runs.executors.kit import Kit, Parcel, deliver, pack_kit
from corpsim.runs.executors.local import Local
from corpsim.runs.executors.outpost import ModelOutpost, ScriptOutpost
from corpsim.runs.executors.shelf import FarShelf, begin_keeper
from corpsim.runs.manner import Manner
from corpsim.runs.pace import kept_in
from corpsim.runs.writer import CannotRecord

GRACE_S = 10.0
"""Seconds beyond an episode's limit, or after it was told to stop, that it has to come back."""

MOST_DEATHS = 3
"""Processes that an episode may lose before it is given up as a mistake of the machine."""


class MissingRay(CorpSimError):
    """Ray is not installed."""

    exit_code = 2


class Cluster:
    """Plays on a cluster; a person, who sits here, is asked here."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._ours = False
        self._posts: list[_Post] = []
        self._keeper: Any = None

    async def __aenter__(self) -> "Cluster":
        self._ray = _import_ray()
        self._kit = pack_kit(self._site.folder, self._site.folder.config.workers)
        if not self._ray.is_initialized():
            self._join()
        return self

    async def __aexit__(self, *error: object) -> None:
        for post in self._posts:
            post.dismiss()
        if self._keeper is not None:
            self._ray.kill(self._keeper)
        if self._ours:
            self._ray.shutdown()

    def _join(self) -> None:
        """Join the cluster that was named, or begin one. Ray takes SIGTERM for itself; it is given back."""
        config = self._site.folder.config
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        begin: dict[str, Any] = {"address": config.ray_address}
        if config.ray_address is None:
            paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
            environment = {"env_vars": {"PYTHONPATH": paths}}
            begin = {"num_cpus": config.workers, "include_dashboard": False, "runtime_env": environment}
        main = threading.current_thread() is threading.main_thread()
        before = signal.getsignal(signal.SIGTERM)
        try:
            self._ray.init(**begin, configure_logging=False, log_to_driver=False)
        except (ConnectionError, ValueError, RuntimeError) as error:
            reason = str(error).strip().partition("\n")[0]
            raise InvalidConfiguration(f"no Ray cluster at {config.ray_address or 'this machine'}: {reason}") from error
        finally:
            if main:
                signal.signal(signal.SIGTERM, before)
        self._ours = True

    def seats(self, manner: Manner, most: int) -> Iterator[Seat]:
        """Scripts have an actor each; models share as many actors as there are workers."""
        config = self._site.folder.config
        if manner.interactive:
            yield Local(self._site).here(manner)
            return
        shelf = self._shelf(manner)
        posts = [_Post(self._ray, self._site, self._kit, manner, shelf) for _ in range(min(config.workers, most))]
        self._posts += posts
        wide = len(posts) if manner.scripted else min(config.max_concurrency, most)
        for number in range(wide):
            yield self._seat(posts[number % len(posts)])

    def _shelf(self, manner: Manner) -> FarShelf | None:
        """Where the answers of models are kept; None where no model is asked, or nothing is kept."""
        folder = self._site.folder
        place = kept_in(folder)
        if place is None or (manner.scripted and not any(plan.protocol for plan in folder.plans)):
            return None
        if self._keeper is None:
            self._keeper = begin_keeper(self._ray, place)
        return FarShelf(self._keeper)

    @asynccontextmanager
    async def _seat(self, post: "_Post") -> AsyncIterator[Play]:
        post.taken += 1
        try:
            yield post.play
        finally:
            post.taken -= 1
            if not post.taken:
                post.dismiss()


class _Post:
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
                self._take(parcel, plan)
            return
        close_abandoned(folder, plan, Reason("world_error", error=f"{MOST_DEATHS} processes died: {last}"))

    def _take(self, parcel: Parcel, plan: EpisodePlan) -> None:
        """Write down what came back, and stop the run where it used up the budget."""
        deliver(parcel, self._site.folder, plan)
        result = self._site.folder.result(plan)
        self._site.meter.count(plan.agent, result.usage if result is not None else {})
        if self._site.meter.spent:
            self._site.watch.stop(self._site.meter.spent)

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
                    self._take(parcel, plan)
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
        if actor is not None:
            self._ray.kill(actor)


def _future(ref: Any) -> asyncio.Future[Any]:
    """What an actor will answer. When nobody waits for it any more, its failure is of no account."""
    future = asyncio.wrap_future(ref.future())
    future.add_done_callback(lambda done: done.cancelled() or done.exception())
    return future


def _import_ray() -> ModuleType:
    try:
        import ray
    except ImportError:
        raise MissingRay("the executor ray needs Ray: pip install 'corpsim[ray]'") from None
    return ray  # type: ignore[no-any-return,unused-ignore]
