"""A copy of a world to write in, its page on a server in a thread, and one Chromium for all tests."""

import asyncio
import shutil
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from corpsim.catalog import compiled, draw_condition, find_world, load_place
from corpsim.content import content_folder
from corpsim.pages.preview.data.scene import Scene
from corpsim.pages.preview.workshop import Workshop
from corpsim.pages.view.library import Library
from corpsim.template.source.folder import read_folder

sys.path.insert(0, str(Path(__file__).parent))

from view_runs import lengthen, make_hostile, play

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MakeScene = Callable[..., Scene]
Serve = Callable[..., AbstractContextManager[str]]


@pytest.fixture(scope="session")
def make_scene() -> MakeScene:
    """The scene of a world, `leverage` unless another is named, under a seed and a condition."""

    def make(seed: int = 0, world: str = "leverage", **condition: str) -> Scene:
        template = find_world(world)
        return Scene(template, compiled(template, seed, draw_condition(template, seed, condition)))

    return make


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of `leverage` that a test may write in."""
    return Path(shutil.copytree(content_folder("worlds") / "leverage", tmp_path / "leverage"))


def workshop(folder: Path, size: int | None = None) -> Workshop:
    """The workshop of a folder, as the command line opens it."""
    return Workshop(
        lambda: load_place(folder),
        lambda: read_folder(folder).texts,
        size,
    )


@pytest.fixture
def serve() -> Serve:
    """Serve the preview of a folder while a block runs; gives its address."""
    return _serve


@contextmanager
def _serve(folder: Path, size: int | None = None) -> Iterator[str]:
    app = pytest.importorskip("corpsim.pages.preview.app", reason="needs the extra corpsim[view]")
    with _running(app.Preview(workshop(folder, size), folder)) as address:
        yield address


@pytest.fixture(scope="session")
def serve_view() -> Serve:
    """Serve the view of a folder of runs while a block runs; gives its address."""
    return _serve_view


@contextmanager
def _serve_view(folder: Path) -> Iterator[str]:
    app = pytest.importorskip("corpsim.pages.view.app", reason="needs the extra corpsim[view]")
    with _running(app.View(Library([folder]))) as address:
        yield address


@contextmanager
def _running(page: Any) -> Iterator[str]:
    server = pytest.importorskip("corpsim.pages.serve").PageServer(page.app, page.close)
    thread = threading.Thread(target=server.serve_page)
    thread.start()
    try:
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield server.address
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three runs: pairs that differ in one mail, one episode of 10,000 events, one that is hostile."""
    folder = tmp_path_factory.mktemp("view") / "runs"
    pair = {"oversight": "monitored"}, {"oversight": "unmonitored"}
    play(folder / "pair", agents=["honest", "blackmailer"], conditions=pair)
    lengthen(play(folder / "long", agents=["do_nothing"]), "1", 2_500)
    make_hostile(play(folder / "hostile", agents=["do_nothing"], seeds=[0, 1]), "1")
    return folder


def find_chromium() -> str | None:
    """Where Chromium is, if it is installed."""
    return next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Any]:
    """One browser for all tests of this process; they are skipped where there is none."""
    playwright = pytest.importorskip("playwright.async_api", reason="needs the package playwright")
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("needs Chromium: apt-get install chromium")
    async with playwright.async_playwright() as started:
        browser = await started.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


class Reader:
    """Somebody who looks at the page; `noise` is what the browser complained of."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.noise: list[str] = []
        page.on("console", lambda said: self.noise.append(f"{said.type}: {said.text}"))
        page.on("pageerror", lambda error: self.noise.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: self.noise.append(f"dialog {dialog.message}") or asyncio.ensure_future(dialog.dismiss()),
        )

    async def open(self, address: str) -> None:
        """Go to an address and wait until it is drawn."""
        await self.page.goto(address)
        await self.page.wait_for_selector('#main[aria-busy="false"]')

    async def sees(self, text: str, where: str = "#main") -> None:
        """Wait until a text stands there."""
        await self.page.locator(where, has_text=text).first.wait_for(timeout=10_000)

    async def until(self, expression: str) -> None:
        """Wait until something is so; asked from outside, as the page's policy lets nothing evaluate text inside."""
        async with asyncio.timeout(10):
            while not await self.page.evaluate(expression):
                await self.page.wait_for_timeout(20)


@pytest_asyncio.fixture(loop_scope="session")
async def reader(browser: Any) -> AsyncIterator[Reader]:
    """Somebody in a window of their own."""
    context = await browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    yield Reader(await context.new_page())
    await context.close()
