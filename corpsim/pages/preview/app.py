"""The preview as a web application: which address gives which data. Everything in it is read only."""

from asyncio import CancelledError, create_task, to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import QueryParams
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpsim.errors import CorpSimError
from corpsim.pages.door import Door
from corpsim.pages.files import front_end
from corpsim.pages.news import News
from corpsim.pages.page_text import fit_for_page
from corpsim.pages.preview.data.chart import chart
from corpsim.pages.preview.data.comparison import compare_scenes
from corpsim.pages.preview.data.day import day
from corpsim.pages.preview.data.directory import find_people, look_up
from corpsim.pages.preview.data.documents import document, documents
from corpsim.pages.preview.data.factors import factors
from corpsim.pages.preview.data.habits import habits
from corpsim.pages.preview.data.inbox import mail, mailbox
from corpsim.pages.preview.data.labels import labels
from corpsim.pages.preview.data.objective import objective
from corpsim.pages.preview.data.overview import overview
from corpsim.pages.preview.data.registers import registers
from corpsim.pages.preview.data.scene import Scene
from corpsim.pages.preview.data.shape import shape
from corpsim.pages.preview.workshop import Workshop
from corpsim.pages.watch import watch

MOST_SEED = 2**63 - 1
FACTOR = "c."
"""What a factor's name is written after in an address: `?seed=3&c.threat=none`."""

View = Callable[[Scene, QueryParams], Any]

VIEWS: dict[str, View] = {
    "overview": lambda scene, asked: overview(scene),
    "chart": lambda scene, asked: chart(scene, asked.getlist("open")),
    "shape": lambda scene, asked: shape(scene),
    "people": lambda scene, asked: find_people(scene, asked.get("find", "")[:200]),
    "person": lambda scene, asked: look_up(scene, asked.get("id", "")),
    "mailbox": lambda scene, asked: mailbox(scene, asked.get("of") or scene.world.seat, _number(asked.get("before"))),
    "mail": lambda scene, asked: mail(scene, asked.get("id", "")),
    "documents": lambda scene, asked: documents(scene, asked.get("of") or scene.world.seat, asked.get("open", "")),
    "document": lambda scene, asked: document(scene, asked.get("path", "")),
    "registers": lambda scene, asked: registers(scene),
    "day": lambda scene, asked: day(scene),
    "factors": lambda scene, asked: factors(scene),
    "objective": lambda scene, asked: objective(scene),
    "labels": lambda scene, asked: labels(scene),
    "habits": lambda scene, asked: habits(scene),
}


class Preview:
    """The page over a workshop; `app` is what a server runs, `close` ends its streams."""

    def __init__(self, workshop: Workshop, folder: Path) -> None:
        self._workshop = workshop
        self._folder = folder
        self._news: News | None = None
        self.app = Starlette(
            routes=[
                *front_end("preview"),
                Route("/api/news", self._tell),
                Route("/api/standing", self._stand),
                Route("/api/compare", self._compare),
                Route("/api/{view}", self._show),
            ],
            middleware=[Middleware(Door)],
            lifespan=self._live,
        )

    def close(self) -> None:
        """Let open pages go; called in the server's loop."""
        if self._news is not None:
            self._news.close()

    @asynccontextmanager
    async def _live(self, app: Starlette) -> AsyncIterator[None]:
        news = self._news = News(self._standing())

        async def reload() -> None:
            if await to_thread(self._workshop.reload):
                news.tell(self._standing())

        watching = create_task(watch(self._folder, reload))
        yield
        watching.cancel()
        with suppress(CancelledError):
            await watching

    def _standing(self) -> dict[str, Any]:
        told: dict[str, Any] = fit_for_page({**self._workshop.standing(), "folder": str(self._folder)})
        return told

    async def _tell(self, request: Request) -> Response:
        if self._news is None:
            raise AssertionError("nobody asks before the server has begun")
        return self._news.stream()

    async def _stand(self, request: Request) -> Response:
        return JSONResponse(self._standing())

    async def _show(self, request: Request) -> Response:
        view = VIEWS.get(request.path_params["view"])
        if view is None:
            return JSONResponse({"error": "There is no such view."}, 404)
        return await run_in_threadpool(
            self._answer, lambda scene: view(scene, request.query_params), request.query_params
        )

    async def _compare(self, request: Request) -> Response:
        """Two levels of one factor: this company, and the same one under `to` instead of `from`."""
        asked = request.query_params
        factor, one, other = asked.get("factor", ""), asked.get("from", ""), asked.get("to", "")

        def view(scene: Scene) -> Any:
            left, right = (self._scene(asked, {factor: level}) for level in (one, other))
            return compare_scenes(left, right) if left is not None and right is not None else None

        return await run_in_threadpool(self._answer, view, asked)

    def _answer(self, view: Callable[[Scene], Any], asked: QueryParams) -> Response:
        try:
            scene = self._scene(asked)
            found = view(scene) if scene is not None else None
        except CorpSimError as error:
            return JSONResponse(fit_for_page({"error": str(error)}), 422)
        if found is None:
            return JSONResponse({"error": "There is no such thing in this company."}, 404)
        return JSONResponse(fit_for_page(found))

    def _scene(self, asked: QueryParams, also: dict[str, str] | None = None) -> Scene | None:
        condition = {name[len(FACTOR) :]: level for name, level in asked.items() if name.startswith(FACTOR)}
        seed = _number(asked.get("seed")) or 0
        return self._workshop.scene(min(seed, MOST_SEED), {**condition, **(also or {})})


def _number(text: str | None) -> int | None:
    """A number as an address holds it; None for anything else."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 20 else None
