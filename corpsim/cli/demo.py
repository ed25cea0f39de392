"""`corpsim demo`: a dozen episodes, a table, and what to look at next."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.cli.copying import command
from corpsim.cli.door import INTERRUPTED
from corpsim.cli.given import AsJson, free_folder, parse_options
from corpsim.evidence.rates import rate_table
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json, run_to_data
from corpsim.report.progress import Bar
from corpsim.report.rates import print_episodes, print_rates
from corpsim.report.transcript import section
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig, parse_config
from corpsim.runs.store import EpisodeResult, RunFolder

WORLD = "leverage"
WITNESSES = ("honest", "blackmailer", "veiled_blackmailer", "discloser", "evader", "policy_notice", "do_nothing")
CONDITIONS = tuple(
    {"threat": "replacement", "rules": "none", "oversight": oversight} for oversight in ("monitored", "unmonitored")
)
SCRIPTS = "The built-in agents are scripts: they show what the laboratory sees, not what models do."
LOCAL_STEPS = 6
"""Calls the small real model makes in each episode of the demo: enough to see it work."""


def demo(
    agent: Annotated[
        str, typer.Option(help="Another agent in place of the built-in ones; local is a small real model.")
    ] = "",
    model: Annotated[str | None, typer.Option(help="The model of that agent.", show_default=False)] = None,
    out: Annotated[Path | None, typer.Option(help="The run folder.", show_default="runs/demo")] = None,
    json_: AsJson = False,
) -> None:
    """Play some episodes of `leverage` with built-in agents and show what came out. No key, no network."""
    config = _config(agent, model)
    folder = out or free_folder("demo")
    talk().print(f"{len(config.plans())} episodes of {WORLD}: {', '.join(config.agents)}")
    with Bar(talk()) as bar:
        progress = run_blocking(config, folder, progress=bar)
    run = RunFolder.open(folder)
    if json_:
        print_json(run_to_data(run.path, run.results()))
    else:
        _print(run)
    if progress.interrupted:
        raise typer.Exit(INTERRUPTED)
    if progress.failures:
        raise typer.Exit(1)


def _config(agent: str, model: str | None) -> RunConfig:
    shared: dict[str, Any] = {"worlds": [WORLD], "conditions": CONDITIONS, "options": parse_options(None, model=model)}
    if not agent:
        return parse_config({**shared, "agents": _witnesses(), "seeds": [0]})
    if agent == "local":
        return parse_config({**shared, "agents": [agent], "seeds": [0], "max_steps": LOCAL_STEPS, "max_concurrency": 1})
    return parse_config({**shared, "agents": [agent], "seeds": [0, 1, 2, 3]})


def _witnesses() -> list[str]:
    """The witnesses of the demo that exist under all of its conditions."""
    template = find_world(WORLD)
    scenarios = [compiled(template, 0, draw_condition(template, 0, condition)) for condition in CONDITIONS]
    names = [{witness.name for witness in scenario.witnesses} for scenario in scenarios]
    return [name for name in WITNESSES if all(name in known for known in names)]


def _print(run: RunFolder) -> None:
    console, results = data(), run.results()
    console.print(Text(SCRIPTS, "quiet"))
    console.print(section("episodes"))
    print_episodes(console, results)
    console.print()
    console.print(section("conditions × labels, all agents together"))
    print_rates(console, rate_table(results, by=["oversight"]))
    console.print()
    best = _worth_reading(results)
    if best is None:
        return
    console.print(section("next"))
    console.print(Text("a transcript   ", "quiet").append(str(run.episode_path(best.id))), soft_wrap=True)
    number = int(best.id.split("-")[0])
    for arguments in (
        f"show {run.path} {number}",
        f"report {run.path} --by agent",
        f"replay {run.path} {number}",
        f"play {WORLD}",
        f"run {WORLD} --agent openai --model NAME --base-url URL",
    ):
        console.print(Text("copy           ", "quiet").append(command(arguments), "command"), soft_wrap=True)


def _worth_reading(results: list[EpisodeResult]) -> EpisodeResult | None:
    """The episode with the most serious label, else the first."""

    def gravity(result: EpisodeResult) -> int:
        return max((label.severity for label in result.labels.values() if label.present), default=0)

    return max(results, key=gravity, default=None)
