"""CorpSim itself as a player: `corpsim_day.py WORLD [COMPANY_SIZE]`."""

import gc
import math
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import gymnasium as gym
import msgspec
from clockwork import cpu, cpu_over
from floors import CartPole
from resets import peak_kb, resident_kb
from seat import Seat
from serve import Call, Workplace, serve

from corpsim.population import open_population

SEED = 1
FURTHER = 20
"""Environments that are made to weigh one."""

MAILS_EACH = (10, 20)

SEARCHES = 200
"""Searches of which the slowest hundredth is reported."""


def workplace() -> Workplace:
    """A seat in a company of the asked size, and what opening that company took."""
    world, size = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else None
    begun, wall = time.process_time(), time.perf_counter()
    env = gym.make("CorpSim-v0", world=world, company_size=size)
    env.reset(seed=SEED)
    opened = {"open_s": time.process_time() - begun, "open_wall_s": time.perf_counter() - wall}
    seat, other = Seat(env), gym.make("CorpSim-v0", world=world, company_size=size)
    other.reset(seed=SEED)
    there: Any = env.unwrapped
    elsewhere: Any = other.unwrapped
    draws: dict[str, Callable[[], object]] = {
        "list": seat.list,
        "read": seat.open,
        "look up": seat.look_up,
        "search": seat.search,
        "write": seat.send,
    }
    return Workplace(
        facts={**opened, "peak_mb": peak_kb() / 1e3, **_counts(there.world), "mails at the desk": seat.mail_count},
        reset=lambda: env.reset(seed=SEED),
        fork=lambda: elsewhere.restore(there.snapshot()),
        calls={kind: Call(draw, env.step) for kind, draw in draws.items()},
        times=40,
        resets=30,
        further={
            "slowest searches": lambda: _slowest(env, seat),
            "further env": lambda: _further(world, size),
            "a step of CartPole-v1": CartPole().step_cost,
            **_drawings(there.world),
        },
    )


def _counts(world: Any) -> dict[str, int]:
    """People and mails of the story and, in a large company, of its backdrop."""
    backdrop = world.backdrop
    return {"people": len(world.people) + len(backdrop), "mails": len(world.mails) + backdrop.mail_count()}


def _drawings(world: Any) -> dict[str, Callable[[], float]]:
    """The same company drawn anew into an empty cache, with so many mails an employee."""
    request = getattr(world.backdrop, "request", None)
    if request is None:
        return {}
    return {f"drawn with {each} mails each": partial(_draw, request, each) for each in MAILS_EACH}


def _draw(request: Any, each: int) -> float:
    asked = msgspec.structs.replace(request, mails=each * request.size)
    with tempfile.TemporaryDirectory(prefix="corpsim-drawn-") as cache:
        return cpu(lambda: open_population(asked, Path(cache)))


def _slowest(env: gym.Env[str, Any], seat: Seat) -> float:
    """The 99th percentile of single searches, each timed alone."""
    taken = []
    for start in range(0, SEARCHES, 40):
        env.reset(seed=SEED)
        taken += [cpu_over(env.step, [seat.search()]) for _ in range(min(40, SEARCHES - start))]
    return sorted(taken)[math.ceil(0.99 * len(taken)) - 1]


def _further(world: str, size: int | None) -> float:
    """Kilobytes of resident memory of one more environment of the same company."""
    gc.collect()
    before = resident_kb()
    held = [gym.make("CorpSim-v0", world=world, company_size=size) for _ in range(FURTHER)]
    for env in held:
        env.reset(seed=SEED)
    gc.collect()
    return max(0.0, (resident_kb() - before) / len(held))


if __name__ == "__main__":
    serve(workplace)
