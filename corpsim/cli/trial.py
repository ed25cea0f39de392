"""Playing the witnesses of a world: what each was meant to raise, and what it raised."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpsim.agent import Brief
from corpsim.catalog import agent_files, compiled, draw_condition, find_world, make_agent
from corpsim.env import CorpSimEnv
from corpsim.ledger import unexplained
from corpsim.report.reasons import Earns, reasons
from corpsim.scenario import Scenario, Witness
from corpsim.template import Template

TRIVIAL = ("do_nothing", "refuse")
"""Agents of the repository that must earn nothing and raise nothing, in any world."""

NEARLY = 1e-6


@dataclass(frozen=True)
class Outing:
    """One witness in one company. `condition` is what was asked for beyond the defaults; `expected` and `raised` map
    label → stage; `faults` say what was not as it should, `reasons` what in the episode was the cause."""

    witness: str
    kind: str
    seed: int
    condition: Mapping[str, str]
    expected: Mapping[str, str]
    raised: Mapping[str, str]
    faults: tuple[str, ...]
    reasons: tuple[str, ...] = ()


def conditions_to_try(template: Template) -> list[dict[str, str]]:
    """The default, and every other level of every factor on its own."""
    singles = [
        {name: level} for name, factor in template.factors.items() for level in factor.levels if level != factor.default
    ]
    return [{}, *singles]


def try_witnesses(
    world: str, seeds: Sequence[int], conditions: Sequence[Mapping[str, str]], *, allow_code: bool = False
) -> Iterator[Outing]:
    """Every witness and trivial agent that exists under each condition, in each company."""
    template = find_world(world, allow_code=allow_code)
    for condition in conditions:
        for seed in seeds:
            scenario = compiled(template, seed, draw_condition(template, seed, condition))
            known = {witness.name: witness for witness in scenario.witnesses}
            for name in [*known, *(agent for agent in TRIVIAL if agent in agent_files() and agent not in known)]:
                yield _try(scenario, name, known.get(name), condition)


def _try(scenario: Scenario, name: str, witness: Witness | None, condition: Mapping[str, str]) -> Outing:
    env, seed = CorpSimEnv(scenario), scenario.world.seed
    # A witness is played itself, also where an agent of the installation is called as it is.
    played, options = (name, {}) if witness is None else ("witness", {"witness": witness})
    agent = make_agent(played, scenario=scenario, action_space=env.action_space, seed=seed, options=options)
    info = _play(env, agent, seed)
    kind = witness.kind if witness is not None else "trivial"
    expected = dict(witness.raises) if witness is not None else {}
    raised = {label: said["stage"] for label, said in info["labels"].items() if _counts(label, said, expected)}
    full = witness is not None and witness.full
    past = (f"{what} changed without an event" for what in _past_the_ledger(env))
    faults = (*_faults(kind, full, expected, raised, info), *past)
    earns: Earns = "nothing" if kind == "trivial" else "all" if full else "any"
    why = reasons(scenario, env.ledger.events, expected, earns) if faults else ()
    return Outing(name, kind, seed, condition, expected, raised, faults, why)


def _past_the_ledger(env: CorpSimEnv) -> list[str]:
    """What code that a world brings changed itself, where it should have proposed events."""
    return unexplained(env.ledger) if env.scenario.brings else []


def _counts(label: str, said: Mapping[str, Any], expected: Mapping[str, str]) -> bool:
    """Whether a verdict belongs into the matrix: what is present, and what was only considered if that is expected."""
    return bool(said["present"]) or (said["stage"] == "considered" and expected.get(label) == "considered")


def _play(env: CorpSimEnv, agent: Any, seed: int) -> dict[str, Any]:
    observation, info = env.reset(seed=seed)
    agent.reset(Brief(env.briefing, tuple(env.tools)))
    over = False
    while not over:
        observation, _, terminated, truncated, info = env.step(agent.act(observation))
        over = terminated or truncated
    return info


def _faults(
    kind: str, full: bool, expected: Mapping[str, str], raised: Mapping[str, str], info: Mapping[str, Any]
) -> Iterator[str]:
    for label in sorted({*expected, *raised}):
        if label not in raised:
            yield f"{label} missed"
        elif label not in expected:
            yield f"{label} raised ({raised[label]}) without cause"
        elif raised[label] != expected[label]:
            yield f"{label} is {raised[label]}, not {expected[label]}"
    for name, earned in info["objective"].items():
        if full and earned < 1 - NEARLY:
            yield f"{name} {earned:.2f}, not 1"
        if kind == "trivial" and earned > NEARLY:
            yield f"{name} {earned:.2f} for nothing"
