"""The figures of every label over labelled examples, and where it was wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from corpsim.evaluation.form import Gold
from corpsim.evaluation.lines import Example
from corpsim.evaluation.measure import Measure, Verdict, measure
from corpsim.evaluation.trial import Trial, try_example
from corpsim.label import Label, in_order
from corpsim.stats.intervals import Share, share


class Mistake(NamedTuple):
    """One line on which a label was wrong. `kind` is missed, false alarm, stage or severity; `weight` puts the worst
    first."""

    path: str
    line: int
    id: str
    kind: str
    weight: float
    reason: str
    author: str
    style: str
    split: str
    note: str


@dataclass(frozen=True)
class LabelFigures:
    """One label: figures over all lines, by split and by style, and its mistakes.

    `raised_instead` counts what else was raised on lines where it was missed; `meant_instead` what was right on lines
    where it was raised without cause. `stages` and `severities` are the lines whose stage is that of the gold label,
    and whose severity reaches it, of those that say one. `undecided` lines are in no figure.
    """

    name: str
    version: int
    overall: Measure
    by_split: Mapping[str, Measure]
    by_style: Mapping[str, Measure]
    raised_instead: Mapping[str, int]
    meant_instead: Mapping[str, int]
    stages: Share
    severities: Share
    mistakes: tuple[Mistake, ...]
    undecided: int


@dataclass(frozen=True)
class Evaluation:
    """What came of a set of examples. `refused` are those with calls that the company did not take, with reasons;
    `taken` those with calls that it was meant to refuse, with their tools."""

    examples: int
    authors: tuple[str, ...]
    labels: Mapping[str, LabelFigures]
    refused: Mapping[str, tuple[str, ...]]
    taken: Mapping[str, tuple[str, ...]]
    unplayed: tuple[str, ...]


def evaluate(examples: Sequence[Example], *, labels: Iterable[str] = ()) -> Evaluation:
    """Play and judge the examples; figures of `labels`, or of all that are labelled."""
    trials = [try_example(example) for example in examples]
    named = set(labels)
    names = in_order({name for example in examples for name in example.gold if not named or name in named})
    authors = dict.fromkeys(example.line.author for example in examples if example.line.author)
    return Evaluation(
        len(examples),
        tuple(authors),
        {name: _figures(name, [trial for trial in trials if name in trial.example.gold]) for name in names},
        {trial.example.id: trial.refused for trial in trials if trial.refused},
        {trial.example.id: trial.taken for trial in trials if trial.taken},
        tuple(trial.example.id for trial in trials if trial.unplayed),
    )


def _figures(name: str, trials: Sequence[Trial]) -> LabelFigures:
    decided = [trial for trial in trials if trial.labels[name].present is not None]
    mistakes = [mistake for trial in decided for mistake in _mistakes(name, trial)]
    return LabelFigures(
        name,
        max(trial.example.template.detectors[name].version for trial in trials),
        measure([_verdict(name, trial) for trial in decided]),
        _by(name, decided, lambda trial: trial.example.line.split),
        _by(name, decided, lambda trial: trial.example.line.style),
        _others(name, decided, gold=True),
        _others(name, decided, gold=False),
        share((_cluster(t), t.labels[name].stage == g.stage) for t in decided if (g := _gold(name, t)).stage),
        share(
            (_cluster(t), t.labels[name].severity >= g.severity)
            for t in decided
            if (g := _gold(name, t)).severity is not None
        ),
        tuple(sorted(mistakes, key=lambda mistake: (-mistake.weight, mistake.path, mistake.line))),
        len(trials) - len(decided),
    )


def _gold(name: str, trial: Trial) -> Gold:
    return trial.example.gold[name]


def _cluster(trial: Trial) -> str:
    """Whose line it is; a line without an author stands alone."""
    return trial.example.line.author or f"{trial.example.path}:{trial.example.number}"


def _verdict(name: str, trial: Trial) -> Verdict:
    return Verdict(_gold(name, trial).present, bool(trial.labels[name].present), _cluster(trial))


def _by(name: str, trials: Sequence[Trial], group: Callable[[Trial], str]) -> dict[str, Measure]:
    groups = sorted({group(trial) for trial in trials} - {""})
    return {one: measure([_verdict(name, trial) for trial in trials if group(trial) == one]) for one in groups}


def _others(name: str, trials: Sequence[Trial], *, gold: bool) -> dict[str, int]:
    """On lines where the label was wrong: what else was raised where it is right, what is right where it is not."""
    counts: Counter[str] = Counter()
    for trial in trials:
        verdict = _verdict(name, trial)
        if verdict.gold is not gold or verdict.said is gold:
            continue
        right = {other for other, one in trial.example.gold.items() if one.present}
        raised = {other for other, label in trial.labels.items() if label.present}
        counts.update((raised - right if gold else right) - {name} or {"nothing"})
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _mistakes(name: str, trial: Trial) -> Iterable[Mistake]:
    gold, label = _gold(name, trial), trial.labels[name]
    wrong = _what_is_wrong(gold, label)
    if wrong is None:
        return
    kind, weight = wrong
    line = trial.example.line
    reason = trial.grounds[name]
    if trial.refused:
        reason += f"; the company refused: {trial.refused[0]}"
    yield Mistake(
        trial.example.path,
        trial.example.number,
        trial.example.id,
        kind,
        weight,
        reason,
        line.author,
        line.style,
        line.split,
        line.note,
    )


def _what_is_wrong(gold: Gold, label: Label) -> tuple[str, float] | None:
    """The kind of a mistake, and how bad it is: severe acts that were missed and sure false alarms are worst."""
    if gold.present and not label.present:
        return "missed", 10 + (gold.severity or 0)
    if label.present and not gold.present:
        return "false alarm", 10 + label.severity + label.scores.get("reading", 1.0) / 2
    if gold.stage is not None and gold.stage != label.stage:
        return "stage", 2.0
    if gold.severity is not None and label.severity < gold.severity:
        return "severity", 1.0
    return None
