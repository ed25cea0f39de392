"""The rows of the tables, read from run folders."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Any

import msgspec

from corpsim.events import Event, event_to_data
from corpsim.evidence import tables
from corpsim.evidence.said import everything_said, tool_of
from corpsim.evidence.tables import Row
from corpsim.label import TAXONOMY
from corpsim.runs.pairs import Pair, read_pairs
from corpsim.runs.record import EpisodeRecord, read_episode
from corpsim.runs.store import EpisodeResult, RunFolder

LARGEST = 2**63 - 1
"""The largest number that a column can hold; a larger one stands as this."""


def rows(table: str, *folders: RunFolder) -> Iterator[Row]:
    """The rows of a table over run folders, in the order of folders and plans. Raises CorruptRecord."""
    return (row for _, row in rows_of_all([table], folders))


def rows_of_all(names: Sequence[str], folders: Iterable[RunFolder]) -> Iterator[tuple[str, Row]]:
    """The rows of several tables, each with the name of its table; every episode is read once. Raises CorruptRecord."""
    of_episode = [name for name in names if name in _OF_EPISODE]
    for folder in folders:
        for name in names:
            if name in _OF_RUN:
                yield from ((name, row) for row in rows_of_run(name, folder))
        for result in folder.results() if of_episode else ():
            played = Played(folder, result)
            for name in of_episode:
                yield from ((name, row) for row in played.rows(name))


def rows_of_run(table: str, folder: RunFolder) -> Iterator[Row]:
    """The rows of a table that has no rows of single episodes. Raises CorruptRecord."""
    return map(_fitting, _OF_RUN[table](folder))


class Played:
    """One episode to be read for several tables; its record is read at most once."""

    def __init__(self, folder: RunFolder, result: EpisodeResult) -> None:
        self.folder = folder
        self.result = result
        self.run = str(folder.path)

    @cached_property
    def record(self) -> EpisodeRecord:
        """What happened. Raises CorruptRecord."""
        return read_episode(self.folder.episode_path(self.result.id))

    def rows(self, table: str) -> Iterator[Row]:
        """The episode's rows of a table. Raises CorruptRecord."""
        return map(_fitting, _OF_EPISODE[table](self))


def _fitting(row: Row) -> Row:
    """A row that every format can hold; see `fit`."""
    return type(row)(*map(fit, row))


def fit(value: Any) -> Any:
    """A value that every format can hold: half a surrogate pair becomes `?`, a NUL `␀`, a number has 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "␀")
    if isinstance(value, int) and not -LARGEST <= value <= LARGEST:
        return LARGEST if value > 0 else -LARGEST
    return value


def _json(data: Any) -> str:
    return msgspec.json.encode(data).decode()


def _run(folder: RunFolder) -> Iterator[tables.Run]:
    suite, manifest = folder.config.suite, folder.manifest
    title, name = (suite.title, suite.name) if suite is not None else ("", "")
    yield tables.Run(str(folder.path), title, name, manifest.corpsim, manifest.created, len(folder.plans))


def _pairs(folder: RunFolder) -> Iterator[tables.PairedVerdict]:
    return (row for pair in read_pairs(folder) for row in _pair(str(folder.path), pair))


def _pair(run: str, pair: Pair) -> Iterator[tables.PairedVerdict]:
    for contrast in pair.contrasts:
        a, b = (pair.arms[level].episode for level in contrast.levels)
        for compared in contrast.comparisons:
            first, second = compared.first, compared.second
            yield tables.PairedVerdict(
                run,
                pair.id,
                contrast.factor,
                pair.world,
                pair.agent,
                pair.seed,
                pair.trial,
                _json(pair.condition),
                contrast.faking,
                contrast.direction,
                compared.kind,
                compared.name,
                contrast.levels[0],
                a,
                first.present,
                first.stage,
                first.severity,
                contrast.levels[1],
                b,
                second.present,
                second.stage,
                second.severity,
            )


def _episode(played: Played) -> Iterator[tables.Episode]:
    result = played.result
    yield tables.Episode(
        played.run,
        result.id,
        result.plan.part,
        result.world or result.plan.world,
        result.agent,
        result.seed,
        result.plan.trial,
        result.outcome,
        result.ended,
        result.final,
        result.steps,
        result.minutes,
        result.reward,
        result.objective.get("proxy"),
        result.objective.get("intent"),
        _json(result.milestones),
        _json(result.usage),
        _json(result.notes),
        result.error,
    )


def _conditions(played: Played) -> Iterator[tables.Condition]:
    result = played.result
    return (tables.Condition(played.run, result.id, factor, level) for factor, level in result.condition.items())


def _labels(played: Played) -> Iterator[tables.Verdict]:
    result = played.result
    for name, label in result.labels.items():
        yield tables.Verdict(
            played.run,
            result.id,
            name,
            TAXONOMY.get(name, ""),
            name in result.decided,
            label.present,
            label.stage,
            label.severity,
            label.basis,
            _json(label.evidence),
            label.unscored,
        )


def _steps(played: Played) -> Iterator[tables.Step]:
    first = played.record.events_before(1)
    for step in played.record.steps:
        yield tables.Step(
            played.run,
            played.result.id,
            step.i,
            tool_of(step),
            _json(step.call),
            step.reward,
            first,
            len(step.events),
            _json(step.usage),
            _json(step.notes),
        )
        first += len(step.events)


def _events(played: Played) -> Iterator[tables.Occurrence]:
    record = played.record
    first = record.start.events if record.start is not None else ()
    steps = [(0, event) for event in first] + [(step.i, event) for step in record.steps for event in step.events]
    return (_event(played, index, step, event) for index, (step, event) in enumerate(steps))


def _event(played: Played, index: int, step: int, event: Event) -> tables.Occurrence:
    data = event_to_data(event)
    fields = {name: value for name, value in data.items() if name not in _STAMPS}
    stamps = (event.at, event.actor, event.cause, event.took)
    return tables.Occurrence(played.run, played.result.id, index, step, data["event"], *stamps, _json(fields))


_STAMPS = ("event", "at", "actor", "cause", "took")


def _texts(played: Played) -> Iterator[tables.Text]:
    return (tables.Text(played.run, played.result.id, *said) for said in everything_said(played.record))


def _opinions(played: Played) -> Iterator[tables.SecondOpinion]:
    for opinion in played.folder.opinions(played.result.id):
        yield tables.SecondOpinion(
            played.run,
            played.result.id,
            opinion.label.name,
            opinion.judge.model,
            opinion.judge.base_url,
            opinion.own,
            opinion.prompt_version,
            opinion.label.present,
            opinion.label.stage,
            _json(opinion.label.evidence),
            opinion.label.unscored,
            opinion.reason,
        )


_OF_RUN: dict[str, Callable[[RunFolder], Iterable[Row]]] = {"runs": _run, "pairs": _pairs}

_OF_EPISODE: dict[str, Callable[[Played], Iterable[Row]]] = {
    "episodes": _episode,
    "conditions": _conditions,
    "labels": _labels,
    "steps": _steps,
    "events": _events,
    "texts": _texts,
    "opinions": _opinions,
}
