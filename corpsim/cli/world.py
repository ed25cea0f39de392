"""`corpsim world`: begin, check, look at, try and pack a world."""

import typer

from corpsim.cli.door import Commands, register
from corpsim.cli.preview import preview
from corpsim.cli.world_new import new
from corpsim.cli.world_pack import pack
from corpsim.cli.world_schema import schema
from corpsim.cli.world_test import try_
from corpsim.cli.world_validate import validate

world_app = typer.Typer(
    cls=Commands, help="Begin, check, look at, try and pack a world.", no_args_is_help=True, rich_markup_mode=None
)

for _name, _function in (
    ("new", new),
    ("validate", validate),
    ("preview", preview),
    ("test", try_),
    ("pack", pack),
    ("schema", schema),
):
    register(world_app, _name, _function)
