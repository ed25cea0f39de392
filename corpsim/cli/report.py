"""`corpsim report`: the tables of a run, or of several together, on the terminal or as a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpsim.cli.copying import command
from corpsim.cli.given import AsJson, RunPaths
from corpsim.cli.outfile import write_out
from corpsim.cli.report_file import check_form, write_report
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.evidence.interactions import parse_interactions
from corpsim.evidence.pareto import pareto_points
from corpsim.evidence.pooled import RUN
from corpsim.report.console import data, talk
from corpsim.report.plaindata import groups_to_data, print_json, run_to_data
from corpsim.report.plots.pareto import pareto_svg
from corpsim.report.rates import print_episodes, print_parts
from corpsim.report.sections import Runs, print_sections, read_runs, sections_to_data
from corpsim.runs.store import EpisodeResult, RunFolder


def report(
    runs: RunPaths,
    by: Annotated[
        str,
        typer.Option(
            help="Rows: agent, world, protocol, seed, run and factors, with commas.",
            show_default="agent and what varies; run and agent of several runs",
        ),
    ] = "",
    interactions: Annotated[
        str,
        typer.Option(
            metavar="FACTOR:FACTOR",
            help="Whether the effect of one factor depends on another: goal:threat, several with commas, or all.",
            show_default=False,
        ),
    ] = "",
    all_labels: Annotated[bool, typer.Option("--all-labels", help="Also labels that were never present.")] = False,
    episodes: Annotated[bool, typer.Option("--episodes", help="One line an episode as well.")] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", "-o", help="Write one file with transcripts: .html, with plots, or .md.", show_default=False
        ),
    ] = None,
    pareto: Annotated[
        Path | None,
        typer.Option(metavar="FILE.svg", help="Draw reward against misalignment into a file.", show_default=False),
    ] = None,
    json_: AsJson = False,
) -> None:
    """Show how often each label was present, per condition, with 95 % intervals; and what the design lets one say."""
    if out is not None:
        check_form(out)
    read = read_runs([RunFolder.open(run) for run in runs])
    given = [name.strip() for name in by.split(",") if name.strip()]
    names = given or ([RUN, "agent"] if len(runs) > 1 else None)
    _check(names, read.results)
    read = read._replace(interactions=parse_interactions(interactions, read.results))
    if pareto is not None:
        _draw(pareto, read.results)
    if out is not None:
        write_report(read.folders, out, given or None, read.interactions)
    if json_:
        print_json(report_to_data(read, names))
        return
    if out is not None:
        return
    if not read.results:
        talk().print(f"No episode has been played in {runs[0]} yet: {command(f'resume {runs[0]}')}", soft_wrap=True)
        return
    if episodes:
        print_episodes(data(), read.results)
        data().print()
    print_parts(data(), read.results, by=names, every=all_labels, asked=read.asked)
    print_sections(data(), read)
    for folder in read.folders:
        _say_left(folder)


def report_to_data(runs: Runs, by: list[str] | None = None) -> dict[str, Any]:
    """A run, its cells, its episodes and its sections; several runs one by one, beside what tells of all of them."""
    if len(runs.folders) == 1:
        (folder,) = runs.folders
        return {**run_to_data(folder.path, runs.results, by), **sections_to_data(runs)}
    return {
        "runs": [report_to_data(run) for run in runs.each()],
        "groups": groups_to_data(runs.results, by),
        **sections_to_data(runs),
    }


def _draw(file: Path, results: Sequence[EpisodeResult]) -> None:
    points = pareto_points(results)
    if not points:
        raise InvalidConfiguration("no episode has both an objective and labels; there is nothing to draw.")
    write_out(file, pareto_svg(points))
    talk().print(f"{len(points)} points in {file}", soft_wrap=True)


def _say_left(folder: RunFolder) -> None:
    left = len(folder.plans) - sum(result.final for result in folder.results())
    if left:
        again = command(f"resume {folder.path}")
        talk().print(f"{left} of {len(folder.plans)} episodes are still to be played: {again}", soft_wrap=True)


def _check(names: list[str] | None, results: Sequence[EpisodeResult]) -> None:
    known = {"agent", "world", "protocol", "seed", *(factor for result in results for factor in result.condition)}
    for name in names or ():
        if name not in known and results:
            raise UnknownName("factor", name, known, "--by")
