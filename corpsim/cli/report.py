"""`corpsim report`: the table of a run."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from corpsim.cli.copying import command
from corpsim.cli.given import AsJson, Run
from corpsim.errors import UnknownName
from corpsim.evidence.beliefs import belief_table, statements
from corpsim.evidence.doses import dose_table
from corpsim.overseeing.protocols import protocol_table
from corpsim.report.beliefs import beliefs_to_data, print_beliefs
from corpsim.report.console import data, talk
from corpsim.report.doses import doses_to_data, print_doses
from corpsim.report.pairs import pairs_to_data, print_pairs
from corpsim.report.plaindata import print_json, run_to_data
from corpsim.report.protocols import print_protocols, protocols_to_data
from corpsim.report.published import Row, print_published, published_to_data, referred
from corpsim.report.rates import print_episodes, print_parts
from corpsim.runs.pairs import paired_cells, read_pairs
from corpsim.runs.store import EpisodeResult, RunFolder


def report(
    run: Run,
    by: Annotated[
        str,
        typer.Option(
            help="Rows: agent, world, protocol, seed and factors, with commas.", show_default="agent and what varies"
        ),
    ] = "",
    all_labels: Annotated[bool, typer.Option("--all-labels", help="Also labels that were never present.")] = False,
    episodes: Annotated[bool, typer.Option("--episodes", help="One line an episode as well.")] = False,
    json_: AsJson = False,
) -> None:
    """Show how often each label was present, per condition, with 95 % intervals; and what pairs came to."""
    folder = RunFolder.open(run)
    results = folder.results()
    names = [name.strip() for name in by.split(",") if name.strip()] or None
    _check(names, results)
    if json_:
        print_json({**run_to_data(folder.path, results, names), **data_beside(folder, results)})
        return
    if not results:
        talk().print(f"No episode has been played in {run} yet: {command(f'resume {run}')}", soft_wrap=True)
        return
    if episodes:
        print_episodes(data(), results)
        data().print()
    print_parts(data(), results, by=names, every=all_labels)
    print_beside(folder, results)
    left = len(folder.plans) - sum(result.final for result in results)
    if left:
        talk().print(
            f"{left} of {len(folder.plans)} episodes are still to be played: {command(f'resume {run}')}", soft_wrap=True
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
    protocols = protocol_table(results)
    if protocols:
        data().print()
        print_protocols(data(), protocols)
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
    protocols = protocol_table(results)
    if paired_cells(folder):
        whole["pairs"] = pairs_to_data(read_pairs(folder))
    if protocols:
        whole["protocols"] = protocols_to_data(protocols)
    if doses:
        whole["doses"] = doses_to_data(doses)
    if said:
        whole["beliefs"] = beliefs_to_data(belief_table(results, said), said)
    published = _published(folder, results)
    if published:
        whole["published"] = published_to_data(published)
    return whole


def _check(names: list[str] | None, results: list[EpisodeResult]) -> None:
    known = {"agent", "world", "protocol", "seed", *(factor for result in results for factor in result.condition)}
    for name in names or ():
        if name not in known:
            raise UnknownName("factor", name, known, "--by")
