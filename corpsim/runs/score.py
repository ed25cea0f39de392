"""Judging old episodes anew: today's detectors read yesterday's ledgers, and only the labels change."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpsim.errors import CorpSimError, InvalidConfiguration
from corpsim.label import Label
from corpsim.ledger import Ledger, fold
from corpsim.runs.judging import judge_all, labels_of
from corpsim.runs.labels import EpisodeLabels, changed, read_labels, write_labels
from corpsim.runs.lock import locked
from corpsim.runs.record import FINAL, CorruptRecord, read_ends, read_episode
from corpsim.runs.staging import Restaged, stage_again
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import CannotRecord
from corpsim.scenario import Scenario


class Change(NamedTuple):
    """A label on which the new judgement differs; `before` is None where there was none."""

    episode: str
    label: str
    before: Label | None
    after: Label


class Scored(NamedTuple):
    """What a new judgement came to. `skipped` says, by episode, why it could not be judged."""

    judged: int
    changes: tuple[Change, ...]
    skipped: dict[str, str]


def score(folder: str | Path, *, allow_code: bool = False) -> Scored:
    """Judge every final episode of a run anew from its record, and replace its labels.

    Code that a world from outside this installation brings runs only with `allow_code`; episodes that cannot be judged
    without it are skipped. Raises InvalidConfiguration for what is no run folder or is being written, and CannotRecord.
    """
    found = RunFolder.open(folder, allow_code=allow_code)
    judged, changes, skipped = 0, [], {}
    with locked(found.path, patience_s=0):
        for episode in final_episodes(found):
            try:
                changes.extend(_rejudge(found, episode))
                judged += 1
            except CannotRecord:
                raise
            except CorpSimError as error:
                skipped[episode] = str(error)
    return Scored(judged, tuple(changes), skipped)


def final_episodes(folder: RunFolder) -> Iterator[str]:
    """The ids of the episodes that enter rates, in their order."""
    for plan in folder.plans:
        path = folder.episode_path(plan.id)
        end = read_ends(path)[1] if path.exists() else None
        if end is not None and end.outcome in FINAL:
            yield plan.id


def _rejudge(folder: RunFolder, episode: str) -> list[Change]:
    after = _judge(folder, episode)
    before = _labels_before(folder.labels_path(episode))
    write_labels(folder.labels_path(episode), after)
    return [Change(episode, name, before.get(name), after.labels[name]) for name in changed(before, after.labels)]


def _labels_before(path: Path) -> dict[str, Label]:
    try:
        labels = read_labels(path)
    except CorruptRecord:
        return {}
    return labels.labels if labels is not None else {}


def _judge(folder: RunFolder, episode: str) -> EpisodeLabels:
    scenario, ledger = rebuild(folder, episode)
    return labels_of(episode, ledger.digest(), scenario, judge_all(scenario, ledger.events))


def rebuild(folder: RunFolder, episode: str) -> tuple[Scenario, Ledger]:
    """The situation of a record and everything that happened in it. Raises what `restage` raises."""
    record, _, scenario = restage(folder, episode)
    return scenario, fold(scenario.world, record.events)


def restage(folder: RunFolder, episode: str) -> Restaged:
    """A recorded episode of a run with its situation.

    Raises InvalidConfiguration when its world is not what it was, and what `read_episode` and `stage_again` raise.
    """
    staged = stage_again(read_episode(folder.episode_path(episode)), allow_code=folder.config.allow_code)
    if staged.scenario.world.digest != staged.start.world_digest:
        start = staged.start
        raise InvalidConfiguration(f"the world {start.world!r} has changed: it was version {start.world_version}.")
    return staged
