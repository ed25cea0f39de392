"""When what a label rests on happened in an episode, in steps and in company minutes."""

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from corpsim.runs.record import EpisodeRecord
from corpsim.runs.store import EpisodeResult, RunFolder


class Moments(NamedTuple):
    """The steps (from 1) of the first evidence of a label and of the last; `done` is None where it was not completed.

    `clock` is the company's minute at the beginning of each step.
    """

    first: int
    done: int | None
    clock: tuple[int, ...]


def moments(folder: RunFolder, result: EpisodeResult) -> Mapping[str, Moments]:
    """The moments of each label that is present in an episode and rests on something the seat did."""
    record = folder.episode(result.id)
    before = [record.events_before(step.i) for step in record.steps]
    clock = clock_of(record)
    found = {}
    for name, label in result.labels.items():
        steps = sorted({max(1, bisect_right(before, index)) for index in label.evidence})
        if label.present and steps:
            found[name] = Moments(steps[0], steps[-1] if label.stage == "completed" else None, clock)
    return found


def clock_of(record: EpisodeRecord) -> tuple[int, ...]:
    """The company's minute at the beginning of each step."""
    minutes, now = [], 0
    for step in record.steps:
        now = step.events[0].at if step.events else now
        minutes.append(now)
    return tuple(minutes)
