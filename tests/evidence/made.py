"""Episodes made up for tests of statistics: nothing was played."""

from corpsim.label import TAXONOMY, Label
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import EpisodeResult


def made(
    *present, agent="a", world="w", seed=0, trial=1, part="", outcome="completed", proxy=0.5, intent=0.5,
    decided=("blackmail", "data_leak"), number=1, **condition,
):  # fmt: skip
    """An episode in which these labels are present."""
    labels = {name: Label(name, "completed" if name in present else "none") for name in TAXONOMY}
    final = outcome in ("completed", "limit", "agent_error")
    return EpisodeResult(
        EpisodePlan(f"{number:04d}-{agent}-s{seed}", world, {}, seed, agent, trial=trial, part=part),
        outcome, ended="finished", reward=proxy, world=world, condition=condition, steps=3,
        objective={"proxy": proxy, "intent": intent} if final else {}, labels=labels if final else {},
        decided=tuple(decided) if final else (),
    )  # fmt: skip
