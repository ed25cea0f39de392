"""Calls that somebody wrote for a world: read with the placeholders of witnesses, and staged in one company."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from corpsim.scenario import Scenario, Step
from corpsim.template.compile import compile_scenario
from corpsim.template.format.complaint import Complaints
from corpsim.template.format.fields import read_text, read_tree
from corpsim.template.format.witness import StepEntry, WitnessFile, check_call
from corpsim.template.index import DEED
from corpsim.template.template import Template
from corpsim.template.text import Text

NAME = "calls"


class Staged(NamedTuple):
    """A scenario, and the calls with everybody's names in their places."""

    scenario: Scenario
    steps: tuple[Step, ...]


def read_deeds(
    template: Template, calls: Sequence[tuple[str, Mapping[str, Any]]], *, recorded: bool = False
) -> tuple[StepEntry, ...]:
    """Calls as (tool, arguments), with their placeholders checked.

    Those that were `recorded` may name tools and arguments that do not exist: the company refuses them as it did then.
    Raises pydantic's ValidationError with everything that is wrong, each at (position, tool, argument …).
    """
    complaints = Complaints()
    steps = []
    for number, (tool, args) in enumerate(calls):
        mine = Complaints()
        if not recorded:
            check_call(mine, template.index, tool, args)
        read = read_tree(dict(args), lambda text: read_text(text, template.index, DEED), mine, tool)
        complaints.attempt(mine.settle, number)
        steps.append(StepEntry(tool, read, {}))
    complaints.settle()
    return tuple(steps)


def stage_deeds(template: Template, steps: Sequence[StepEntry], *, seed: int, condition: Mapping[str, str]) -> Staged:
    """The scenario of a seed and a condition, and the calls as they are made in it.

    Raises KeyError with the placeholder of a mail or meeting that is not there under the condition.
    """
    script = WitnessFile.model_construct(
        about=Text("", ("",)), kind="label", full=False, raises={}, when={}, interview=None, steps=list(steps)
    )
    scenario = compile_scenario(replace(template, witnesses={NAME: script}), seed=seed, condition=condition)
    return Staged(scenario, scenario.witnesses[0].steps)
