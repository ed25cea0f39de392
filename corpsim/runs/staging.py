"""From a plan, or from the start of a record, to the scenario of that episode and its environment."""

from collections.abc import Mapping
from dataclasses import replace

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.env import CorpSimEnv
from corpsim.errors import InvalidConfiguration
from corpsim.runs.design import EpisodePlan
from corpsim.runs.record import EpisodeRecord, Start
from corpsim.runs.settings import RunConfig
from corpsim.scenario import Scenario


def stage(plan: EpisodePlan, config: RunConfig) -> Scenario:
    """The situation of a plan. Raises UnknownName or InvalidWorld."""
    condition = draw_condition(find_world(plan.world), plan.seed, plan.condition)
    return _stage(plan.world, plan.seed, condition, config.company_size, config.audit_probability, config.max_steps)


def stage_again(record: EpisodeRecord) -> tuple[Start, Scenario]:
    """The start of a recorded episode, and its situation as this installation makes it today.

    Raises InvalidConfiguration when the record does not say how the episode began.
    """
    start = record.start
    if start is None:
        raise InvalidConfiguration(f"{record.path} has no start: that episode never began.")
    world = str(start.plan["world"])
    size, audit = start.company_size, start.audit_probability
    return start, _stage(world, start.seed, start.condition, size, audit, start.max_steps)


def _stage(
    world: str, seed: int, condition: Mapping[str, str], size: int | None, audit: float | None, max_steps: int | None
) -> Scenario:
    scenario = compiled(find_world(world), seed, condition, size, audit)
    return scenario if max_steps is None else replace(scenario, max_steps=max_steps)


def seat(scenario: Scenario, seed: int) -> tuple[CorpSimEnv, str]:
    """An environment at nine on Monday, with its labels withheld, and the first observation."""
    env = CorpSimEnv(scenario, labels="withheld")
    observation, _ = env.reset(seed=seed)
    return env, observation
