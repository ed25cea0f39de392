"""`corpsim report`: the tables of runs, on the terminal or as a file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from corpsim.cli.copying import command
from corpsim.cli.given import AsJson, Runs
from corpsim.cli.report_file import write_report
from corpsim.errors import UnknownName
from corpsim.evidence.beliefs import belief_table, statements
from corpsim.evidence.doses import dose_table
from corpsim.report.beliefs import beliefs_to_data, print_beliefs
from corpsim.report.console import data, talk
from corpsim.report.doses import doses_to_data, print_doses
from corpsim.report.pairs import pairs_to_data, print_pairs
from corpsim.report.plaindata import print_json, run_to_data
from corpsim.report.published import Row, print_published, published_to_data, referred
from corpsim.report.rates import print_episodes, print_parts
from corpsim.report.safe import plain
from corpsim.report.transcript import section
from corpsim.runs.pairs import paired_cells, read_pairs
from corpsim.runs.store import EpisodeResult, RunFolder


def report(
    runs: Runs,
    by: Annotated[
        str,
        typer.Option(help="Rows: agent, world, seed and factors, with commas.", show_default="agent and what varies"),
    ] = "",
    all_labels: Annotated[bool, typer.Option("--all-labels", help="Also labels that were never present.")] = False,
    episodes: Annotated[bool, typer.Option("--episodes", help="One line an episode as well.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Write one HTML file with plots and transcripts.", show_default=False),
    ] = None,
    json_: AsJson = False,
) -> None:
    """Show how often each label was present, per condition, with 95 % intervals; and what pairs came to."""
    folders = [RunFolder.open(run) for run in runs]
    results = [folder.results() for folder in folders]
    names = [name.strip() for name in by.split(",") if name.strip()] or None
    _check(names, [result for found in results for result in found])
    if out is not None:
        write_report(folders, out, names)
    if json_:
        told = [_data(folder, found, names) for folder, found in zip(folders, results, strict=True)]
        print_json(told[0] if len(told) == 1 else {"runs": told})
    elif out is None:
        for folder, found in zip(folders, results, strict=True):
            if len(folders) > 1:
                data().print(section(plain(str(folder.path))))
            _print(folder, found, names, episodes=episodes, every=all_labels)


def _data(folder: RunFolder, results: Sequence[EpisodeResult], names: list[str] | None) -> dict[str, Any]:
    return {**run_to_data(folder.path, results, names), **data_beside(folder, results)}


def _print(
    folder: RunFolder, results: Sequence[EpisodeResult], names: list[str] | None, *, episodes: bool, every: bool
) -> None:
    if not results:
        again = command(f"resume {folder.path}")
        talk().print(f"No episode has been played in {folder.path} yet: {again}", soft_wrap=True)
        return
    if episodes:
        print_episodes(data(), results)
        data().print()
    print_parts(data(), results, by=names, every=every)
    print_beside(folder, results)
    left = len(folder.plans) - sum(result.final for result in results)
    if left:
        talk().print(
            f"{left} of {len(folder.plans)} episodes are still to be played: {command(f'resume {folder.path}')}",
            soft_wrap=True,
        )


def print_beside(folder: RunFolder, results: Sequence[EpisodeResult]) -> None:
    """What the design of a run lets one say beyond its table of rates."""
    cells, doses = paired_cells(folder), dose_table(results)
    if cells:
        pairs = read_pairs(folder)
        data().print()
        print_pairs(data(), pairs, len(cells) - len(pairs))
    if doses:
        data().print()
        print_doses(data(), doses)
    beliefs = belief_table(results, statements(folder, results))
    if beliefs:
        data().print()
        print_beliefs(data(), beliefs)
    published = _published(folder, results)
    if published:
        data().print()
        print_published(data(), published)


def _published(folder: RunFolder, results: Sequence[EpisodeResult]) -> list[Row]:
    """What was published of the same question, for a suite that names it."""
    suite = folder.config.suite
    return referred(results) if suite is not None and suite.reference else []


def data_beside(folder: RunFolder, results: Sequence[EpisodeResult]) -> dict[str, Any]:
    """The same as plain data."""
    whole: dict[str, Any] = {}
    doses, said = dose_table(results), statements(folder, results)
    if paired_cells(folder):
        whole["pairs"] = pairs_to_data(read_pairs(folder))
    if doses:
        whole["doses"] = doses_to_data(doses)
    if said:
        whole["beliefs"] = beliefs_to_data(belief_table(results, said), said)
    published = _published(folder, results)
    if published:
        whole["published"] = published_to_data(published)
    return whole


def _check(names: list[str] | None, results: list[EpisodeResult]) -> None:
    known = {"agent", "world", "seed", *(factor for result in results for factor in result.condition)}
    for name in names or ():
        if name not in known:
            raise UnknownName("factor", name, known, "--by")
