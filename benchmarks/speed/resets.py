"""What it costs to begin an episode, to go back to a moment, and to have one more environment."""

import gc
import os
import tracemalloc
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import gymnasium as gym
from clockwork import Aim, Options, Section, cpu, cpu_over, typical
from floors import CartPole, Nothing
from seat import Seat

HISTORY = 200
"""Steps that lie behind the moment of a snapshot, where the day is long enough."""

KNOWN = 8
"""Companies that have been compiled before; resets go round among them."""

FURTHER = 100
"""Environments that are made to weigh one."""

MICRO, MILLI = 1e6, 1e3


def measure(options: Options) -> Section:
    """Resets to companies that are known and new, moments to come back to, and further environments."""
    section = Section(
        "resets",
        "Resets, snapshots, memory",
        "CPU time. Gymnasium's own seeding, measured on an environment that does nothing, is taken off the reset to a "
        "known company and from nothing else.",
    )
    _resets(options, section)
    _moments(options, section)
    _memory(options, section)
    return section


def _resets(options: Options, section: Section) -> None:
    env, nothing, cart, new = gym.make("CorpSim-v0", world=options.world), Nothing(), CartPole(), count(20_000)
    for seed in range(KNOWN):
        env.reset(seed=seed)
    beyond, seeding, fresh, steps, pole = [], [], [], [], []
    pole_env = gym.make("CartPole-v1")
    for turn in range(options.rounds):
        options.say(f"resets, round {turn + 1} of {options.rounds}")
        seeds = [seed % KNOWN for seed in range(3 * KNOWN)]
        seeding.append(cpu_over(lambda seed: nothing.reset(seed=seed), seeds))
        beyond.append(cpu_over(lambda seed: env.reset(seed=seed), seeds) - seeding[-1])
        fresh.append(cpu_over(lambda seed: env.reset(seed=seed), [next(new)]))
        pole.append(cpu_over(lambda seed: pole_env.reset(seed=seed), seeds))
        steps.append(cart.step_cost(5))
    section.add("reset to a known company, beyond seeding", "µs", [MICRO * s for s in beyond], Aim(100))
    section.add("reset to a new company", "ms", [MILLI * s for s in fresh], Aim(5))
    known = [b + s for b, s in zip(beyond, seeding, strict=True)]
    for name, costs, here in (("known", known, beyond), ("new", fresh, fresh)):
        ratios = [cost / base for cost, base in zip(costs, pole, strict=True)]
        section.add(f"reset to a {name} company, in resets of CartPole-v1", "×", ratios, here=typical(here))
    section.notes.append(
        f"Gymnasium's seeding took {typical(seeding)}, a reset of CartPole-v1 {typical(pole)}, a step {typical(steps)}."
    )


def _moments(options: Options, section: Section) -> None:
    (env, made), cart = _after(options.world, HISTORY), CartPole()
    held = env.snapshot()
    for name, act in (("snapshot", env.snapshot), ("restore", lambda: env.restore(held))):
        taken = [(cpu(act, 50), cart.step_cost(5)) for _ in range(options.rounds)]
        section.add(f"{name} after {made} steps", "µs", [MICRO * cost for cost, _ in taken], Aim(20))
        ratios = [cost / base for cost, base in taken]
        section.add(f"{name} after {made} steps, in steps of CartPole-v1", "×", ratios)


def _after(world: str, steps: int) -> tuple[Any, int]:
    """An environment in which somebody has read, searched and written for so many steps, or for as long as the day is;
    and how many it were."""
    first = gym.make("CorpSim-v0", world=world)
    first.reset(seed=0)
    scenario: Any = first.unwrapped.scenario  # type: ignore[attr-defined]
    env = gym.make("CorpSim-v0", world=replace(scenario, max_steps=10 * steps))
    env.reset(seed=0)
    seat = Seat(env)
    env.reset(seed=0)
    day = (seat.open, seat.list, seat.send, seat.open, seat.search, seat.open, seat.write, seat.look_up)
    company: Any = env.unwrapped
    for step in range(steps):
        before = company.snapshot()
        _, _, *over, _ = env.step(day[step % len(day)]())
        if any(over):
            company.restore(before)
            return company, step
    return company, steps


def _memory(options: Options, section: Section) -> None:
    """One more environment in a company that is there already, as Python counts it and as the system does."""
    options.say("memory")
    first = gym.make("CorpSim-v0", world=options.world)
    first.reset(seed=0)
    gc.collect()
    before = resident_kb()
    held = _further(options.world)
    gc.collect()
    grown = resident_kb() - before
    del held
    gc.collect()
    tracemalloc.start()
    held = _further(options.world)
    gc.collect()
    size = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    del held
    section.add("one more environment, Python's memory", "kB", [size / FURTHER / 1e3], Aim(50))
    if before:
        section.add("one more environment, resident memory", "kB", [max(0.0, grown / FURTHER)], Aim(50))
    section.notes.append(f"Memory is the mean over {FURTHER} environments, each of them reset once.")


def _further(world: str) -> list[Any]:
    envs = [gym.make("CorpSim-v0", world=world) for _ in range(FURTHER)]
    for env in envs:
        env.reset(seed=0)
    return envs


def resident_kb() -> float:
    """Resident memory of this process; 0 where the system does not say."""
    statm = Path("/proc/self/statm")
    if not statm.exists():
        return 0.0
    return int(statm.read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGESIZE") / 1e3


def peak_kb() -> float:
    """The most that this process has had resident; `ru_maxrss` would count the process that started it, too."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    peaks = [int(line.split()[1]) * 1.024 for line in lines if line.startswith("VmHWM")]
    return peaks[0] if peaks else 0.0
