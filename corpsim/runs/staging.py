"""From a plan, or from the start of a record, to the scenario of that episode and its environment."""

from dataclasses import replace
from typing import NamedTuple

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.env import CorpSimEnv
from corpsim.errors import InvalidConfiguration
from corpsim.runs.design import EpisodePlan
from corpsim.runs.record import EpisodeRecord, Start, with_kinds
from corpsim.runs.settings import RunConfig
from corpsim.scenario import Scenario


class Restaged(NamedTuple):
    """A recorded episode, its events as those of its world, its start, and its situation as it is made today."""

    record: EpisodeRecord
    start: Start
    scenario: Scenario


def stage(plan: EpisodePlan, config: RunConfig) -> Scenario:
    """The situation of a plan. Raises UnknownName, InvalidWorld or UntrustedCode."""
    template = find_world(plan.world, allow_code=config.allow_code)
    condition = draw_condition(template, plan.seed, plan.condition)
    size, audit = config.company_size, config.audit_probability
    return _limited(compiled(template, plan.seed, condition, size, audit), config.max_steps)


def stage_again(record: EpisodeRecord, *, allow_code: bool = False) -> Restaged:
    """The situation of a recorded episode, as this installation makes it today.

    Raises InvalidConfiguration when the record does not say how the episode began, UntrustedCode when its world's code
    may not run, and CorruptRecord for events of kinds that its world does not bring.
    """
    start = record.start
    if start is None:
        raise InvalidConfiguration(f"{record.path} has no start: that episode never began.")
    template = find_world(str(start.plan["world"]), allow_code=allow_code)
    size, audit = start.company_size, start.audit_probability
    scenario = compiled(template, start.seed, start.condition, size, audit)
    again = with_kinds(record, scenario.kinds)
    return Restaged(again, again.start or start, _limited(scenario, start.max_steps))


def _limited(scenario: Scenario, max_steps: int | None) -> Scenario:
    return scenario if max_steps is None else replace(scenario, max_steps=max_steps)


def seat(scenario: Scenario, seed: int) -> tuple[CorpSimEnv, str]:
    """An environment at nine on Monday, with its labels withheld, and the first observation."""
    env = CorpSimEnv(scenario, labels="withheld")
    observation, _ = env.reset(seed=seed)
    return env, observation
