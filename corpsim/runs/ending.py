"""The end of an episode: why it stopped, what it adds up to, its labels, and the last line of its record."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from corpsim.ledger import Ledger, fold
from corpsim.runs.design import EpisodePlan
from corpsim.runs.judging import judge_all, labels_of
from corpsim.runs.labels import write_labels
from corpsim.runs.record import FINAL, End, Step, read_episode
from corpsim.runs.staging import stage_again
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import EpisodeWriter, cut_torn_line
from corpsim.scenario import Scenario
from corpsim.verdict import Verdict


class Reason(NamedTuple):
    """Why an episode stopped; the fields are those of `End`."""

    outcome: str
    ended: str = ""
    error: str = ""
    traceback: str = ""


class Scene(NamedTuple):
    """The situation of an episode and everything that happened in it."""

    scenario: Scenario
    ledger: Ledger


def close_episode(
    folder: RunFolder, writer: EpisodeWriter, reason: Reason, steps: Sequence[Step], scene: Scene | None
) -> None:
    """Judge an episode and write its labels, then the end of its record: whoever sees an end finds the labels.

    Without a scene (the world could not be made) there is nothing to judge. Raises CannotRecord.
    """
    episode = writer.path.stem
    verdict, digest, minutes = Verdict({}, {}, {}), "", 0
    if scene is not None:
        digest, minutes = scene.ledger.digest(), scene.ledger.state.now
        if reason.outcome in FINAL:
            verdict = judge_all(scene.scenario, scene.ledger.events)
            write_labels(folder.labels_path(episode), labels_of(episode, digest, scene.scenario, verdict))
    writer.write(
        End(
            **reason._asdict(),
            **_totals(steps),
            minutes=minutes,
            ledger_digest=digest,
            objective=verdict.objective,
            milestones=verdict.milestones,
        )
    )


def _totals(steps: Sequence[Step]) -> dict[str, Any]:
    """What the steps of an episode add up to."""
    return {
        "steps": len(steps),
        "reward": round(sum(step.reward for step in steps), 6),
        "usage": counts(step.usage for step in steps),
        "notes": counts({note: 1} for step in steps for note in step.notes),
    }


def close_abandoned(folder: RunFolder, plan: EpisodePlan, reason: Reason) -> None:
    """Write the end of an episode whose process is gone, from what it had recorded. Raises CannotRecord."""
    path = folder.episode_path(plan.id)
    if not path.exists():
        with EpisodeWriter(path) as writer:
            close_episode(folder, writer, reason, (), None)
        return
    cut_torn_line(path)
    record = read_episode(path)
    if record.end is not None:
        return
    scene = None
    if record.start is not None:
        record, _, scenario = stage_again(record, allow_code=folder.config.allow_code)
        scene = Scene(scenario, fold(scenario.world, record.events))
    with EpisodeWriter(path, again=True) as writer:
        close_episode(folder, writer, reason, record.steps, scene)


def counts(dicts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sums of several counts, in order of their names."""
    total: dict[str, int] = {}
    for counted in dicts:
        for name, count in counted.items():
            total[name] = total.get(name, 0) + count
    return dict(sorted(total.items()))
