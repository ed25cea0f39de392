"""The episodes of a run as rows of a table, and the attempts that were set aside. No verdict is in it."""

from collections.abc import Collection, Sequence
from typing import Any

from corpsim.pages.view.data.runs import head
from corpsim.pages.view.library import Library
from corpsim.runs.playings import Playing, attempts_of
from corpsim.runs.store import EpisodeResult, RunFolder, read_result

Levels = dict[str, list[str]]


def episodes(library: Library, run: RunFolder) -> dict[str, Any]:
    """The rows, the factors whose levels differ among them (each with its levels), what is the same in all, and how
    many attempts were set aside."""
    results = library.results(run)
    levels = _levels(results)
    factors = _differing(levels)
    return {
        "run": str(run.path),
        **head(run),
        "factors": factors,
        "same": {factor: found[0] for factor, found in levels.items() if len(found) == 1},
        "set_aside": len(attempts_of(run)),
        "episodes": [row(result, factors) for result in results],
    }


def attempts(library: Library, run: RunFolder) -> dict[str, Any]:
    """The attempts that were set aside, as rows like those of `episodes`, with how each came out when it was played
    again (`now`; None where it was not yet). They are in no rate."""
    now = {result.id: result for result in library.results(run)}
    factors = _differing(_levels(list(now.values())))
    found = ((attempt, read_result(attempt.plan, attempt.path)) for attempt in attempts_of(run))
    return {
        "attempts": [
            {**row(result, factors), **of_playing(attempt), "now": now[result.id].outcome if result.id in now else None}
            for attempt, result in found
            if result is not None
        ]
    }


def of_playing(playing: Playing) -> dict[str, Any]:
    """What the row of an attempt has in place of an episode's; nothing for the playing that counts."""
    return {"id": playing.name, "attempt": playing.attempt, "final": False} if playing.attempt else {}


def row(result: EpisodeResult, factors: Collection[str] | None = None) -> dict[str, Any]:
    """One episode in short, with the levels of `factors`; None for all."""
    plan = result.plan
    condition = result.condition or plan.condition
    return {
        "id": plan.id,
        "number": plan.number,
        "attempt": 0,
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


def _levels(results: Sequence[EpisodeResult]) -> Levels:
    """The levels of each factor, in the order in which they were met."""
    levels: Levels = {}
    for result in results:
        for factor, level in (result.condition or result.plan.condition).items():
            if level not in levels.setdefault(factor, []):
                levels[factor].append(level)
    return levels


def _differing(levels: Levels) -> Levels:
    return {factor: sorted(found) for factor, found in levels.items() if len(found) > 1}
