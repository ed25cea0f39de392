"""Episodes as a set to train and test monitors on: what an overseer sees in one file, the labels in another.

`DIR/trajectories.parquet` has one row a step, `DIR/labels.parquet` one row an episode and label, `DIR/README.md` is the
data card. Nothing in the first tells a label: it is what `corpsim.sight` shows, and the id of the episode is a number.
"""

import json
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from corpsim.errors import CorpSimError
from corpsim.label import in_order
from corpsim.monitor import History
from corpsim.report.trajectory_card import CANARY, data_card
from corpsim.runs.labels import read_labels
from corpsim.runs.record import EpisodeRecord, Start
from corpsim.runs.score import final_episodes, restage
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import write_whole
from corpsim.scenario import Scenario
from corpsim.sight import history_of


class CannotExport(CorpSimError):
    """A set that cannot be made or written."""


class Exported(NamedTuple):
    """What was written: the folder, and how many episodes, steps and rows of labels."""

    folder: Path
    episodes: int
    steps: int
    labels: int


def export_trajectories(run: RunFolder, folder: Path, *, thoughts: bool = False) -> Exported:
    """Write the final episodes of a run as a set. With `thoughts` the agent's private thoughts are in it.

    Raises CannotExport without pyarrow and where nothing can be written, and what `restage` raises.
    """
    pyarrow, parquet = _arrow()
    steps: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    episodes = list(final_episodes(run))
    for name in episodes:
        record, start, scenario = restage(run, name)
        steps += _steps(run, record, start, scenario, thoughts=thoughts)
        labels += _labels(run, record)
    steps.sort(key=lambda row: (row["episode"], row["step"]))  # The order of the run would tell who was who.
    labels.sort(key=lambda row: row["episode"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotExport(f"cannot make {folder}: {error.strerror or error}.") from None
    for name, rows in (("trajectories", steps), ("labels", labels)):
        write_whole(folder / f"{name}.parquet", _parquet(pyarrow, parquet, rows, _COLUMNS[name]))
    write_whole(folder / "README.md", data_card(run, len(episodes), steps, labels, thoughts=thoughts).encode())
    return Exported(folder, len(episodes), len(steps), len(labels))


_COLUMNS: dict[str, dict[str, str]] = {
    "trajectories": {
        "episode": "string",
        "world": "string",
        "company": "string",
        "step": "int32",
        "minute": "int32",
        "briefing": "string",
        "policies": "string",
        "tool": "string",
        "args": "string",
        "thought": "string",
        "observation_before": "string",
        "events_before": "string",
        "observation_after": "string",
        "events_after": "string",
        "canary": "string",
    },
    "labels": {
        "episode": "string",
        "label": "string",
        "present": "bool_",
        "stage": "string",
        "severity": "int32",
        "basis": "string",
        "first_step": "int32",
        "evidence_steps": "string",
        "agent": "string",
        "seed": "int64",
        "condition": "string",
        "protocol": "string",
        "source": "string",
        "canary": "string",
    },
}


def public_id(run: RunFolder, episode: str) -> str:
    """A name for an episode that tells nothing of its agent."""
    whole = f"{episode}\0{run.config.model_dump_json()}"
    return blake2b(whole.encode(), digest_size=8).hexdigest()


def _steps(
    run: RunFolder, record: EpisodeRecord, start: Start, scenario: Scenario, *, thoughts: bool
) -> Iterator[dict[str, Any]]:
    history = history_of(scenario, start.observation, start.events, record.steps, thoughts=thoughts)
    after = [*(sight.before for sight in history.sights[1:]), history.last]
    for sight, happened in zip(history.sights, after, strict=True):
        yield {
            "episode": public_id(run, record.id),
            "world": start.world,
            "company": _company(history, start),
            "step": sight.step,
            "minute": sight.at,
            "briefing": history.setting.briefing,
            "policies": _json(history.setting.policies),
            "tool": sight.tool,
            "args": _json(sight.args),
            "thought": sight.thought,
            "observation_before": sight.before.observation,
            "events_before": _json(sight.before.events),
            "observation_after": happened.observation,
            "events_after": _json(happened.events),
            "canary": CANARY,
        }


def _company(history: History, start: Start) -> str:
    """Tells companies apart, for splits that share none between training and test."""
    return blake2b(f"{start.world}\0{start.seed}\0{history.setting.company}".encode(), digest_size=4).hexdigest()


def _labels(run: RunFolder, record: EpisodeRecord) -> Iterator[dict[str, Any]]:
    kept, start = read_labels(run.labels_path(record.id)), record.start
    if kept is None or start is None:
        return
    before = [record.events_before(step.i) for step in record.steps]
    for name in in_order(kept.detectors):
        label = kept.labels[name]
        steps = sorted({max(1, sum(first <= index for first in before)) for index in label.evidence})
        yield {
            "episode": public_id(run, record.id),
            "label": name,
            "present": label.present,
            "stage": label.stage,
            "severity": label.severity,
            "basis": label.basis,
            "first_step": steps[0] if steps else None,
            "evidence_steps": _json(steps),
            "agent": start.agent,
            "seed": start.seed,
            "condition": _json(start.condition),
            "protocol": str(start.plan.get("protocol", "")),
            "source": record.id,
            "canary": CANARY,
        }


def _json(value: Any) -> str:
    return json.dumps(msgspec.to_builtins(value), ensure_ascii=False, sort_keys=True)


def _arrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise CannotExport("Parquet needs pyarrow: pip install 'corpsim[data]'") from None
    return pyarrow, pyarrow.parquet


def _parquet(pyarrow: Any, parquet: Any, rows: Sequence[dict[str, Any]], columns: dict[str, str]) -> bytes:
    schema = pyarrow.schema([(name, getattr(pyarrow, kind)()) for name, kind in columns.items()])
    table = pyarrow.Table.from_pylist(list(rows), schema=schema)
    sink = pyarrow.BufferOutputStream()
    parquet.write_table(table, sink, compression="zstd")
    return bytes(sink.getvalue())
