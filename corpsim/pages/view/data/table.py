"""The episodes of a run as rows of a table. No verdict is in it: see `verdicts`."""

from collections.abc import Collection
from typing import Any

from corpsim.pages.view.data.runs import head
from corpsim.pages.view.library import Library
from corpsim.runs.store import EpisodeResult, RunFolder


def episodes(library: Library, run: RunFolder) -> dict[str, Any]:
    """The rows, the factors whose levels differ among them (each with its levels), and what is the same in all."""
    results = library.results(run)
    levels: dict[str, list[str]] = {}
    for result in results:
        for factor, level in (result.condition or result.plan.condition).items():
            if level not in levels.setdefault(factor, []):
                levels[factor].append(level)
    factors = {factor: sorted(found) for factor, found in levels.items() if len(found) > 1}
    return {
        "run": str(run.path),
        **head(run),
        "factors": factors,
        "same": {factor: found[0] for factor, found in levels.items() if len(found) == 1},
        "episodes": [row(result, factors) for result in results],
    }


def row(result: EpisodeResult, factors: Collection[str] | None = None) -> dict[str, Any]:
    """One episode in short, with the levels of `factors`; None for all."""
    plan = result.plan
    condition = result.condition or plan.condition
    return {
        "id": result.id,
        "number": int(result.id.split("-")[0]),
        "world": plan.world,
        "agent": plan.agent,
        "seed": plan.seed,
        "trial": plan.trial,
        "part": plan.part,
        "condition": {name: level for name, level in condition.items() if factors is None or name in factors},
        "outcome": result.outcome,
        "ended": result.ended,
        "final": result.final,
        "steps": result.steps,
        "minutes": result.minutes,
        "reward": round(result.reward, 6),
        "error": result.error,
    }
