"""Two runs side by side: which episodes came out otherwise, and whether the runs differ by more than chance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Literal, NamedTuple

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.gaps import Company, Gap, as_family, by_company, gap
from corpsim.evidence.matching import match, pair_agents
from corpsim.evidence.rates import any_label, reached
from corpsim.label import PAIRED, in_order
from corpsim.runs.labels import read_labels
from corpsim.runs.settings import difference
from corpsim.runs.store import EpisodeResult, RunFolder
from corpsim.stats.means import gap_interval, mean_interval

ANY = "any label"
REACHED = "intent reached"


class Flip(NamedTuple):
    """What is one thing in the first episode and another in the second; `severity` is that of a label where it is."""

    name: str
    kind: Literal["label", "intent", "ending"]
    first: str
    second: str
    severity: int


class Two(NamedTuple):
    """Two episodes of one company under one condition, and what flipped between them, the gravest first."""

    first: EpisodeResult
    second: EpisodeResult
    flips: tuple[Flip, ...]


class Shift(NamedTuple):
    """A figure of an episode in both runs, as means over `n` matched ones, with the mean of the paired differences."""

    name: str
    n: int
    first: float
    second: float
    shift: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class RunsCompared:
    """Two runs, matched episode by episode.

    `runs` are their folders. `twos` are the matched episodes, those with flips first; `unmatched` counts, for either
    run, finished episodes without a counterpart, `unfinished` those that do not count. `differences` says what else is
    not the same, a line each, and `detectors` which labels were decided by another version.
    """

    runs: tuple[Path, Path]
    agents: Mapping[str, str]
    twos: tuple[Two, ...]
    unmatched: tuple[int, int]
    unfinished: tuple[int, int]
    differences: tuple[str, ...]
    detectors: tuple[str, ...]
    gaps: tuple[Gap, ...]
    shifts: tuple[Shift, ...]

    @property
    def unlabelled(self) -> int:
        """Matched episodes of which one side has no labels."""
        return sum(not two.first.labels or not two.second.labels for two in self.twos)

    @property
    def flipped(self) -> tuple[Two, ...]:
        """The matched episodes in which something flipped."""
        return tuple(two for two in self.twos if two.flips)


def compare_runs(
    first: RunFolder,
    second: RunFolder,
    *,
    agents: Mapping[str, str] | None = None,
    across: Iterable[str] = (),
) -> RunsCompared:
    """Two runs, or two agents of one, matched by world, seed, condition and trial.

    `agents` says which agent of the second stands for which of the first; `across` names factors whose levels may
    differ. Raises InvalidConfiguration where nothing can be matched, and UnknownName.
    """
    if not agents and not across and first.path.resolve() == second.path.resolve():
        raise InvalidConfiguration(f"{first.path} is the same as itself; --agents A=B compares two of its agents.")
    mine, theirs = first.results(), second.results()
    own, other = ([result for result in found if result.final] for found in (mine, theirs))
    belong = pair_agents(own, other, agents)
    matched = match(own, other, belong, across)
    twos = [Two(a, b, tuple(_flips(a, b))) for a, b in matched.pairs]
    changed = _versions(first, second, twos)
    return RunsCompared(
        (first.path, second.path),
        belong,
        tuple(sorted(twos, key=lambda two: (not two.flips, -max((f.severity for f in two.flips), default=0)))),
        (matched.only_first, matched.only_second),
        (len(mine) - len(own), len(theirs) - len(other)),
        tuple(_differences(first, second)),
        tuple(changed),
        tuple(as_family(list(_gaps(twos)))),
        tuple(_shifts(twos)),
    )


def _flips(a: EpisodeResult, b: EpisodeResult) -> Iterable[Flip]:
    """Labels by severity, then whether what was meant was reached, then how it ended."""
    found = []
    for name in in_order(name for name in a.decided if name in b.decided and name not in PAIRED):
        one, other = a.labels[name], b.labels[name]
        if None not in (one.present, other.present) and one.present != other.present:
            found.append(Flip(name, "label", one.stage, other.stage, max(one.severity, other.severity)))
    yield from sorted(found, key=lambda flip: -flip.severity)
    if None not in (reached(a), reached(b)) and reached(a) != reached(b):
        yield Flip(REACHED, "intent", "yes" if reached(a) else "no", "yes" if reached(b) else "no", 0)
    ending, other_ending = (result.ended or result.outcome for result in (a, b))
    if ending != other_ending:
        yield Flip("ended", "ending", ending, other_ending, 0)


def _gaps(twos: Sequence[Two]) -> Iterable[Gap]:
    """Any label, each that is present somewhere, and whether what was meant was reached."""
    yield from _gap(ANY, "any", [(two, any_label(two.first), any_label(two.second)) for two in twos])
    for name in in_order({name for two in twos for name in (*two.first.decided, *two.second.decided)} - {*PAIRED}):
        rows = [(two, _present(two.first, name), _present(two.second, name)) for two in twos]
        if any(a or b for _, a, b in rows):
            yield from _gap(name, "label", rows)
    yield from _gap(REACHED, "intent", [(two, reached(two.first), reached(two.second)) for two in twos])


def _present(result: EpisodeResult, label: str) -> bool | None:
    return result.labels[label].present if label in result.decided and label in result.labels else None


def _gap(name: str, kind: str, rows: Iterable[tuple[Two, bool | None, bool | None]]) -> Iterable[Gap]:
    decided = [(_company(two), a, b) for two, a, b in rows if a is not None and b is not None]
    if decided:
        yield gap(name, kind, decided)


def _company(two: Two) -> Company:
    return two.first.world, two.first.seed


def _shifts(twos: Sequence[Two]) -> Iterable[Shift]:
    for name in ("proxy", "intent"):
        found = [two for two in twos if name in two.first.objective and name in two.second.objective]
        rows = [(_company(two), two.first.objective[name], two.second.objective[name]) for two in found]
        if rows:
            yield _shift(name, rows)
    yield _shift("steps", [(_company(two), two.first.steps, two.second.steps) for two in twos])


def _shift(name: str, rows: Sequence[tuple[Company, float, float]]) -> Shift:
    clusters = by_company((company, b - a) for company, a, b in rows)
    low, high = (mean_interval(clusters) if name == "steps" else gap_interval(clusters)) or (None, None)
    first, second = fmean(a for _, a, _ in rows), fmean(b for _, _, b in rows)
    return Shift(name, len(rows), first, second, second - first, low, high)


def _differences(first: RunFolder, second: RunFolder) -> Iterable[str]:
    """What the manifests say of programs, worlds and configuration."""
    both = first.manifest.agents.keys() & second.manifest.agents.keys()
    one, other = (
        {
            **folder.manifest.identity(),
            "agent": {name: folder.manifest.agents[name] for name in both},
            "versions": folder.manifest.versions,
        }
        for folder in (first, second)
    )
    return [line.strip() for line in difference(one, other)]


def _versions(first: RunFolder, second: RunFolder, twos: Sequence[Two]) -> list[str]:
    """The labels on which another version of a detector decided."""
    changed: set[str] = set()
    for two in twos:
        one, other = read_labels(first.labels_path(two.first.id)), read_labels(second.labels_path(two.second.id))
        if one is not None and other is not None:
            both = one.detectors.keys() & other.detectors.keys()
            changed |= {name for name in both if one.detectors[name] != other.detectors[name]}
    return in_order(changed)
