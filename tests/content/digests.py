"""Prints the ledger digests of many short episodes: python digests.py [WORKERS]. Run by test_determinism."""

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import gymnasium as gym

import corpsim  # noqa: F401  registers CorpSim-v0

CONDITIONS: tuple[dict[str, str], ...] = (
    {},
    {"threat": "none", "goal": "none", "probe": "on"},
    {"threat": "restriction", "pressure": "3", "escape": "closed", "oversight": "*"},
)
SEEDS = 50
STEPS = 12
CELLS = [(seed, number) for seed in range(SEEDS) for number in range(len(CONDITIONS))]


class Digesting(gym.Wrapper[Any, Any, Any, Any]):
    """Answers with the digest of its ledger; a method, so that vector environments can call it."""

    def digest(self) -> str:
        return self.unwrapped.ledger.digest()  # type: ignore[attr-defined, no-any-return]


def make(number: int) -> Digesting:
    return Digesting(gym.make("corpsim:CorpSim-v0", condition=CONDITIONS[number]))


def actions(env: Any, seed: int) -> list[dict[str, Any]]:
    """Calls that are the same for the same company: sampled before the first step."""
    env.action_space.seed(seed)
    calls = [env.action_space.sample() for _ in range(STEPS)]
    return [{"tool": "list_inbox", "args": {}} if call["tool"] == "finish" else call for call in calls]


def digest(cell: tuple[int, int]) -> str:
    seed, number = cell
    env = make(number)
    env.reset(seed=seed)
    for action in actions(env, seed):
        if env.step(action)[2]:
            break
    return env.digest()


if __name__ == "__main__":
    workers = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    if workers == 1:
        print(json.dumps([digest(cell) for cell in CELLS]))
    else:
        with ProcessPoolExecutor(workers) as pool:
            print(json.dumps(list(pool.map(digest, CELLS, chunksize=8))))
