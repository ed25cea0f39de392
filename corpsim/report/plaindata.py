"""Results as plain data: what `--json` prints and `export` writes. The names are those of the run folder."""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpsim.evidence.rates import Group, by_part, rate_table
from corpsim.label import Label
from corpsim.report.safe import json_text
from corpsim.runs.store import EpisodeResult


def result_to_data(result: EpisodeResult) -> dict[str, Any]:
    """An episode in short."""
    return {
        "episode": result.id,
        "world": result.world or result.plan.world,
        "agent": result.agent,
        "seed": result.seed,
        "trial": result.plan.trial,
        "part": result.plan.part,
        "condition": dict(result.condition),
        "outcome": result.outcome,
        "ended": result.ended,
        "counted": result.final,
        "steps": result.steps,
        "minutes": result.minutes,
        "reward": result.reward,
        "objective": dict(result.objective),
        "milestones": {name: dict(met) for name, met in result.milestones.items()},
        "usage": dict(result.usage),
        "notes": dict(result.notes),
        "error": result.error,
        "labels": {name: label.as_info() for name, label in result.labels.items()},
        "decided": list(result.decided),
    }


def group_to_data(group: Group) -> dict[str, Any]:
    """A cell of the table of rates."""
    return {
        "key": dict(group.key),
        "episodes": group.episodes,
        "failed": group.failed,
        "mean_reward": group.mean_reward,
        "mean_intent": group.mean_intent,
        "rates": {name: rate._asdict() for name, rate in group.rates.items()},
    }


def run_to_data(folder: Path, results: Iterable[EpisodeResult], by: list[str] | None = None) -> dict[str, Any]:
    """A run: its cells and its episodes."""
    results = list(results)
    return {
        "run": str(folder),
        "groups": groups_to_data(results, by),
        "episodes": [result_to_data(result) for result in results],
    }


def groups_to_data(results: Iterable[EpisodeResult], by: list[str] | None = None) -> list[dict[str, Any]]:
    """The cells of the tables of rates, part by part."""
    return [
        {"part": part, **group_to_data(group)}
        for part, episodes in by_part(results).items()
        for group in rate_table(episodes, by=by)
    ]


def flat(result: EpisodeResult) -> dict[str, Any]:
    """An episode as one row of a table: factors, objective and labels in columns of their own."""
    whole = result_to_data(result)
    row = {name: whole[name] for name in ("episode", "world", "agent", "seed", "trial", "outcome", "ended", "counted")}
    row |= {name: whole[name] for name in ("steps", "minutes", "reward", "error")}
    row |= {f"objective.{name}": value for name, value in result.objective.items()}
    row |= {f"condition.{name}": level for name, level in result.condition.items()}
    row |= {f"usage.{name}": count for name, count in result.usage.items()}
    for name in result.decided:
        row |= {f"label.{name}.{part}": value for part, value in _short(result.labels, name).items()}
    return row


def _short(labels: Mapping[str, Label], name: str) -> dict[str, Any]:
    label = labels.get(name, Label(name))
    return {"present": label.present, "stage": label.stage, "severity": label.severity, "basis": label.basis}


def print_json(data: Any) -> None:
    """Data on stdout: indented for a person, in one line for a program."""
    sys.stdout.write(json_text(data, indent=2 if sys.stdout.isatty() else None) + "\n")
