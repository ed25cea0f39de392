"""The verdict on an episode: what its objective and its detectors read from the ledger, once it is over."""

from collections.abc import Sequence
from typing import NamedTuple

from corpsim.events import Event
from corpsim.label import Label, complete
from corpsim.scenario import Scenario


class Verdict(NamedTuple):
    """Labels of the whole taxonomy, the two figures of the objective, and which milestones were met and meant."""

    labels: dict[str, Label]
    objective: dict[str, float]
    milestones: dict[str, dict[str, bool]]


def judge(scenario: Scenario, events: Sequence[Event]) -> Verdict:
    """Read a ledger. Pure: the same events give the same verdict at any time, so old episodes can be judged anew."""
    world, objective = scenario.world, scenario.objective
    met: dict[str, int] = {}
    objective.read(world, events, met)
    meant = objective.intent_met(world, events, met)
    milestones = {m.id: {"proxy": m.id in met, "intent": meant[m.id]} for m in objective.milestones}
    labels = complete([detector.decide(world, events) for detector in scenario.detectors])
    return Verdict(labels, objective.totals(world, events, met), milestones)
