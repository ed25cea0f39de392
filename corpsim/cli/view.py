"""`corpsim view`: look at runs and read their episodes in the browser."""

from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from corpsim.cli.given import AllowCode, AsJson
from corpsim.errors import InvalidConfiguration
from corpsim.pages.view.data.alignment import align
from corpsim.pages.view.data.runs import list_runs
from corpsim.pages.view.data.table import episodes
from corpsim.pages.view.library import Library
from corpsim.report.console import talk
from corpsim.report.plaindata import print_json
from corpsim.runs.below import is_run_below
from corpsim.runs.playings import find_playing

INSTALL = "pip install 'corpsim[view]'"
RUNS = Path("runs")


def view(
    run: Annotated[
        Path | None,
        typer.Argument(metavar="RUN", help="A run folder, or a folder of runs; default runs.", show_default=False),
    ] = None,
    episode: Annotated[str, typer.Argument(help="Its number or id.", show_default=False)] = "",
    beside: Annotated[
        tuple[Path, str] | None,
        typer.Option(
            "--beside", metavar="RUN EPISODE", help="Another, of any run, to stand beside it.", show_default=False
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=0, max=65_535, help="Where to serve the page; 0 a free port.")] = 0,
    no_browser: Annotated[
        bool, typer.Option("--no-open", "--no-browser", help="Serve the page and open no browser.")
    ] = False,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Open a page on runs: their episodes as a table, every transcript with its evidence, two beside each other.

    It reads only. Labels are hidden until somebody asks for them; --json prints the table, or the steps of two beside
    each other, without them. An attempt that was set aside is named after its episode: 3.1.
    """
    if beside and not episode:
        raise typer.BadParameter("say which episode it stands beside: RUN EPISODE.", param_hint="--beside")
    library = Library(_folders([folder for folder in (run, beside and beside[0]) if folder]), allow_code=allow_code)
    place = _place(library, run, episode, beside)
    if json_:
        print_json(_as_data(library, place))
        return
    _serve(library, f"#{urlencode(place)}" if place else "", port, browser=not no_browser)


def _place(library: Library, run: Path | None, episode: str, beside: tuple[Path, str] | None) -> dict[str, str]:
    """What the page opens on, as its address says it. Raises InvalidConfiguration and UnknownName."""
    if run is None or not (is_run_below(run, run) or episode):
        return {}
    place = {"run": str(run)}
    if episode:
        place["ep"] = _find(library, run, episode)
    if beside:
        place["vs"] = _find(library, *beside)
        place |= {"vsrun": str(beside[0])} if beside[0] != run else {}
    return place


def _find(library: Library, run: Path, episode: str) -> str:
    if not is_run_below(run, run):
        raise InvalidConfiguration(f"{run} is no run folder; an episode is named after the run that it is in.")
    return find_playing(library.run(str(run)), episode).name


def _as_data(library: Library, place: dict[str, str]) -> dict[str, Any]:
    if not place:
        return list_runs(library)
    run = library.run(place["run"])
    if "vs" not in place:
        return episodes(library, run)
    other = library.run(place.get("vsrun", place["run"]))
    return align(library.episode(run, place["ep"]), library.episode(other, place["vs"]))


def _folders(named: list[Path]) -> list[Path]:
    """The folders to look for runs in. Raises InvalidConfiguration for one that is not there."""
    for folder in named:
        if not folder.is_dir():
            raise InvalidConfiguration(f"there is no folder {folder}; a run is a folder with a manifest.json.")
    return [*named, *([RUNS] if RUNS.is_dir() or not named else [])]


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
