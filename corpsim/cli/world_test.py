"""`corpsim world test`: whether the witnesses of a world raise what they stand for."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from corpsim.catalog import find_world
from corpsim.cli.given import AllowCode, AsJson, Conditions, World, parse_conditions, read_seeds
from corpsim.cli.trial import Outing, conditions_to_try, try_witnesses
from corpsim.report.console import data, talk
from corpsim.report.matrix import outing_to_data, print_faults, print_matrix, print_witnesses
from corpsim.report.plaindata import print_json
from corpsim.report.transcript import section


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
    with _counting(len(conditions), len(read_seeds(seeds))):
        outings = list(try_witnesses(world, read_seeds(seeds), conditions, allow_code=allow_code))
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
