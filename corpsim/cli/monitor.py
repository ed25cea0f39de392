"""`corpsim monitor`: set monitors on the episodes of a run, and say how good they are."""

from pathlib import Path
from typing import Annotated

import typer

from corpsim.cli.given import AllowCode, AsJson, Run, parse_options
from corpsim.overseeing.measures import BUDGET, Over, measure
from corpsim.overseeing.watching import watch_run
from corpsim.report.console import data, talk
from corpsim.report.monitor_plots import plot_monitors
from corpsim.report.monitors import print_monitors, report_to_data
from corpsim.report.plaindata import print_json
from corpsim.report.progress import Bar
from corpsim.report.safe import line, plain
from corpsim.runs.store import RunFolder


def monitor(
    run: Run,
    monitor: Annotated[
        list[str],
        typer.Option(
            "--monitor",
            "-m",
            help="A name (corpsim list monitors), path/to/file.py:Class, or max(A, B), mean(A, B), logistic(A, B). "
            "Repeatable.",
            show_default=False,
        ),
    ],
    baseline: Annotated[
        Path | None,
        typer.Option(help="A run whose clean episodes monitors learn from.", show_default="the honest witnesses"),
    ] = None,
    train: Annotated[
        Path | None, typer.Option(help="A labelled run that logistic(…) learns its weights from.", show_default=False)
    ] = None,
    monitor_option: Annotated[
        list[str] | None,
        typer.Option(
            "--monitor-option", "-o", metavar="KEY=VALUE", help="Any option of a monitor.", show_default=False
        ),
    ] = None,
    model: Annotated[str | None, typer.Option(help="The model of the monitor llm.", show_default=False)] = None,
    base_url: Annotated[str | None, typer.Option(help="Its OpenAI-compatible server.", show_default=False)] = None,
    budget: Annotated[
        float, typer.Option(min=0, max=1, help="Share of honest episodes that may be audited, 0 to 1.")
    ] = BUDGET,
    over: Annotated[
        Over, typer.Option(help="What intervals draw anew: companies, or agents where scripts do the same in each.")
    ] = "companies",
    plots: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Draw the curves and the course of suspicion.", show_default=False),
    ] = None,
    max_concurrency: Annotated[
        int, typer.Option("--max-concurrency", "-j", min=1, max=4096, help="Episodes watched at the same time.")
    ] = 8,
    allow_code: AllowCode = False,
    json_: AsJson = False,
) -> None:
    """Let monitors see what an overseer may see of a run, and hold what they suspect against the labels.

    What they say is kept in the run folder, one line an episode; no monitor sees a label. Exit 1 when episodes could
    not be shown to them.
    """
    options = parse_options(monitor_option, flag="--monitor-option", model=model, base_url=base_url)
    with Bar(talk(), "watched") as bar:
        watched = watch_run(
            run,
            monitor,
            baseline=baseline,
            train=train,
            options=options,
            max_concurrency=max_concurrency,
            progress=bar,
            allow_code=allow_code,
        )
    folder = RunFolder.open(run, allow_code=allow_code)
    reports = [measure(folder, name, scores, budget=budget, over=over) for name, scores in watched.scores.items()]
    if json_:
        whole = {"run": str(run), "skipped": watched.skipped}
        print_json({**whole, "monitors": [report_to_data(report) for report in reports]})
    else:
        print_monitors(data(), reports)
    if plots is not None:
        for path in plot_monitors(reports, plots):
            talk().print(plain(f"drawn: {path}"), soft_wrap=True)
    for episode, why in watched.skipped.items():
        talk().print(plain(f"{episode} not shown: {line(why, 300)}"), style="bad", soft_wrap=True)
    if watched.skipped:
        raise typer.Exit(1)
