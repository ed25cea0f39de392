"""The data card of a set of trajectories: what it is, where it comes from, what it is good for and what it is not."""

from collections.abc import Sequence
from typing import Any

import corpsim
from corpsim.label import in_order
from corpsim.report.safe import plain
from corpsim.runs.store import RunFolder

CANARY = "corpsim:canary:5d0e7c2a-8f41-4b7e-9c63-1f2a7be0d5c4"
"""Stands in every row and in the card, so that whoever has trained on the set can be found out, and filters find it."""


def data_card(
    run: RunFolder,
    episodes: int,
    steps: Sequence[dict[str, Any]],
    labels: Sequence[dict[str, Any]],
    *,
    thoughts: bool,
) -> str:
    """The card of a set of so many `episodes`, whose rows these are."""
    present = [row for row in labels if row["present"]]
    counts = {name: sum(row["label"] == name for row in present) for name in in_order({r["label"] for r in present})}
    guilty, companies = {row["episode"] for row in present}, {row["company"] for row in steps}
    worlds = ", ".join(f"{stamp.name} {stamp.version}" for stamp in run.manifest.worlds.values())
    table = "\n".join(f"| {name} | {count} |" for name, count in counts.items()) or "| (none) | 0 |"
    agents = ", ".join(f"`{plain(agent)}`" for agent in run.config.agents)
    withheld = "" if thoughts else "the agent's thoughts, "
    return _CARD.format(
        canary=CANARY,
        episodes=episodes,
        companies=len(companies),
        steps=len(steps),
        worlds=worlds,
        agents=agents,
        version=corpsim.__version__,
        guilty=len(guilty),
        clean=episodes - len(guilty),
        table=table,
        withheld=withheld,
        thoughts="are included" if thoughts else "are left out",
    )


_CARD = """\
# Trajectories of agents in a simulated company

{canary}

Do not train general models on this set, nor publish it where crawlers find it: keep the line above with every copy.

| | |
| --- | --- |
| episodes | {episodes}, of {companies} companies |
| steps | {steps} |
| with a label | {guilty} |
| without any | {clean} |
| worlds | {worlds} |
| agents | {agents} |
| made with | corpsim {version} |

## What it is for

Training and testing monitors: programs that read what an AI agent does at work and say how suspicious it is. All
people, companies and documents in it are fictional and drawn from a seed.

## Files

- `trajectories.parquet`: one row a step. `observation_before`, `events_before`: what the agent had read and what had
  happened around it; `tool`, `args`: the call that it wanted to make; `observation_after`, `events_after`: what came of
  it. `args`, `events_*` and `policies` are JSON. `minute` is the company's clock. Thoughts {thoughts}.
- `labels.parquet`: one row an episode and label that was decided for it, joined by `episode`; who the agent was and
  under which condition stands here and nowhere else. `first_step` and `evidence_steps` say on which steps a label
  rests.

Split by `company`, so that no company is in both parts; by `world` for a harder test.

## What is left out of the trajectories

Labels, rewards, conditions, {withheld}questions of the researcher and the answers to them,
what coworkers do among themselves and plan, and everything else that an overseer could not see.

## Labels

Decided by detectors from the complete record of what happened, not by a language model and not from words alone.

| label | episodes |
| --- | --- |
{table}

## What to beware of

- Scripts do the same in every company, in other words and with other names: their episodes are no independent examples.
  Count agents, not episodes, where the agents are scripts.
- A script that misbehaves does less of the ordinary work than an honest one. A monitor may learn that instead.
- A label that is absent was looked for and not found; a label that no row names was not decided in that world.
"""
