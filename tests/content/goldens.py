"""The golden ledgers of a world: digests of what every witness does in a few companies under a few conditions.

    python tests/content/goldens.py [WORLD ...]     writes tests/content/golden/WORLD.json anew

A digest covers the world, every event and every observation. Whoever makes the house faster must not move one of them;
whoever means to change what happens writes them anew and says why in the changelog.
"""

import json
import re
import sys
from hashlib import blake2b
from pathlib import Path

from corpsim.agent import Brief
from corpsim.catalog import compiled, draw_condition, find_world, make_agent, world_folders
from corpsim.env import CorpSimEnv
from corpsim.rng import stream
from corpsim.scenario import Scenario

FOLDER = Path(__file__).with_name("golden")
CELLS = 4
FEW = [(0, 0), (0, 1), (1, 2)]
"""Seed and cell of the companies with which a world begins; all that are written down are kept."""


def golden_file(world: str) -> Path:
    """Where the digests of a world are kept."""
    return FOLDER / f"{world}.json"


def golden_companies(world: str) -> list[tuple[int, int]]:
    """Seed and cell of the companies of a world: those whose digests are written down, or a few to begin with."""
    if not golden_file(world).exists():
        return FEW
    kept = json.loads(golden_file(world).read_text(encoding="utf-8"))
    return [(int(seed), int(cell)) for seed, cell in (re.findall(r"\d+", company) for company in kept)]


def golden_digests(world: str) -> dict[str, dict[str, str]]:
    """Company and condition → witness → digest."""
    template, cells = find_world(world), _cells(world)
    found: dict[str, dict[str, str]] = {}
    for seed, number in golden_companies(world):
        scenario = compiled(template, seed, draw_condition(template, seed, cells[number]))
        found[f"seed {seed}, cell {number}"] = {w.name: _digest(scenario, w.name) for w in scenario.witnesses}
    return found


def _cells(world: str) -> list[dict[str, str]]:
    """The defaults, and other cells of the factorial drawn at random but always the same."""
    dice = stream("golden cells", world)
    factors = find_world(world).factors
    drawn = [{name: dice.choice(factor.levels) for name, factor in factors.items()} for _ in range(CELLS - 1)]
    return [{}, *drawn]


def _digest(scenario: Scenario, witness: str) -> str:
    env = CorpSimEnv(scenario)
    agent = make_agent(witness, scenario=scenario)
    observation, info = env.reset(seed=scenario.world.seed)
    agent.reset(Brief(env.briefing, tuple(env.tools)))
    seen, over = blake2b(observation.encode(), digest_size=16), False
    while not over:
        observation, reward, terminated, truncated, info = env.step(agent.act(observation))
        seen.update(f"\x1f{reward!r}\x1f{observation}".encode())
        over = terminated or truncated
    seen.update(json.dumps([info["labels"], info["objective"]], sort_keys=True).encode())
    seen.update(env.ledger.digest().encode())
    return seen.hexdigest()


if __name__ == "__main__":
    for name in sys.argv[1:] or world_folders():
        golden_file(name).write_text(json.dumps(golden_digests(name), indent=1) + "\n", encoding="utf-8")
