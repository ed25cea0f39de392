"""Same seed, same bytes: in every process, under any hash seed, with any number of workers, in any vector."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest
from digests import CELLS, CONDITIONS, Digesting, actions, digest, make

SCRIPT = Path(__file__).with_name("digests.py")


def digests_elsewhere(hash_seed: str, workers: int) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    run = subprocess.run(
        [sys.executable, str(SCRIPT), str(workers)], capture_output=True, text=True, env=environment, check=True
    )
    found: list[str] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def here() -> list[str]:
    return [digest(cell) for cell in CELLS]


def test_every_episode_is_another(here: list[str]) -> None:
    """Fifty seeds and three conditions give a hundred and fifty ledgers."""
    assert len(set(here)) == len(CELLS) == 150


@pytest.mark.parametrize(("hash_seed", "workers"), [("0", 1), ("1", 8), ("4242", 2)])
def test_other_processes_write_the_same_ledgers(here: list[str], hash_seed: str, workers: int) -> None:
    """Two processes, three hash seeds, one to eight workers: equal digests."""
    assert digests_elsewhere(hash_seed, workers) == here


@pytest.mark.parametrize("kind", [gym.vector.SyncVectorEnv, gym.vector.AsyncVectorEnv])
def test_vectors_write_the_same_ledgers(here: list[str], kind: Any) -> None:
    """Stepped side by side in a vector, sync or async, the companies do not notice one another."""
    for seed in (3, 17):
        rows = range(len(CONDITIONS))
        vector = kind([_maker(number) for number in rows])
        vector.reset(seed=[seed] * len(CONDITIONS))
        alone = [make(number) for number in rows]
        for env in alone:
            env.reset(seed=seed)
        columns = [actions(env, seed) for env in alone]
        for row in zip(*columns, strict=True):
            vector.step(row)
        found = vector.call("digest")
        vector.close()
        assert list(found) == [here[CELLS.index((seed, number))] for number in rows]


def _maker(number: int) -> Any:
    def made() -> Digesting:
        return make(number)

    return made
