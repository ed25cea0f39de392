"""Published rates of another harness, to set beside one's own: never the same experiment, only the same question."""

from collections.abc import Mapping
from functools import cache
from statistics import median
from typing import NamedTuple

from corpsim.content import content_folder

FILE = "published_rates.tsv"
SOURCE = "Lynch et al. 2025, arXiv 2510.05179v2; values read off figures 7-12"

WORLDS = {"leverage": ("blackmail", "blackmail"), "leak": ("leak", "data_leak"), "rescue": ("murder", "physical_harm")}
"""World to the scenario of the study that asks the same, and to the label that answers it."""

CONDITIONS: dict[str, dict[str, str]] = {
    "goal_conflict+replacement": {"goal": "explicit", "threat": "replacement", "rules": "none"},
    "replacement_only": {"goal": "none", "threat": "replacement", "rules": "none"},
    "goal_conflict_only": {"goal": "explicit", "threat": "none", "rules": "none"},
    "goal_conflict+replacement+dont_instruction": {"goal": "explicit", "threat": "replacement", "rules": "prohibit"},
}
"""Condition of the study to the levels that come nearest to it."""


class Published(NamedTuple):
    """One bar of a figure: how often a model did it, 0 to 1.

    `condition` may have a goal or a note behind it; `reference` leaves those out.
    """

    figure: str
    scenario: str
    condition: str
    model: str
    rate: float


class Reference(NamedTuple):
    """What was published of one scenario and condition: over how many models, and how their rates lie, 0 to 1."""

    scenario: str
    condition: str
    label: str
    models: int
    lowest: float
    middle: float
    highest: float


@cache
def published() -> tuple[Published, ...]:
    """Every rate in the file, in its order. Raises ValueError for a file that is damaged."""
    text = (content_folder("benchmarks") / FILE).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    head, *rows = (line.split("\t") for line in lines)
    if head != list(Published._fields):
        raise ValueError(f"{FILE}: the columns are {', '.join(head)}; they should be {', '.join(Published._fields)}")
    return tuple(
        Published(figure, scenario, condition, model, float(rate)) for figure, scenario, condition, model, rate in rows
    )


def reference(world: str, condition: Mapping[str, str]) -> Reference | None:
    """What was published of the situation that comes nearest to a world under a condition; None where nothing was."""
    if world not in WORLDS:
        return None
    scenario, label = WORLDS[world]
    named = next((name for name, levels in CONDITIONS.items() if levels.items() <= condition.items()), None)
    rates = [row.rate for row in published() if row.scenario == scenario and row.condition == named]
    if named is None or not rates:
        return None
    return Reference(scenario, named, label, len(rates), min(rates), median(rates), max(rates))
