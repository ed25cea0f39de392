"""What a report is about: one run or several, read once."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from corpsim.evidence.beliefs import Statement, statements
from corpsim.evidence.interactions import Factors
from corpsim.evidence.pooled import RUN, pooled, run_names
from corpsim.evidence.rates import Group, by_part, rate_table
from corpsim.label import in_order
from corpsim.runs.pairs import Pair, paired_cells, read_pairs
from corpsim.runs.parts import SuiteNote
from corpsim.runs.store import EpisodeResult, RunFolder

ENOUGH = 6
"""Labels that are drawn, where the suite does not ask for more."""


@dataclass(frozen=True)
class Played:
    """One run under the name it has in the report."""

    name: str
    folder: RunFolder

    @cached_property
    def results(self) -> Sequence[EpisodeResult]:
        """Its episodes in short."""
        return self.folder.results()

    @cached_property
    def pairs(self) -> Sequence[Pair]:
        """Its pairs that were compared."""
        return read_pairs(self.folder)

    @cached_property
    def uncompared(self) -> int:
        """Pairs that are planned and were not compared."""
        return len(paired_cells(self.folder)) - len(self.pairs)

    @cached_property
    def said(self) -> Mapping[str, Statement]:
        """What the seats said they believed, by episode."""
        return statements(self.folder, self.results)


@dataclass(frozen=True)
class Subject:
    """The runs of a report, in the order in which they were named. `by` are the rows of its tables; None for the agent
    and what varies. `interactions` are those that were asked for."""

    runs: tuple[Played, ...]
    by: Sequence[str] | None = None
    interactions: tuple[Factors, ...] = ()

    @property
    def several(self) -> bool:
        """Whether runs have to be told apart."""
        return len(self.runs) > 1

    @property
    def suite(self) -> SuiteNote | None:
        """The suite of all runs; None where they have none, or not the same."""
        suites = {run.folder.config.suite for run in self.runs}
        return suites.pop() if len(suites) == 1 else None

    @cached_property
    def results(self) -> Sequence[EpisodeResult]:
        """The episodes of all runs."""
        return [result for run in self.runs for result in run.results]

    @cached_property
    def decided(self) -> Sequence[str]:
        """The labels that some detector decided, those that answer the suite's question first."""
        found = in_order({name for result in self.results for name in result.decided})
        asked = [name for name in self.asked if name in found]
        return [*asked, *(name for name in found if name not in asked)]

    @property
    def asked(self) -> Sequence[str]:
        """The labels that answer the suite's question."""
        return self.suite.labels if self.suite is not None else ()

    @cached_property
    def shown(self) -> Sequence[str]:
        """The labels worth a column: those that were asked for, then those that were ever present, most often first."""
        present = Counter(name for result in self.results for name, label in result.labels.items() if label.present)
        others = [name for name in self.decided if name not in self.asked and present[name]]
        return [
            *(name for name in self.decided if name in self.asked),
            *sorted(others, key=lambda name: -present[name]),
        ]

    @property
    def plotted(self) -> Sequence[str]:
        """Of these, the labels worth a plot: those that were asked for, and others until there are enough."""
        return self.shown[: max(ENOUGH, sum(name in self.asked for name in self.shown))]

    @cached_property
    def together(self) -> Sequence[EpisodeResult]:
        """The episodes of all runs, the run being one more factor of several."""
        return pooled([run.folder for run in self.runs])

    def tables(self, by: Sequence[str] | None = None) -> Iterator[tuple[str, tuple[Group, ...]]]:
        """The parts of the runs with their cells; a cell says which run it is of where there are several."""
        wanted = by if by is not None else self.by
        parts = dict.fromkeys(part for run in self.runs for part in by_part(run.results))
        for part in parts:
            each = {run.name: by_part(run.results).get(part, []) for run in self.runs}
            yield part, self.cells(each, wanted)

    def cells(self, each: Mapping[str, Sequence[EpisodeResult]], by: Sequence[str] | None = None) -> tuple[Group, ...]:
        """The cells of some episodes of each run, all with the same keys and labels."""
        whole = rate_table([result for results in each.values() for result in results], by=by)
        names = [name for name in whole[0].key if name != RUN] if whole else []
        return tuple(
            replace(group, key={**({RUN: run} if self.several else {}), **group.key})
            for run, results in each.items()
            for group in rate_table(results, by=names, labels=self.decided)
        )


def read_subject(
    folders: Sequence[RunFolder], by: Sequence[str] | None = None, interactions: tuple[Factors, ...] = ()
) -> Subject:
    """The subject of a report on these runs, each under the name of its folder."""
    named = zip(run_names(folders), folders, strict=True)
    return Subject(tuple(Played(name, folder) for name, folder in named), by, interactions)
