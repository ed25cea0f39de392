"""`corpsim world pack`: one file out of a world."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.authoring import pack_world
from corpsim.catalog import find_world, world_place
from corpsim.cli.copying import command
from corpsim.cli.given import AllowCode, AsJson, World
from corpsim.errors import CannotCreate
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.safe import safe
from corpsim.template import read_place


def pack(
    world: World,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", metavar="FILE", help="What to write; NAME.zip here when left out.", show_default=False
        ),
    ] = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Check a world and write it into one file, which is loaded without unpacking it and without running anything."""
    template = find_world(world, allow_code=allow_code)
    files = read_place(world_place(world))
    if files.digest != template.digest:
        raise CannotCreate(f"{world} was changed while it was read; try again.")
    target = out if out is not None else Path(f"{template.name}.zip")
    manifest = pack_world(files, template.version, target)
    if json_:
        print_json({"path": str(target), "name": manifest.name, "version": manifest.version, "digest": manifest.digest})
        return
    data().print(safe(str(target)), soft_wrap=True)
    talk().print(
        safe(f"{manifest.name}, version {manifest.version}, digest {manifest.digest}", "quiet"), soft_wrap=True
    )
    talk().print(safe(f"  {command(f'run {target}')}", "command"), soft_wrap=True)
