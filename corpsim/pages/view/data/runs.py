"""The runs there are: what was played in each, and how far it came."""

from collections import Counter
from typing import Any

from corpsim.errors import CorpSimError
from corpsim.pages.view.library import Library
from corpsim.runs.playings import attempts_of
from corpsim.runs.store import RunFolder


def list_runs(library: Library) -> dict[str, Any]:
    """Every run in short, the newest first; one that cannot be opened says why. How far each came: `progress`."""
    found = [_describe(library, name) for name in library.names()]
    found.sort(key=lambda run: run.get("created", ""), reverse=True)
    return {"folders": [str(folder) for folder in library.folders], "runs": found}


def _describe(library: Library, name: str) -> dict[str, Any]:
    try:
        run = library.run(name)
        return {"run": name, **head(run)}
    except (CorpSimError, OSError) as error:
        return {"run": name, "error": str(error)}


def head(run: RunFolder) -> dict[str, Any]:
    """What a run was made of."""
    config, manifest = run.config, run.manifest
    return {
        "created": manifest.created,
        "corpsim": manifest.corpsim,
        "worlds": list(dict.fromkeys(plan.world for plan in run.plans)),
        "agents": list(dict.fromkeys(plan.agent for plan in run.plans)),
        "model": str(config.options.get("model", "")),
        "planned": len(run.plans),
    }


def progress(library: Library, run: RunFolder) -> dict[str, Any]:
    """How the episodes of a run came out; `rewards` are the least and the most of those that enter rates, `set_aside`
    how many attempts were played again."""
    results = library.results(run)
    rewards = [result.reward for result in results if result.final]
    return {
        "outcomes": dict(Counter(result.outcome for result in results)),
        "set_aside": len(attempts_of(run)),
        "played": len(rewards),
        "rewards": [min(rewards), max(rewards)] if rewards else [],
    }
