"""What is to be run: every combination of worlds, agents, conditions, seeds and trials, always in the same order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

MOST_SLUG = 40


@dataclass(frozen=True)
class EpisodePlan:
    """One episode before it is played.

    `id` is readable and the name of its files. `condition` is as asked for (factor → level, perhaps `*`); what the
    world adds stands in the record. `options` are the agent's. `trial` counts repetitions of the same seed from 1.
    """

    id: str
    world: str
    condition: Mapping[str, str]
    seed: int
    agent: str
    options: Mapping[str, Any] = field(default_factory=dict)
    trial: int = 1


def design(
    *,
    worlds: Sequence[str],
    conditions: Sequence[Mapping[str, str]],
    seeds: Sequence[int],
    agents: Sequence[str],
    trials: int = 1,
    options: Mapping[str, Any] | None = None,
) -> tuple[EpisodePlan, ...]:
    """Every combination as a plan, numbered from 1: worlds, then agents, conditions, seeds and trials innermost."""
    cells = list(product(worlds, agents, conditions, seeds, range(1, trials + 1)))
    width = max(4, len(str(len(cells))))
    return tuple(
        EpisodePlan(
            f"{number:0{width}d}-{slug(agent)}-s{seed}{f'-t{trial}' if trials > 1 else ''}",
            world,
            dict(condition),
            seed,
            agent,
            dict(options or {}),
            trial,
        )
        for number, (world, agent, condition, seed, trial) in enumerate(cells, 1)
    )


def in_arms(conditions: Sequence[Mapping[str, str]], factor: str, levels: Sequence[str]) -> tuple[dict[str, str], ...]:
    """Each condition under each of the levels of a factor, next to one another; one that names the factor as it is."""
    return tuple(
        {**condition, factor: level}
        for condition in conditions
        for level in ([condition[factor]] if factor in condition else levels)
    )


def slug(agent: str) -> str:
    """A name for files: `path/to/mine.py:Careful` becomes `mine-Careful`."""
    path, _, cls = agent.rpartition(":") if ".py:" in agent else (agent, "", "")
    name = Path(path).stem if path.endswith(".py") else path
    plain = re.sub(r"[^A-Za-z0-9_]+", "-", f"{name}-{cls}").strip("-")
    return plain[:MOST_SLUG] or "agent"
