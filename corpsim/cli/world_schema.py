"""`corpsim world schema`: the format of a world for editors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from corpsim.catalog import find_world, world_schemas
from corpsim.cli.given import AllowCode
from corpsim.cli.outfile import write_out
from corpsim.errors import UnknownName
from corpsim.report.console import talk
from corpsim.report.plaindata import print_json
from corpsim.suites.format import SuiteFile
from corpsim.template import schema_file


def schema(
    file: Annotated[str, typer.Argument(help="One kind of file, e.g. people.yaml; all when left out.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="A folder to write one .schema.json each.", show_default=False)
    ] = None,
    world: Annotated[
        str, typer.Option(help="With the names of this world, those of its own module among them.", show_default=False)
    ] = "",
    allow_code: AllowCode = False,
) -> None:
    """Print the JSON Schema of a world's files and of suites, for completion in editors."""
    schemas = world_schemas(find_world(world, allow_code=allow_code) if world else None)
    schemas["suite.yaml"] = SuiteFile.model_json_schema()
    if file and file not in schemas:
        raise UnknownName("kind of file", file, schemas)
    chosen = {file: schemas[file]} if file else schemas
    if out is None:
        print_json(chosen[file] if file else chosen)
        return
    for name, shape in chosen.items():
        write_out(out / schema_file(name), json.dumps(shape, indent=2) + "\n")
    talk().print(f"{len(chosen)} schemas in {out}", soft_wrap=True)
