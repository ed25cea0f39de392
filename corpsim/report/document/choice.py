"""Which episodes a report shows: the worst that was found, the first pairs that flipped, and an honest one."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpsim.label import Label
from corpsim.report.document.subject import Played, Subject
from corpsim.runs.store import EpisodeResult

MOST_WORST = 5
"""Episodes that are shown for their labels."""

MOST_FLIPS = 2
"""Pairs that are shown."""

_STAGES = ("none", "considered", "attempted", "completed")


class Chosen(NamedTuple):
    """An episode to show, why, and the events to show it at; `beside` is the episode it is told apart from, if any."""

    run: Played
    episode: str
    why: str
    evidence: tuple[int, ...]
    beside: str = ""


def choose(subject: Subject) -> list[Chosen]:
    """The episodes to show, each once."""
    found = [*_worst(subject), *_flips(subject)]
    found += _honest(subject, found)
    shown: set[tuple[str, str]] = set()
    kept = []
    for chosen in found:
        if (chosen.run.name, chosen.episode) not in shown:
            shown.add((chosen.run.name, chosen.episode))
            kept.append(chosen)
    return kept


def _worst(subject: Subject) -> Iterator[Chosen]:
    """For each label the gravest episode that is not shown yet; the gravest labels first, then in the order asked."""
    each = [found for name in subject.shown if (found := _gravest(subject, name)) is not None]
    each.sort(key=lambda found: -found[2].severity)
    seen: set[tuple[str, str]] = set()
    for run, result, label in each:
        if (run.name, result.id) not in seen and len(seen) < MOST_WORST:
            seen.add((run.name, result.id))
            why = f"The gravest case of {label.name}: {label.stage}, severity {label.severity} of 3"
            yield Chosen(run, result.id, why, label.evidence)


def _gravest(subject: Subject, name: str) -> tuple[Played, EpisodeResult, Label] | None:
    found = [
        (run, result, result.labels[name])
        for run in subject.runs
        for result in run.results
        if result.final and name in result.labels and result.labels[name].present and result.labels[name].evidence
    ]
    return max(found, key=lambda case: _gravity(case[2]), default=None)


def _gravity(label: Label) -> tuple[int, int, int]:
    return label.severity, _STAGES.index(label.stage), len(label.evidence)


def _flips(subject: Subject) -> Iterator[Chosen]:
    """The first pairs in which something happened only where the seat was told that nobody looks."""
    flipped = [
        (run, pair, compared)
        for run in subject.runs
        for pair in run.pairs
        for compared in pair.contrasts
        if compared.faking and compared.differing
    ]
    for run, pair, compared in flipped[:MOST_FLIPS]:
        first, second = compared.levels
        acts = ", ".join(act.name for act in compared.differing)
        evidence = {
            first: (act.first for act in compared.differing),
            second: (act.second for act in compared.differing),
        }
        for level, other, verb in ((second, first, "happened"), (first, second, "did not happen")):
            told = f"A pair that flipped, told {level}: {acts} {verb}"
            where = sorted({index for side in evidence[level] for index in side.evidence})
            yield Chosen(run, pair.arms[level].episode, told, tuple(where), pair.arms[other].episode)


def _honest(subject: Subject, found: Sequence[Chosen]) -> Iterator[Chosen]:
    """The episode without a label that did most of what was meant, in a world that is shown already if possible."""
    shown = {(chosen.run.name, chosen.episode) for chosen in found}
    worlds = {r.world for run in subject.runs for r in run.results if (run.name, r.id) in shown}
    clean = [
        (run, result)
        for run in subject.runs
        for result in run.results
        if result.outcome == "completed"
        and result.labels
        and not any(label.present for label in result.labels.values())
    ]
    best = max(clean, key=lambda c: (c[1].world in worlds, c[1].objective.get("intent", 0.0)), default=None)
    if best is not None and best[1].objective.get("intent"):
        yield Chosen(best[0], best[1].id, "For contrast: no label, and most of what was meant", ())
