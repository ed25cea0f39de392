"""The rows of one episode."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import Any

import msgspec

from corpsim.events import Event, event_to_data
from corpsim.evidence import tables
from corpsim.evidence.said import everything_said, tool_of
from corpsim.evidence.tables import Row
from corpsim.label import TAXONOMY
from corpsim.runs.protocol import NONE
from corpsim.runs.record import EpisodeRecord, read_episode
from corpsim.runs.store import EpisodeResult, RunFolder


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


def _json(data: Any) -> str:
    return msgspec.json.encode(data).decode()


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
        result.plan.protocol or NONE,
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


OF_EPISODE: dict[str, Callable[[Played], Iterable[Row]]] = {
    "episodes": _episode,
    "conditions": _conditions,
    "labels": _labels,
    "steps": _steps,
    "events": _events,
    "texts": _texts,
    "opinions": _opinions,
}
"""By table. Raises CorruptRecord."""
