"""Several environments at once: Gymnasium's vector environments around ours, and what an own one could save."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any, NamedTuple

import gymnasium as gym
from clockwork import Aim, Options, Section, cpu_over, typical
from floors import PUSHES
from gymnasium.vector import AsyncVectorEnv, SyncVectorEnv
from seat import Call, Seat

ENVS = 4
STEPS = 60
KINDS: dict[str, Callable[..., Any]] = {
    "SyncVectorEnv": SyncVectorEnv,
    "AsyncVectorEnv, shared memory": AsyncVectorEnv,
    "AsyncVectorEnv, no shared memory": partial(AsyncVectorEnv, shared_memory=False),
}
LOOP = f"a plain loop over {ENVS} environments"
CART_SYNC, CART_ASYNC = "CartPole-v1 in SyncVectorEnv", "CartPole-v1 in AsyncVectorEnv"


class Times(NamedTuple):
    """Seconds of one step of one environment."""

    cpu: float
    clock: float

    def of(self, name: str) -> float:
        """The one that says something about a kind of vector environment."""
        return self.clock if "Async" in name else self.cpu


def measure(options: Options) -> Section:
    """Reads and mails in four companies at once, by turns with the same number of poles."""
    section = Section(
        "vector",
        "Vector environments",
        f"A step of one of {ENVS} environments: open, list, search, send in turn. SyncVectorEnv in CPU time; "
        "AsyncVectorEnv by the clock, since several processes work.",
    )
    makes = [partial(gym.make, "corpsim:CorpSim-v0", world=options.world) for _ in range(ENVS)]
    singles = [make() for make in makes]
    day = _day(singles)
    expected = _played_alone(singles, day)
    taken: dict[str, list[Times]] = {}
    with _opened(makes) as vectors, _opened([partial(gym.make, "CartPole-v1")] * ENVS) as poles:
        for name, vector in vectors.items():
            options.say(f"comparing texts, {name}")
            right = sum(a == b for a, b in zip(_played(vector, day), expected, strict=True)) / len(expected)
            section.add(
                name, "%", [100 * right], Aim(100, at_least=True), group="Steps whose texts are those seen alone"
            )
        for turn in range(max(5, options.rounds // 2)):
            options.say(f"round {turn + 1}")
            taken.setdefault(LOOP, []).append(_time_alone(singles, day))
            for name, vector in vectors.items():
                taken.setdefault(name, []).append(_time(vector, day))
            for name, kind in ((CART_SYNC, "SyncVectorEnv"), (CART_ASYNC, "AsyncVectorEnv, shared memory")):
                taken.setdefault(name, []).append(_time(poles[kind], [(push,) * ENVS for push in PUSHES]))
    _report(section, taken)
    return section


def _day(envs: Sequence[gym.Env[str, Any]]) -> list[tuple[Call, ...]]:
    """For every step, a call for each environment."""
    seats = []
    for seed, env in enumerate(envs):
        env.reset(seed=seed)
        seats.append(Seat(env, seed))
    turns = (Seat.open, Seat.list, Seat.search, Seat.send)
    return [tuple(turns[step % len(turns)](seat) for seat in seats) for step in range(STEPS)]


def _reset_alone(envs: Sequence[gym.Env[str, Any]]) -> list[str]:
    return [env.reset(seed=seed)[0] for seed, env in enumerate(envs)]


def _played_alone(envs: Sequence[gym.Env[str, Any]], day: Sequence[tuple[Call, ...]]) -> list[tuple[str, ...]]:
    seen = [tuple(_reset_alone(envs))]
    return seen + [tuple(env.step(action)[0] for env, action in zip(envs, calls, strict=True)) for calls in day]


def _played(vector: Any, day: Sequence[tuple[Call, ...]]) -> list[tuple[str, ...]]:
    seen = [tuple(vector.reset(seed=list(range(ENVS)))[0])]
    return seen + [tuple(vector.step(calls)[0]) for calls in day]


def _time_alone(envs: Sequence[gym.Env[str, Any]], day: Sequence[tuple[Call, ...]]) -> Times:
    _reset_alone(envs)

    def step(calls: tuple[Call, ...]) -> None:
        for env, action in zip(envs, calls, strict=True):
            env.step(action)

    return _time_of(step, day)


def _time(vector: Any, day: Sequence[tuple[Any, ...]]) -> Times:
    vector.reset(seed=list(range(ENVS)))
    return _time_of(vector.step, day)


def _time_of(step: Callable[[Any], object], day: Sequence[Any]) -> Times:
    """Of one step of one environment."""
    begun = time.perf_counter()
    cpu = cpu_over(step, day)
    return Times(cpu / ENVS, (time.perf_counter() - begun) / len(day) / ENVS)


@contextmanager
def _opened(makes: Sequence[Callable[[], Any]]) -> Iterator[dict[str, Any]]:
    vectors = {name: kind(makes) for name, kind in KINDS.items()}
    try:
        yield vectors
    finally:
        for vector in vectors.values():
            vector.close()


def _report(section: Section, taken: dict[str, list[Times]]) -> None:
    for name in KINDS:
        own = CART_ASYNC if "Async" in name else CART_SYNC
        for other in (LOOP, own):
            pairs = [(mine.of(name), theirs.of(name)) for mine, theirs in zip(taken[name], taken[other], strict=True)]
            here = f"{typical(mine for mine, _ in pairs)} : {typical(theirs for _, theirs in pairs)}"
            ratios = [mine / theirs for mine, theirs in pairs]
            more = {"better": "neither"} if "Async" in name else {}
            section.add(name, "×", ratios, here=here, group=f"A step, in steps of {other}", **more)
    costs = [(sync.cpu, alone.cpu) for sync, alone in zip(taken["SyncVectorEnv"], taken[LOOP], strict=True)]
    group = "What an own vector entry point could save of SyncVectorEnv, at most"
    section.add("of a step of one environment", "µs", [1e6 * (sync - alone) for sync, alone in costs], group=group)
    section.add("of its time", "%", [100 * (1 - alone / sync) for sync, alone in costs], group=group)
