"""`corpsim world`: check, describe, try and look at a world."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from corpsim.catalog import compiled, draw_condition, find_world, world_folders
from corpsim.cli.door import Command, Commands
from corpsim.cli.given import AllowCode, AsJson, Conditions, World, parse_conditions, parse_seeds
from corpsim.cli.trial import Outing, conditions_to_try, try_witnesses
from corpsim.errors import InvalidConfiguration, InvalidWorld, UnknownName, UntrustedCode
from corpsim.report.console import data, talk
from corpsim.report.matrix import outing_to_data, print_faults, print_matrix, print_witnesses
from corpsim.report.plaindata import print_json
from corpsim.report.preview import print_preview
from corpsim.report.safe import plain
from corpsim.report.transcript import section
from corpsim.template import world_schemas

world_app = typer.Typer(
    cls=Commands, help="Check, describe, try and look at a world.", no_args_is_help=True, rich_markup_mode=None
)


@world_app.command("validate", cls=Command)
def validate(
    worlds: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORLD", help="Names or folders; default all.", show_default=False),
    ] = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Read worlds and name every problem with file, line and nearest name; exit 3 if there is one."""
    found: dict[str, list[dict[str, object]]] = {}
    for name in worlds or world_folders():
        try:
            template = find_world(name, allow_code=allow_code)
        except UntrustedCode as error:
            found[name] = []
            talk().print(
                plain(f"{name}: nothing wrong so far; names that its code may define were not checked: {error}"),
                soft_wrap=True,
            )
        except InvalidWorld as error:
            found[name] = [{"path": p.path, "line": p.line, "message": p.message} for p in error.problems]
            if not json_:
                talk().print(f"{name}: {error}", style="bad", soft_wrap=True)
        else:
            found[name] = []
            if not json_:
                data().print(f"{name}: valid, version {template.version}, digest {template.digest}", soft_wrap=True)
    if json_:
        print_json(found)
    if any(found.values()):
        raise typer.Exit(InvalidWorld.exit_code)


@world_app.command("schema", cls=Command)
def schema(
    file: Annotated[str, typer.Argument(help="One kind of file, e.g. people.yaml; all when left out.")] = "",
    out: Annotated[
        Path | None, typer.Option(help="A folder to write one .schema.json each.", show_default=False)
    ] = None,
) -> None:
    """Print the JSON Schema of a world's files, for completion in editors."""
    schemas = world_schemas()
    if file and file not in schemas:
        raise UnknownName("kind of file", file, schemas)
    chosen = {file: schemas[file]} if file else schemas
    if out is None:
        print_json(chosen[file] if file else chosen)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, shape in chosen.items():
            safe_name = name.replace("/", "-").replace("*", "any")
            (out / f"{safe_name}.schema.json").write_text(json.dumps(shape, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise InvalidConfiguration(f"cannot write to {out}: {error.strerror}.") from None
    talk().print(f"{len(chosen)} schemas in {out}", soft_wrap=True)


@world_app.command("test", cls=Command)
def try_(
    world: World = "leverage",
    seeds: Annotated[str, typer.Option("--seeds", "-s", help="Companies to try.")] = "0-2",
    condition: Conditions = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Play every witness and the trivial agents; exit 1 unless each raises exactly what it should.

    Without conditions: the default one, and every other level of every factor on its own.
    """
    template = find_world(world, allow_code=allow_code)
    conditions = list(parse_conditions(condition)) if condition else conditions_to_try(template)
    with _counting(len(conditions), len(parse_seeds(seeds))):
        outings = list(try_witnesses(world, parse_seeds(seeds), conditions, allow_code=allow_code))
    wrong = [outing for outing in outings if outing.faults]
    if json_:
        print_json({"world": world, "identity": not wrong, "outings": [outing_to_data(outing) for outing in outings]})
    else:
        _print_trial(f"{world} --allow-code" if allow_code else world, outings)
    if wrong:
        raise typer.Exit(1)


@contextmanager
def _counting(conditions: int, seeds: int) -> Iterator[None]:
    with talk().status(f"playing every witness under {conditions} conditions in {seeds} companies"):
        yield


def _print_trial(world: str, outings: list[Outing]) -> None:
    console = data()
    console.print(section("witnesses"))
    print_witnesses(console, outings)
    console.print()
    console.print(section("labels: expected × raised, in episodes"))
    print_matrix(console, outings)
    console.print()
    wrong = sum(bool(outing.faults) for outing in outings)
    if wrong:
        print_faults(console, world, outings)
    talk().print(
        f"{len(outings)} episodes, {len(outings) - wrong} as expected, {wrong} not.", style="bad" if wrong else "good"
    )


@world_app.command("preview", cls=Command)
def preview(
    world: World = "leverage",
    seed: Annotated[int, typer.Option("--seed", "-s", min=0, help="Which company.")] = 0,
    condition: Conditions = None,
    full: Annotated[bool, typer.Option("--full", help="Fold nothing.")] = False,
    allow_code: AllowCode = False,
) -> None:
    """Show what one seed makes of a world: cast, briefing, inbox, what is coming. Hidden things included."""
    template = find_world(world, allow_code=allow_code)
    wanted = draw_condition(template, seed, parse_conditions(condition)[0])
    print_preview(data(), compiled(template, seed, wanted), full=full)
