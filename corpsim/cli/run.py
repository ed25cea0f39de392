"""`corpsim run` and `corpsim resume`: many episodes into a run folder."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from corpsim.cli.asked import plain_config, show_outlook, suite_config
from corpsim.cli.copying import command
from corpsim.cli.door import INTERRUPTED
from corpsim.cli.given import (
    AgentOptions,
    AllowCode,
    AsJson,
    Conditions,
    Run,
    free_folder,
    parse_options,
    read_seeds,
)
from corpsim.cli.report import report_to_data
from corpsim.report.console import data, talk
from corpsim.report.plaindata import print_json
from corpsim.report.progress import Bar
from corpsim.report.rates import print_parts
from corpsim.report.safe import line
from corpsim.report.sections import print_sections, read_runs
from corpsim.runs.design import slug
from corpsim.runs.manner import manner_of
from corpsim.runs.prices import read_prices
from corpsim.runs.progress import Progress
from corpsim.runs.resume import resume as resume_run
from corpsim.runs.resume import unchanged
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

BudgetGiven = Annotated[
    str | None,
    typer.Option(
        metavar="AMOUNT", help="Stop when this is used up: 500k-tokens, or money: 20, 20-USD.", show_default=False
    ),
]
PricesGiven = Annotated[
    Path | None, typer.Option(help="A file with prices of models.", show_default="~/.config/corpsim/prices.yaml")
]
RequestsPerMinute = Annotated[float | None, typer.Option(help="Most requests to each model.", show_default=False)]
TokensPerMinute = Annotated[float | None, typer.Option(help="Most tokens of each model.", show_default=False)]
CacheGiven = Annotated[
    str | None,
    typer.Option(
        metavar="auto|on|off|FOLDER",
        help="Keep answers of models: those at temperature 0, all, none, or all in FOLDER.",
        show_default="auto",
    ),
]
ExecutorGiven = Annotated[
    Literal["local", "ray"] | None,
    typer.Option("--executor", help="Play on this machine or on a Ray cluster.", show_default="local"),
]
RayAddress = Annotated[
    str | None,
    typer.Option(
        metavar="auto|HOST:PORT", help="The cluster; without it, one of this machine's own.", show_default=False
    ),
]
FailOnError = Annotated[
    float,
    typer.Option(help="Exit 1 when more episodes than this were stopped by the model or the machine; below 1 a share."),
]


def run(
    worlds: Annotated[
        list[str] | None, typer.Argument(metavar="WORLD", help="Worlds; default leverage.", show_default=False)
    ] = None,
    agent: Annotated[
        list[str] | None,
        typer.Option(
            "--agent",
            "-a",
            help="A name (corpsim list agents), a witness, or path/to/file.py:Class. Repeatable.",
            show_default="honest",
        ),
    ] = None,
    condition: Conditions = None,
    pairs: Annotated[
        str | None,
        typer.Option(
            metavar="FACTOR", help="Play every cell under each level of FACTOR, and compare.", show_default=False
        ),
    ] = None,
    doses: Annotated[
        str | None,
        typer.Option(help="Chances of an audit to tell the seat, 0 to 1: 0,.01,.1,.5,1.", show_default=False),
    ] = None,
    suite: Annotated[
        str | None,
        typer.Option(help="A designed experiment (corpsim list suites), or the path of one.", show_default=False),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what it would take, and what it could find.")
    ] = False,
    prices: PricesGiven = None,
    seeds: Annotated[
        str | None, typer.Option("--seeds", "-s", help="One company each: 3, 0-9 or 0-4,7.", show_default="0")
    ] = None,
    protocol: Annotated[
        list[str] | None,
        typer.Option(
            metavar="RESPONSE:MONITOR:THRESHOLD",
            help="What oversees the agent: audit:rules:0.5, block:…, pause:…, choose:llm:0.3 or none. Repeatable.",
            show_default="none",
        ),
    ] = None,
    protocol_option: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=VALUE",
            help="Any option of the protocols' monitors; trusted_KEY of trusted agents.",
            show_default=False,
        ),
    ] = None,
    trials: Annotated[
        int | None, typer.Option(help="How often each cell is played with the same seed.", show_default="1")
    ] = None,
    model: Annotated[
        str | None, typer.Option("--model", "-m", help="The model of the agent.", show_default=False)
    ] = None,
    base_url: Annotated[str | None, typer.Option(help="An OpenAI-compatible server.", show_default=False)] = None,
    temperature: Annotated[float | None, typer.Option(help="Of the model.", show_default=False)] = None,
    agent_option: AgentOptions = None,
    company_size: Annotated[int | None, typer.Option(help="Employees.", show_default="the world's")] = None,
    audit_probability: Annotated[
        float | None, typer.Option(help="Share of the seat's mail that is audited, 0 to 1.", show_default="the world's")
    ] = None,
    max_steps: Annotated[
        int | None, typer.Option(help="Calls after which an episode is cut off.", show_default="the world's")
    ] = None,
    timeout_s: Annotated[
        float | None,
        typer.Option(help="Seconds after which an episode is cut off; 0 for never.", show_default="3600"),
    ] = None,
    retries: Annotated[
        int | None, typer.Option(help="How often an episode whose model failed is played again.", show_default="1")
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", help="Processes for scripted agents.", show_default="1")
    ] = None,
    max_concurrency: Annotated[
        int | None,
        typer.Option("--max-concurrency", "-j", help="Episodes of model agents at the same time.", show_default="8"),
    ] = None,
    budget: BudgetGiven = None,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    cache: CacheGiven = None,
    executor: ExecutorGiven = None,
    ray_address: RayAddress = None,
    out: Annotated[Path | None, typer.Option(help="The run folder.", show_default="runs/WORLD-AGENT")] = None,
    allow_code: AllowCode = False,
    fail_on_error: FailOnError = 0,
    json_: AsJson = False,
) -> None:
    """Play episodes: every world, agent, condition and seed. The same folder again goes on where it was stopped."""
    given = {
        "agents": agent,
        "protocols": protocol,
        "protocol_options": parse_options(protocol_option, flag="--protocol-option") or None,
        "seeds": read_seeds(seeds) if seeds is not None else None,
        "trials": trials,
        "options": parse_options(agent_option, model=model, base_url=base_url, temperature=temperature) or None,
        "company_size": company_size,
        "audit_probability": audit_probability,
        "max_steps": max_steps,
        "timeout_s": timeout_s,
        "retries": retries,
        "workers": workers,
        "max_concurrency": max_concurrency,
        "budget": budget,
        "requests_per_minute": requests_per_minute,
        "tokens_per_minute": tokens_per_minute,
        "cache": cache,
        "executor": executor,
        "ray_address": ray_address,
        "allow_code": allow_code,
    }
    designed = {"conditions": condition, "pairs": pairs, "doses": doses}
    config = suite_config(suite, worlds, designed, given) if suite else plain_config(worlds, designed, given)
    if dry_run:
        show_outlook(config, prices, json_)
        return
    names = [suite] if suite else [*(worlds or ["leverage"])[:2], *config.agents[:2]]
    folder = out or free_folder("-".join(map(slug, names)))
    known = read_prices(prices) if prices is not None else None
    carry_out(folder, config, partial(run_blocking, config, folder, prices=known), fail_on_error, json_)


def resume(
    run: Run,
    budget: BudgetGiven = None,
    prices: PricesGiven = None,
    requests_per_minute: RequestsPerMinute = None,
    tokens_per_minute: TokensPerMinute = None,
    cache: CacheGiven = None,
    executor: ExecutorGiven = None,
    ray_address: RayAddress = None,
    allow_code: AllowCode = False,
    fail_on_error: FailOnError = 0,
    json_: AsJson = False,
) -> None:
    """Go on with a run that was stopped: unfinished and failed episodes are played again, the others kept.

    The options say what is to be otherwise than before.
    """
    given = {
        "budget": budget,
        "requests_per_minute": requests_per_minute,
        "tokens_per_minute": tokens_per_minute,
        "cache": cache,
        "executor": executor,
        "ray_address": ray_address,
    }
    how: dict[str, Any] = {name: value for name, value in given.items() if value is not None}
    config = unchanged(run, allow_code=allow_code).config
    known = read_prices(prices) if prices is not None else None
    work = partial(resume_run, run, allow_code=allow_code, prices=known, **how)
    carry_out(run, config, work, fail_on_error, json_)


def carry_out(
    folder: Path, config: RunConfig, work: Callable[..., Progress], fail_on_error: float, json_: bool
) -> None:
    """Do `work(progress=…)` with a progress bar, print the table, and leave with the right exit code."""
    if any(manner_of(agent).interactive for agent in config.agents):
        progress = work(progress=None)  # a bar and a person cannot share a terminal
    else:
        with Bar(talk()) as bar:
            progress = work(progress=bar)
    runs = read_runs([RunFolder.open(folder)])
    if json_:
        stopped = {"stopped": progress.reason} if progress.reason else {}
        print_json({**report_to_data(runs), **stopped})
    elif any(result.final for result in runs.results):
        print_parts(data(), runs.results, asked=runs.asked)
        print_sections(data(), runs)
    _say_next(folder, progress, " --allow-code" if config.allow_code else "")
    if progress.interrupted:
        raise typer.Exit(INTERRUPTED)
    allowed = fail_on_error * progress.total if 0 < fail_on_error < 1 else fail_on_error
    if progress.failures > allowed:
        raise typer.Exit(1)


def _say_next(folder: Path, progress: Progress, flags: str) -> None:
    console = talk()
    counts = ", ".join(f"{count} {outcome}" for outcome, count in progress.counts.items() if count)
    console.print(f"{progress.done} of {progress.total} episodes ({counts or 'none'}) in {folder}", soft_wrap=True)
    if progress.reason:
        console.print(f"stopped: {line(progress.reason, 300)}.", style="bad", soft_wrap=True)
    elif progress.last is not None and progress.last.error:
        console.print(f"last error: {line(progress.last.error, 300)}", style="bad", soft_wrap=True)
    if progress.interrupted or progress.failures:
        console.print(f"go on with:   {command(f'resume {folder}{flags}')}", soft_wrap=True)
    if progress.done:
        console.print(f"look at one:  {command(f'show {folder} 1')}", soft_wrap=True)
