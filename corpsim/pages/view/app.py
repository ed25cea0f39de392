"""The view as a web application: which address gives which data. Everything in it is read only."""

from collections.abc import Callable
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
from corpsim.pages.page_text import fit_for_page
from corpsim.pages.view.data.alignment import align
from corpsim.pages.view.data.beside import candidates, other_runs
from corpsim.pages.view.data.changes import changes
from corpsim.pages.view.data.monitors import monitors
from corpsim.pages.view.data.opening import opening
from corpsim.pages.view.data.people import people
from corpsim.pages.view.data.raw import MOST as MOST_RAW
from corpsim.pages.view.data.raw import raw
from corpsim.pages.view.data.runs import list_runs, progress
from corpsim.pages.view.data.search import search
from corpsim.pages.view.data.sight import sight
from corpsim.pages.view.data.steps import steps
from corpsim.pages.view.data.table import attempts, episodes
from corpsim.pages.view.data.telling import MOST
from corpsim.pages.view.data.verdicts import labels_of_run, truth
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import Library
from corpsim.runs.store import RunFolder

MOST_WANTED = 400
"""Characters of a text that is searched for."""


class Asked:
    """One question of a page: the run and the episode it is about, and its other parameters."""

    def __init__(self, library: Library, parameters: QueryParams) -> None:
        self.library = library
        self._parameters = parameters

    def text(self, name: str) -> str:
        """A parameter; empty if it is not there."""
        return self._parameters.get(name, "")

    def number(self, name: str) -> int:
        """A number; 0 for anything else."""
        text = self.text(name)
        return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0

    @property
    def most(self) -> int | None:
        """Characters of each text that are wanted; None for all of them."""
        return None if self.text("whole") else MOST

    @property
    def run(self) -> RunFolder:
        """The run."""
        return self.library.run(self.text("run"))

    @property
    def name(self) -> str:
        """The episode as it was named."""
        return self.text("ep") or "0"

    @property
    def episode(self) -> Episode:
        """The episode."""
        return self.library.episode(self.run, self.name)

    @property
    def other_run(self) -> RunFolder:
        """The run of what the episode is laid beside: another one where one is named."""
        return self.library.run(self.text("vsrun") or self.text("run"))

    @property
    def other_episode(self) -> Episode:
        """What the episode is laid beside."""
        return self.library.episode(self.other_run, self.text("vs"))

    @property
    def step(self) -> int:
        """The step, or the last one there is before it."""
        return min(self.number("step"), len(self.episode.record.steps))


VIEWS: dict[str, Callable[[Asked], Any]] = {
    "runs": lambda asked: list_runs(asked.library),
    "progress": lambda asked: progress(asked.library, asked.run),
    "episodes": lambda asked: episodes(asked.library, asked.run),
    "labels": lambda asked: labels_of_run(asked.library, asked.run),
    "attempts": lambda asked: attempts(asked.library, asked.run),
    "search": lambda asked: search(
        asked.run, asked.text("find")[:MOST_WANTED], asked.text("ep"), aside=bool(asked.text("aside"))
    ),
    "opening": lambda asked: opening(asked.library, asked.episode, asked.most),
    "steps": lambda asked: steps(asked.episode, asked.number("from"), asked.number("to"), asked.most),
    "changes": lambda asked: changes(asked.episode, asked.step),
    "sight": lambda asked: sight(asked.episode, asked.step),
    "truth": lambda asked: truth(asked.library, asked.episode),
    "people": lambda asked: people(asked.episode, asked.step),
    "monitors": lambda asked: monitors(asked.episode),
    "raw": lambda asked: raw(asked.run, asked.name, asked.number("line"), None if asked.text("whole") else MOST_RAW),
    "alignment": lambda asked: align(asked.episode, asked.other_episode),
    "beside": lambda asked: other_runs(asked.library, asked.episode),
    "candidates": lambda asked: candidates(asked.library, asked.episode, asked.other_run),
}


class View:
    """The page over a library; `app` is what a server runs."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.app = Starlette(
            routes=[*front_end("view"), Route("/api/{view}", self._show)],
            middleware=[Middleware(Door)],
        )

    def close(self) -> None:
        """Nothing goes on between two questions."""

    async def _show(self, request: Request) -> Response:
        view = VIEWS.get(request.path_params["view"])
        if view is None:
            return JSONResponse({"error": "There is no such view."}, 404)
        return await run_in_threadpool(self._answer, view, Asked(self._library, request.query_params))

    def _answer(self, view: Callable[[Asked], Any], asked: Asked) -> Response:
        try:
            return JSONResponse(fit_for_page(view(asked)))
        except CorpSimError as error:
            return JSONResponse(fit_for_page({"error": str(error)}), 422)
        except OSError as error:
            return JSONResponse(fit_for_page({"error": f"It cannot be read: {error}"}), 422)
