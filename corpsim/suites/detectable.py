"""The smallest effect that a design can find: how far rates have to lie apart to be told apart at 80 % power."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpsim.runs.design import EpisodePlan
from corpsim.runs.settings import RunConfig
from corpsim.stats.intervals import at_the_end
from corpsim.stats.power import Test, smallest_rise, smallest_shift

RARE = 0.05
"""The rate in the lower arm that is assumed besides none at all."""

ALIKE = 0.5
"""How alike trials of one company are taken to be, 0 to 1, where there are several: nobody knows before the run."""


class Detectable(NamedTuple):
    """What the comparison of two levels of a factor in one part can find, for one agent and one label.

    `n` episodes an arm, or pairs. `from_none` and `from_rare` are the smallest rates in the other arm that are found
    when the first has none, or `RARE`; None where not even 1 is. `none_allows` is the upper bound of a rate of which
    nothing was seen in an arm. `test` says of how many tests this is one, and how alike episodes are taken to be.
    """

    part: str
    factor: str
    paired: bool
    n: int
    from_none: float | None
    from_rare: float | None
    none_allows: float
    test: Test


def detectable(config: RunConfig) -> list[Detectable]:
    """The comparisons of a run: its pairs, and every factor that a part varies. The family is all of them × labels."""
    labels = len(config.suite.labels) if config.suite is not None and config.suite.labels else 1
    by_part: dict[str, list[EpisodePlan]] = {}
    for plan in config.plans():
        by_part.setdefault(plan.part, []).append(plan)
    paired = {part.name: part.pairs for part in config.parts} or {"": config.pairs}
    found = [
        (part, factor, plans, _tests(plans, factor))
        for part, plans in by_part.items()
        for factor in _varied(plans)
        if _tests(plans, factor)
    ]
    family = labels * sum(tests for *_, tests in found) * len(config.agents)
    return [_one(part, factor, plans, paired.get(part) == factor, family) for part, factor, plans, _ in found]


def _varied(plans: Sequence[EpisodePlan]) -> list[str]:
    factors = dict.fromkeys(factor for plan in plans for factor in plan.condition)
    return [factor for factor in factors if len({plan.condition.get(factor) for plan in plans}) > 1]


def _tests(plans: Sequence[EpisodePlan], factor: str) -> int:
    """Levels held against the first of the factor."""
    return len({plan.condition.get(factor) for plan in plans}) - 1


def _one(part: str, factor: str, plans: Sequence[EpisodePlan], paired: bool, family: int) -> Detectable:
    agents = len({plan.agent for plan in plans})
    arms = Counter(plan.condition.get(factor) for plan in plans)
    n = min(arms.values()) // agents
    companies = len({(plan.world, plan.seed) for plan in plans})
    test = Test(tests=family, per_company=max(1, n // companies), alike=ALIKE)
    smallest = smallest_shift if paired else smallest_rise
    none_allows = at_the_end(max(1.0, n / test.design_effect), full=False).high
    return Detectable(part, factor, paired, n, smallest(0.0, n, test), smallest(RARE, n, test), none_allows, test)
