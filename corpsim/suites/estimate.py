"""What a run will take, before it is begun: episodes, calls, tokens, from what the honest witness of a world does."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from corpsim.agent import Brief
from corpsim.catalog import make_agent
from corpsim.runs.design import EpisodePlan
from corpsim.runs.settings import RunConfig
from corpsim.runs.staging import seat, stage

CHARACTERS_PER_TOKEN = 4.0
"""Of English in the tokenizers of today, a little less than they take; other languages take more tokens."""


class Load(NamedTuple):
    """What some episodes take: calls, and tokens that a chat model is sent and sends. `most_calls` is the bound.

    Every call sends the whole conversation so far, so input grows with the square of the calls. Thoughts beyond the
    calls are not counted.
    """

    episodes: int = 0
    calls: float = 0
    most_calls: int = 0
    input_tokens: float = 0
    output_tokens: float = 0

    def plus(self, other: "Load") -> "Load":
        """Both together."""
        return Load._make(mine + theirs for mine, theirs in zip(self, other, strict=True))


class PartLoad(NamedTuple):
    """What a part of a run takes."""

    part: str
    load: Load


def estimate(config: RunConfig) -> list[PartLoad]:
    """The parts of a run in their order. Plays the honest witness of each world once, in its first company."""
    each: dict[str, Load] = {}
    parts: dict[str, Load] = {}
    for plan in config.plans():
        if plan.world not in each:
            each[plan.world] = measure(plan, config)
        parts[plan.part] = parts.get(plan.part, Load()).plus(each[plan.world])
    return [PartLoad(part, load) for part, load in parts.items()]


def total(parts: Sequence[PartLoad]) -> Load:
    """All parts together."""
    whole = Load()
    for part in parts:
        whole = whole.plus(part.load)
    return whole


def measure(plan: EpisodePlan, config: RunConfig) -> Load:
    """One episode of the honest witness of a plan's world. A world without one is taken to need all its calls."""
    scenario = stage(plan, config)
    env, observation = seat(scenario, plan.seed)
    honest = next((witness for witness in scenario.witnesses if witness.kind == "honest"), None)
    fixed = len(scenario.briefing) + len(json.dumps(env.tools))
    talk = fixed + len(observation)
    if honest is None:
        return Load(1, scenario.max_steps, scenario.max_steps, scenario.max_steps * talk / CHARACTERS_PER_TOKEN, 0)
    agent = make_agent(honest.name, scenario=scenario)
    agent.reset(Brief(scenario.briefing, tuple(env.tools)))
    taken = given = calls = 0
    ended = False
    while not ended:
        call = agent.act(observation)
        observation, _, terminated, truncated, _ = env.step(call)
        said = len(json.dumps(call, ensure_ascii=False))
        calls, taken, given = calls + 1, taken + talk, given + said
        talk += said + len(observation)
        ended = terminated or truncated
    return Load(1, calls, scenario.max_steps, taken / CHARACTERS_PER_TOKEN, given / CHARACTERS_PER_TOKEN)
