"""`corpsim world preview`: look at a world while it is written, in the browser or on the terminal."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlencode

import typer

from corpsim.catalog import compiled, draw_condition, find_world, load_place, world_folders
from corpsim.cli.given import AllowCode, AsJson, Conditions, World, parse_conditions
from corpsim.errors import InvalidConfiguration
from corpsim.pages.preview.data.chart import headcount
from corpsim.pages.preview.data.everything import everything
from corpsim.pages.preview.data.scene import Scene
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.preview import print_preview
from corpsim.template import Template
from corpsim.template.source.folder import read_folder

INSTALL = "pip install 'corpsim[view]'"


def preview(
    world: World = "leverage",
    seed: Annotated[int, typer.Option("--seed", "-s", min=0, help="Which company.")] = 0,
    condition: Conditions = None,
    size: Annotated[
        int | None,
        typer.Option("--size", min=1, max=1_000_000, help="Employees; default the world's own.", show_default=False),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port", min=0, max=65_535, help="Where to serve the page; default a free port.", show_default=False
        ),
    ] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Serve the page and open no browser.")] = False,
    text: Annotated[bool, typer.Option("--text", help="Print it instead of opening a page.")] = False,
    full: Annotated[bool, typer.Option("--full", help="With --text: fold nothing.")] = False,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Open a page that shows a world, hidden things included, and reloads as you type.

    Org chart, inboxes, documents, the day, factors, objective, labels, habits, and every problem with file and line.
    Piped, it prints the terminal form, as with --text.
    """
    wanted = parse_conditions(condition)[0]
    if json_ or text or full or not (sys.stdout.isatty() or no_browser or port is not None):
        template = find_world(world, allow_code=allow_code)
        scene = Scene(template, compiled(template, seed, draw_condition(template, seed, wanted), size))
        if json_:
            print_json(everything(scene))
        else:
            print_preview(data(), scene.scenario, headcount=headcount(scene), full=full)
        return
    folder = _folder(world)
    address = _place(seed, wanted)
    _serve(folder, lambda: load_place(folder, allow_code=allow_code), size, address, port or 0, browser=not no_browser)


def _folder(world: str) -> Path:
    """The folder of a world; one that is not in order yet will do. Raises UnknownName."""
    known = world_folders()
    folder = known.get(world, Path(world))
    if not folder.is_dir():
        find_world(world)
    return folder.resolve()


def _serve(
    folder: Path, load: Callable[[], Template], size: int | None, where: str, port: int, *, browser: bool
) -> None:
    try:
        from corpsim.pages.preview.app import Preview
        from corpsim.pages.serve import PageServer
    except ModuleNotFoundError as missing:
        raise InvalidConfiguration(
            f"the page needs the extra `view` ({missing.name} is not installed): {INSTALL}. Without it, add --text."
        ) from None
    from corpsim.pages.preview.workshop import Workshop

    page = Preview(Workshop(load, lambda: read_folder(folder).texts, size), folder)
    server = PageServer(page.app, page.close, port)
    address = server.address + where
    talk().print(f"{folder.name} is at {address} and reloads as you type. Ctrl-C ends it.", soft_wrap=True)
    server.serve_page(address if browser else None)


def _place(seed: int, wanted: dict[str, str]) -> str:
    """The part of the address that says which company."""
    chosen: dict[str, Any] = {"seed": seed} if seed else {}
    chosen |= {f"c.{factor}": level for factor, level in wanted.items()}
    return f"#{urlencode(chosen)}" if chosen else ""
