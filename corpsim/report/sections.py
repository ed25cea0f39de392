"""What a report says beside its rates: a list of sections. A new one is a function that finds, one that prints and one
that gives plain data, and a line in `SECTIONS`."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from rich.console import Console
from rich.text import Text

from corpsim.evidence.beliefs import belief_table, statements
from corpsim.evidence.consistency import consistency_table
from corpsim.evidence.doses import dose_table
from corpsim.evidence.effects import EffectTable, effect_tables
from corpsim.evidence.interactions import Factors, InteractionTable, interaction_tables
from corpsim.evidence.pareto import Point, pareto_points
from corpsim.evidence.pooled import pooled, run_names
from corpsim.overseeing.protocols import protocol_table
from corpsim.report.beliefs import beliefs_to_data, print_beliefs
from corpsim.report.consistency import consistency_to_data, print_consistency
from corpsim.report.console import talk
from corpsim.report.doses import doses_to_data, print_doses
from corpsim.report.effects import effects_to_data, print_effects
from corpsim.report.interactions import interactions_to_data, print_interactions
from corpsim.report.pairs import pairs_to_data, print_pairs
from corpsim.report.pareto import pareto_to_data, print_pareto
from corpsim.report.protocols import print_protocols, protocols_to_data
from corpsim.report.published import print_published, published_to_data, referred
from corpsim.report.safe import plain
from corpsim.runs.pairs import paired_cells, read_pairs
from corpsim.runs.store import EpisodeResult, RunFolder
from corpsim.stats.logit import StatsMissing


class Runs(NamedTuple):
    """What a report is about: run folders, and their episodes together; of several, with the run as a factor.

    `interactions` are those that were asked for.
    """

    folders: tuple[RunFolder, ...]
    results: Sequence[EpisodeResult]
    interactions: tuple[Factors, ...] = ()

    @property
    def asked(self) -> list[str]:
        """The labels that answer the questions of their suites; none where a run is of no suite."""
        suites = [folder.config.suite for folder in self.folders]
        found = dict.fromkeys(label for suite in suites if suite is not None for label in suite.labels)
        return list(found) if None not in suites else []

    def each(self) -> tuple["Runs", ...]:
        """The runs one by one."""
        return tuple(read_runs([folder]) for folder in self.folders)


def read_runs(folders: Sequence[RunFolder]) -> Runs:
    """Run folders and their episodes. Raises InvalidConfiguration for one that is given twice."""
    return Runs(tuple(folders), pooled(folders))


class Section(NamedTuple):
    """A part of a report: `find` returns what it has to say, or nothing; `name` is its key among plain data.

    `together`: it tells of several runs at once; the others are told run by run.
    """

    name: str
    find: Callable[[Runs], Any]
    show: Callable[[Console, Any], None]
    to_data: Callable[[Any], Any]
    together: bool


def _pareto(runs: Runs) -> Sequence[Point]:
    points = pareto_points(runs.results)
    return points if len(points) > 1 else ()


def _pairs(runs: Runs) -> Any:
    cells = paired_cells(runs.folders[0])
    if not cells:
        return None
    pairs = read_pairs(runs.folders[0])
    return pairs, len(cells) - len(pairs)


def _beliefs(runs: Runs) -> Any:
    said = statements(runs.folders[0], runs.results)
    return (belief_table(runs.results, said), said) if said else None


def _effects(runs: Runs) -> Sequence[EffectTable]:
    """Effects on the primary labels of suites, or on all labels. Runs are no factor: what differs between them is."""
    try:
        return effect_tables(_played(runs), runs.asked or None)
    except StatsMissing as missing:
        talk().print(f"No effects of factors: {missing}", soft_wrap=True)
        return ()


def _interactions(runs: Runs) -> Sequence[InteractionTable]:
    """Interactions that were asked for, in the labels and episodes of the effects."""
    try:
        found = interaction_tables(_played(runs), runs.interactions, runs.asked or None)
    except StatsMissing as missing:
        talk().print(f"No interactions of factors: {missing}", soft_wrap=True)
        return ()
    if runs.interactions and not found:
        talk().print("No interactions: no label is present in some of these episodes and not in others.")
    return found


def _played(runs: Runs) -> list[EpisodeResult]:
    return [result for folder in runs.folders for result in folder.results()]


def _published(runs: Runs) -> Any:
    suite = runs.folders[0].config.suite
    return referred(runs.results) if suite is not None and suite.reference else ()


SECTIONS = (
    Section("pareto", _pareto, print_pareto, pareto_to_data, True),
    Section(
        "pairs",
        _pairs,
        lambda console, found: print_pairs(console, *found),
        lambda found: pairs_to_data(found[0]),
        False,
    ),
    Section("protocols", lambda runs: protocol_table(runs.results), print_protocols, protocols_to_data, True),
    Section("doses", lambda runs: dose_table(runs.results), print_doses, doses_to_data, True),
    Section(
        "beliefs",
        _beliefs,
        lambda console, found: print_beliefs(console, found[0]),
        lambda found: beliefs_to_data(*found),
        False,
    ),
    Section("effects", _effects, print_effects, effects_to_data, True),
    Section("interactions", _interactions, print_interactions, interactions_to_data, True),
    Section("consistency", lambda runs: consistency_table(runs.results), print_consistency, consistency_to_data, True),
    Section("published", _published, print_published, published_to_data, False),
)


def print_sections(console: Console, runs: Runs) -> None:
    """What the design of these runs lets one say: of all of them, then of each."""
    several = len(runs.folders) > 1
    _print(console, runs, [section for section in SECTIONS if section.together or not several])
    if several:
        for name, run in zip(run_names(runs.folders), runs.each(), strict=True):
            _print(console, run, [section for section in SECTIONS if not section.together], plain(name))


def _print(console: Console, runs: Runs, sections: Sequence[Section], head: str = "") -> None:
    for section in sections:
        found = section.find(runs)
        if found:
            console.print()
            if head:
                console.print(Text(head, "mark"))
            section.show(console, found)


def sections_to_data(runs: Runs) -> dict[str, Any]:
    """The same as plain data; of several runs only what tells of all of them."""
    several = len(runs.folders) > 1
    told = ((s, s.find(runs)) for s in SECTIONS if s.together or not several)
    return {section.name: section.to_data(found) for section, found in told if found}
