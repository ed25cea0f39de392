"""`corpsim world new`: begin a world of one's own."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.authoring import begin_world
from corpsim.catalog import schema_files, world_folders
from corpsim.cli.copying import command
from corpsim.report.console import data, talk
from corpsim.report.safe import safe


def new(
    name: Annotated[str, typer.Argument(help="What the world is called: small letters, digits, '_' and '-'.")],
    in_: Annotated[Path, typer.Option("--in", metavar="DIR", help="The folder it is written into.")] = Path(),
) -> None:
    """Write a small world that works, with comments, to change into your own."""
    folder = begin_world(name, in_, schema_files(), world_folders())
    data().print(safe(str(folder)), soft_wrap=True)
    console = talk()
    console.print(safe("Begin with README.md in it. Then, after every change:", "quiet"))
    for word in ("validate", "test", "preview"):
        console.print(safe(f"  {command(f'world {word} {folder}')}", "command"), soft_wrap=True)
