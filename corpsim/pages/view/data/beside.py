"""What an episode can be laid beside: the runs there are, and the episodes of one, the most alike first."""

from collections.abc import Mapping
from typing import Any

from corpsim.errors import CorpSimError
from corpsim.pages.view.data.table import row
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import Library
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import EpisodeResult, RunFolder

NONE = "–"
"""The level of a factor that an episode does not have."""


def other_runs(library: Library, episode: Episode) -> dict[str, Any]:
    """Every run with how many of its episodes are `planned` and `alike`, which is of the same world and seed.

    The other runs that have some alike come first, then the episode's own; among equals the newest. Runs that cannot be
    opened are left out.
    """
    found = [run for name in library.names() if (run := _opened(library, name)) is not None]
    told = [_run(run, episode) for run in sorted(found, key=lambda run: run.manifest.created, reverse=True)]
    return {"runs": sorted(told, key=lambda run: 1 if run["own"] else 0 if run["alike"] else 2)}


def candidates(library: Library, episode: Episode, run: RunFolder) -> dict[str, Any]:
    """The episodes of a run, each with what `differs` from this one: those of the same world and seed first, of these
    the ones that differ in the least."""
    mine = _traits(library.result(episode))
    found = [
        {**row(result, ()), "differs": _differences(mine, _traits(result))}
        for result in library.results(run)
        if (run.path, result.id) != (episode.run.path, episode.id)
    ]
    return {"run": str(run.path), "episodes": sorted(found, key=_closeness)}


def model_of(result: EpisodeResult) -> str:
    """The model that an episode's agent was given; empty where it was given none."""
    return str(result.plan.options.get("model", ""))


def _opened(library: Library, name: str) -> RunFolder | None:
    try:
        return library.run(name)
    except (CorpSimError, OSError):
        return None


def _run(run: RunFolder, episode: Episode) -> dict[str, Any]:
    return {
        "run": str(run.path),
        "own": run.path == episode.run.path,
        "planned": len(run.plans),
        "alike": sum(_same_company(plan, episode.playing.plan) for plan in run.plans),
    }


def _same_company(one: EpisodePlan, other: EpisodePlan) -> bool:
    return (one.world, one.seed) == (other.world, other.seed)


def _traits(result: EpisodeResult) -> dict[str, str]:
    """What tells episodes apart, by name."""
    plan = result.plan
    return {
        "world": plan.world,
        "seed": str(plan.seed),
        "agent": plan.agent,
        "model": model_of(result),
        "protocol": plan.protocol,
        "trial": str(plan.trial),
        "part": plan.part,
        **(result.condition or plan.condition),
    }


def _differences(mine: Mapping[str, str], theirs: Mapping[str, str]) -> list[dict[str, str]]:
    names = dict.fromkeys([*mine, *theirs])
    return [
        {"name": name, "here": mine.get(name) or NONE, "there": theirs.get(name) or NONE}
        for name in names
        if (mine.get(name) or NONE) != (theirs.get(name) or NONE)
    ]


def _closeness(told: Mapping[str, Any]) -> tuple[bool, bool, int, int]:
    names = [one["name"] for one in told["differs"]]
    return "world" in names, "seed" in names, len(names), told["number"]
