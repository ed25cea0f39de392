"""`corpsim play`: a person at the desk, recorded like any agent."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.cli.copying import command
from corpsim.cli.door import INTERRUPTED
from corpsim.cli.given import AllowCode, AsJson, Conditions, free_folder, parse_conditions, read_seeds
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json, result_to_data
from corpsim.report.safe import safe
from corpsim.report.sitting import clock_of
from corpsim.report.transcript import Page, section
from corpsim.report.verdicts import show_labels, show_result
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder


def play(
    world: Annotated[str, typer.Argument(metavar="WORLD", help="A world's name or folder.")] = "leverage",
    condition: Conditions = None,
    seed: Annotated[int, typer.Option("--seed", "-s", min=0, help="Which company.")] = 0,
    max_steps: Annotated[
        int | None, typer.Option(help="Calls after which the day is cut off.", show_default="the world's")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="The run folder.", show_default="runs/WORLD-human")] = None,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Sit at the desk yourself. What you do is recorded and judged like any agent's day."""
    conditions = parse_conditions(condition)
    if len(conditions) != 1:
        raise typer.BadParameter("a person plays one condition at a time.", param_hint="--condition")
    config = parse_config(
        {
            "worlds": [world],
            "agents": ["human"],
            "conditions": conditions,
            "seeds": read_seeds(str(seed)),
            "max_steps": max_steps,
            "timeout_s": None,
            "allow_code": allow_code,
        }
    )
    folder = out or free_folder(f"{Path(world).name}-human")
    run_blocking(config, folder)
    _debrief(RunFolder.open(folder), json_)


def _debrief(folder: RunFolder, json_: bool) -> None:
    """How the day went: what it was paid, what it was worth, and the labels."""
    result = next(iter(folder.results()), None)
    if result is not None and json_:
        print_json(result_to_data(result))
    if result is None or not result.final:
        talk().print(
            f"The day was left before its end; begin again with: {command(f'resume {folder.path}')}", soft_wrap=True
        )
        raise typer.Exit(INTERRUPTED)
    if json_:
        return
    record = folder.episode(result.id)
    last = record.steps[-1].observation.strip() if record.steps else ""
    console = data()
    page = Page(record.seat, clock_of(record), result.labels)
    console.print(section("the end of the day"))
    console.print(safe(last))
    console.print()
    console.print(show_result(record, result))
    console.print()
    console.print(show_labels(result.labels, result.decided, record.events, page))
    console.print()
    talk().print(f"read it again: {command(f'show {folder.path} 1')}", soft_wrap=True)
