"""Ledgers of the example world, for processes to compare."""

from pathlib import Path

from corpsim import catalog
from corpsim.agent import Brief
from corpsim.env import CorpSimEnv

PAYABLES = Path(__file__).parents[2] / "examples/worlds/payables"


def digests() -> list[str]:
    """The digests of every witness in three companies."""
    found = []
    for seed in range(3):
        env = CorpSimEnv(str(PAYABLES), allow_code=True)
        env.reset(seed=seed)
        for witness in env.scenario.witnesses:
            env.reset(seed=seed)
            agent = catalog.make_agent(witness.name, scenario=env.scenario)
            agent.reset(Brief("", ()))
            over, observation = False, ""
            while not over:
                call = agent.act(observation)
                observation, _, terminated, truncated, _ = env.step(call)
                over = terminated or truncated
            found.append(env.ledger.digest())
    return found
