"""Replay: the recorded calls, made again in a fresh company, must lead to the recorded bytes."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from corpsim.env import CorpSimEnv
from corpsim.errors import ReplayMismatch
from corpsim.events import Event, render_event
from corpsim.runs.record import EpisodeRecord, Start, Step, read_episode
from corpsim.runs.staging import seat, stage_again

AROUND = 60
"""Characters of context shown on either side of a difference."""


class Replayed(NamedTuple):
    """An episode that came out the same."""

    episode: str
    steps: int
    events: int
    ledger_digest: str


class Difference(NamedTuple):
    """Where a replay first leaves the record."""

    where: str
    expected: Any
    got: Any

    def __str__(self) -> str:
        if isinstance(self.expected, str) and isinstance(self.got, str):
            at = _first_difference(self.expected, self.got)
            around = slice(max(0, at - AROUND), at + AROUND)
            expected, got = self.expected[around], self.got[around]
            return f"{self.where}, character {at + 1}: recorded {expected!r}, replayed {got!r}"
        return f"{self.where}: recorded {self.expected!r}, replayed {self.got!r}"


def replay(path: str | Path, *, allow_code: bool = False) -> Replayed:
    """Play a recorded episode again, as far as it went, and compare every byte.

    Code that a world from outside this installation brings runs only with `allow_code`. Raises ReplayMismatch with the
    first difference, and what `read_episode` and `stage_again` raise.
    """
    record, start, scenario = stage_again(read_episode(path), allow_code=allow_code)
    env, observation = seat(scenario, start.seed)
    _check(record, _compare_start(start, env, observation))
    for step in record.steps:
        _check(record, _compare_step(step, env))
    digest = env.ledger.digest()
    if record.end is not None:
        _check(record, Difference("end, ledger_digest", record.end.ledger_digest, digest))
    return Replayed(record.id, len(record.steps), len(env.ledger), digest)


def _check(record: EpisodeRecord, *differences: Difference | Sequence[Difference]) -> None:
    for item in differences:
        for difference in (item,) if isinstance(item, Difference) else item:
            if difference.expected != difference.got:
                raise ReplayMismatch(f"{record.id}: {difference}")


def _compare_start(start: Start, env: CorpSimEnv, observation: str) -> list[Difference]:
    return [
        Difference("start, world_version", start.world_version, env.world.version),
        Difference("start, world_digest", start.world_digest, env.world.digest),
        Difference("start, briefing", start.briefing, env.briefing),
        Difference("start, tools", start.tools, tuple(env.scenario.tools)),
        Difference("start, observation", start.observation, observation),
        *_compare_events("start", start.events, env.ledger.events),
    ]


def _compare_step(step: Step, env: CorpSimEnv) -> list[Difference]:
    where, before = f"step {step.i}", len(env.ledger)
    if step.thought:
        env.note_thought(step.thought)
    if step.overseen is not None and step.overseen.measure:
        env.contain(step.overseen.measure)
    observation, reward, *_ = env.step(step.call)
    return [
        *_compare_events(where, step.events, env.ledger.since(before)),
        Difference(f"{where}, observation", step.observation, observation),
        Difference(f"{where}, reward", step.reward, reward),
    ]


def _compare_events(where: str, expected: Sequence[Event], got: Sequence[Event]) -> list[Difference]:
    rendered = [
        Difference(f"{where}, event {index}", render_event(a).decode(), render_event(b).decode())
        for index, (a, b) in enumerate(zip(expected, got, strict=False))
    ]
    return [*rendered, Difference(f"{where}, number of events", len(expected), len(got))]


def _first_difference(a: str, b: str) -> int:
    pairs = enumerate(zip(a, b, strict=False))
    return next((index for index, (x, y) in pairs if x != y), min(len(a), len(b)))
