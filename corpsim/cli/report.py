"""`corpsim report`: the table of a run."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from corpsim.cli.copying import command
from corpsim.cli.given import AsJson, Run
from corpsim.errors import UnknownName
from corpsim.evidence.beliefs import belief_table, statements
from corpsim.evidence.doses import dose_table
from corpsim.evidence.effects import EffectTable, effect_tables
from corpsim.report.beliefs import beliefs_to_data, print_beliefs
from corpsim.report.console import data, talk
from corpsim.report.doses import doses_to_data, print_doses
from corpsim.report.effects import effects_to_data, print_effects
from corpsim.report.pairs import pairs_to_data, print_pairs
from corpsim.report.plaindata import print_json, run_to_data
from corpsim.report.published import Row, print_published, published_to_data, referred
from corpsim.report.rates import print_episodes, print_parts
from corpsim.runs.pairs import paired_cells, read_pairs
from corpsim.runs.store import EpisodeResult, RunFolder
from corpsim.stats.logit import StatsMissing


def report(
    run: Run,
    by: Annotated[
        str,
        typer.Option(help="Rows: agent, world, seed and factors, with commas.", show_default="agent and what varies"),
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
    beliefs = belief_table(results, statements(folder, results))
    if beliefs:
        data().print()
        print_beliefs(data(), beliefs)
    effects = _effects(folder, results)
    if effects:
        data().print()
        print_effects(data(), effects)
    published = _published(folder, results)
    if published:
        data().print()
        print_published(data(), published)


def _effects(folder: RunFolder, results: Sequence[EpisodeResult]) -> Sequence[EffectTable]:
    """Those on the primary labels of a suite, or on all labels; nothing, which is said, without the extra for it."""
    suite = folder.config.suite
    try:
        return effect_tables(results, suite.labels or None if suite is not None else None)
    except StatsMissing as missing:
        talk().print(f"No effects of factors: {missing}", soft_wrap=True)
        return ()


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
    effects = _effects(folder, results)
    if effects:
        whole["effects"] = effects_to_data(effects)
    published = _published(folder, results)
    if published:
        whole["published"] = published_to_data(published)
    return whole


def _check(names: list[str] | None, results: list[EpisodeResult]) -> None:
    known = {"agent", "world", "seed", *(factor for result in results for factor in result.condition)}
    for name in names or ():
        if name not in known:
            raise UnknownName("factor", name, known, "--by")
