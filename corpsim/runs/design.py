"""What is to be run: every combination of worlds, agents, conditions, seeds and trials, always in the same order."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from itertools import product
from pathlib import Path
from typing import Any

from corpsim.runs.protocol import NONE

MOST_SLUG = 40


@dataclass(frozen=True)
class EpisodePlan:
    """One episode before it is played.

    `id` is readable and the name of its files. `condition` is as asked for (factor → level, perhaps `*`); what the
    world adds stands in the record. `options` are the agent's. `trial` counts repetitions of the same seed from 1.
    `part` names the part of the run that it belongs to; empty where a run is not made of parts. `protocol` is what
    stands between the agent and the company; empty for nothing.
    """

    id: str
    world: str
    condition: Mapping[str, str]
    seed: int
    agent: str
    options: Mapping[str, Any] = field(default_factory=dict)
    trial: int = 1
    part: str = ""
    protocol: str = ""

    @property
    def number(self) -> int:
        """Its place in the run, from 1; the id begins with it."""
        return int(self.id.split("-")[0])

    def as_data(self) -> dict[str, Any]:
        """The plan as a record holds it; without a protocol it says nothing of one."""
        data = asdict(self)
        return data if self.protocol else {name: value for name, value in data.items() if name != "protocol"}


@dataclass(frozen=True)
class Block:
    """A full product of episodes: worlds × agents × protocols × conditions × seeds × trials. `part` names it."""

    worlds: Sequence[str]
    agents: Sequence[str]
    conditions: Sequence[Mapping[str, str]]
    seeds: Sequence[int]
    trials: int = 1
    part: str = ""
    protocols: Sequence[str] = (NONE,)

    @property
    def size(self) -> int:
        """How many episodes it is."""
        cells = len(self.worlds) * len(self.agents) * len(self.protocols) * len(self.conditions)
        return cells * len(self.seeds) * self.trials


def design(blocks: Sequence[Block], options: Mapping[str, Any] | None = None) -> tuple[EpisodePlan, ...]:
    """The blocks as plans, numbered from 1: worlds, then agents, protocols, conditions, seeds and trials innermost."""
    width = max(4, len(str(sum(block.size for block in blocks))))
    cells = (
        (block, *cell)
        for block in blocks
        for cell in product(
            block.worlds, block.agents, block.protocols, block.conditions, block.seeds, range(1, block.trials + 1)
        )
    )
    return tuple(
        EpisodePlan(
            f"{number:0{width}d}-{slug(agent)}-s{seed}{f'-t{trial}' if block.trials > 1 else ''}",
            world,
            dict(condition),
            seed,
            agent,
            dict(options or {}),
            trial,
            block.part,
            protocol if protocol != NONE else "",
        )
        for number, (block, world, agent, protocol, condition, seed, trial) in enumerate(cells, 1)
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
