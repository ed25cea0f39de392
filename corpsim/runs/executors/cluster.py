"""A Ray cluster, seen from the run: actors play, and what they send is written here. A dead one costs its episodes."""

import os
import signal
import sys
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

from corpsim.errors import CorpSimError, InvalidConfiguration
from corpsim.runs.executors.contract import Play, Seat, Site
from corpsim.runs.executors.kit import pack_kit
from corpsim.runs.executors.local import Local
from corpsim.runs.executors.post import Post
from corpsim.runs.executors.shelf import FarShelf, begin_keeper
from corpsim.runs.manner import Manner
from corpsim.runs.pace import kept_in


class MissingRay(CorpSimError):
    """Ray is not installed."""

    exit_code = 2


class Cluster:
    """Plays on a cluster; a person, who sits here, is asked here."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._ours = False
        self._posts: list[Post] = []
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
        """Join the cluster that was named, or begin one, whatever others are or were on this machine.

        Ray takes SIGTERM for itself; it is given back.
        """
        config = self._site.folder.config
        os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
        begin: dict[str, Any] = {"address": config.ray_address}
        if config.ray_address is None:
            paths = os.pathsep.join(os.path.abspath(path) for path in sys.path)
            environment = {"env_vars": {"PYTHONPATH": paths}}
            own = {"address": "local", "num_cpus": config.workers, "include_dashboard": False}
            begin = {**own, "runtime_env": environment}
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
        posts = [Post(self._ray, self._site, self._kit, manner, shelf) for _ in range(min(config.workers, most))]
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
    async def _seat(self, post: Post) -> AsyncIterator[Play]:
        post.taken += 1
        try:
            yield post.play
        finally:
            post.taken -= 1
            if not post.taken:
                post.dismiss()


def _import_ray() -> ModuleType:
    try:
        import ray
    except ImportError:
        raise MissingRay("the executor ray needs Ray: pip install 'corpsim[ray]'") from None
    return ray  # type: ignore[no-any-return,unused-ignore]
