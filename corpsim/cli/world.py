"""`corpsim world`: begin, check, look at, try and pack a world."""

from typing import Annotated

import typer

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.cli.door import Commands, register
from corpsim.cli.given import Conditions, World, parse_conditions
from corpsim.cli.world_new import new
from corpsim.cli.world_pack import pack
from corpsim.cli.world_schema import schema
from corpsim.cli.world_test import try_
from corpsim.cli.world_validate import validate
from corpsim.report.console import data
from corpsim.report.preview import print_preview

world_app = typer.Typer(
    cls=Commands, help="Begin, check, look at, try and pack a world.", no_args_is_help=True, rich_markup_mode=None
)


def preview(
    world: World = "leverage",
    seed: Annotated[int, typer.Option("--seed", "-s", min=0, help="Which company.")] = 0,
    condition: Conditions = None,
    full: Annotated[bool, typer.Option("--full", help="Fold nothing.")] = False,
) -> None:
    """Show what one seed makes of a world: cast, briefing, inbox, what is coming. Hidden things included."""
    template = find_world(world)
    wanted = draw_condition(template, seed, parse_conditions(condition)[0])
    print_preview(data(), compiled(template, seed, wanted), full=full)


for _name, _function in (
    ("new", new),
    ("validate", validate),
    ("preview", preview),
    ("test", try_),
    ("pack", pack),
    ("schema", schema),
):
    register(world_app, _name, _function)
