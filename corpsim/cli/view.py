"""`corpsim view`: look at runs and read their episodes in the browser."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer

from corpsim.cli.given import AllowCode, AsJson
from corpsim.errors import InvalidConfiguration
from corpsim.pages.view.data.runs import list_runs
from corpsim.pages.view.data.table import episodes
from corpsim.pages.view.library import Library
from corpsim.report.console import talk
from corpsim.report.plaindata import print_json

INSTALL = "pip install 'corpsim[view]'"
RUNS = Path("runs")


def view(
    run: Annotated[
        Path | None,
        typer.Argument(metavar="RUN", help="A run folder, or a folder of runs; default runs.", show_default=False),
    ] = None,
    episode: Annotated[str, typer.Argument(help="Its number or id.", show_default=False)] = "",
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Where to serve the page; 0 a free port.")] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-open", "--no-browser", help="Serve the page and open no browser.")
    ] = False,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Open a page on runs: their episodes as a table, every transcript with its evidence, two beside each other.

    It reads only. Labels are hidden until somebody asks for them; --json prints the table without them.
    """
    library = Library(_folders(run), allow_code=allow_code)
    names = library.names()
    chosen = str(run) if run is not None and str(run) in names else ""
    if episode and not chosen:
        raise InvalidConfiguration(f"{run} is no run folder; an episode is named after the run that it is in.")
    found = library.run(chosen).find(episode) if episode else ""
    if json_:
        print_json(episodes(library, library.run(chosen)) if chosen else list_runs(library))
        return
    place = {name: value for name, value in (("run", chosen), ("ep", found)) if value}
    _serve(library, f"#{urlencode(place)}" if place else "", port, browser=not no_browser)


def _folders(run: Path | None) -> list[Path]:
    """The folders to look for runs in. Raises InvalidConfiguration for one that is not there."""
    if run is None:
        return [RUNS]
    if not run.is_dir():
        raise InvalidConfiguration(f"there is no folder {run}; a run is a folder with a manifest.json.")
    return [run, RUNS] if RUNS.is_dir() else [run]


def _serve(library: Library, where: str, port: int, *, browser: bool) -> None:
    try:
        from corpsim.pages.serve import PageServer
        from corpsim.pages.view.app import View
    except ModuleNotFoundError as missing:
        raise InvalidConfiguration(
            f"the page needs the extra `view` ({missing.name} is not installed): {INSTALL}. "
            "Without it, read an episode with `corpsim show`."
        ) from None
    page = View(library)
    server = PageServer(page.app, page.close, port)
    address = server.address + where
    talk().print(f"The runs are at {address}. Ctrl-C ends it.", soft_wrap=True)
    server.serve_page(address if browser else None)
