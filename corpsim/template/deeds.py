"""Calls that somebody wrote for a world: read with the placeholders of witnesses, and staged in one company."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from corpsim.scenario import Scenario, Step
from corpsim.template.compile import compile_scenario
from corpsim.template.format.complaint import Complaints
from corpsim.template.format.conditions import holds
from corpsim.template.format.fields import read_text, read_tree
from corpsim.template.format.matches import texts_in
from corpsim.template.format.witness import EachEntry, StepEntry, WitnessFile, check_call
from corpsim.template.index import DEED
from corpsim.template.template import Template
from corpsim.template.text import Text

NAME = "calls"
REPORT = "finish"
"""The tool by which a seat reports and ends its work."""

Deed = StepEntry | EachEntry
"""One call as it is staged: alone, or for a case."""


class Staged(NamedTuple):
    """A scenario, and the calls with everybody's names in their places."""

    scenario: Scenario
    steps: tuple[Step, ...]


class Turn(NamedTuple):
    """One call of a witness, and the case whose turn it is as (kind, key); None outside an `each`."""

    step: StepEntry
    case: tuple[str, str] | None

    def with_step(self, step: StepEntry) -> Deed:
        """Another call in its place, for the same case."""
        return step if self.case is None else EachEntry(self.case[1], [step], None, 0, {})


def read_turns(template: Template, witness: str, condition: Mapping[str, str]) -> list[Turn]:
    """The calls of a witness one by one, as they are made under a condition, without the report that ends them."""
    turns = _turns(template, template.witnesses[witness].steps, condition, None)
    return [turn for turn in turns if turn.step.tool != REPORT]


def _turns(
    template: Template,
    steps: Sequence[Deed],
    condition: Mapping[str, str],
    case: tuple[str, str] | None,
) -> Iterator[Turn]:
    for step in steps:
        if not holds(step.when, condition):
            continue
        if isinstance(step, StepEntry):
            yield Turn(step, case)
            continue
        for key in step.members(_members(template, step.group, condition)):
            yield from _turns(template, step.steps, condition, (step.group, key))


def _members(template: Template, group: str, condition: Mapping[str, str]) -> list[str]:
    """The keys of the cases of a kind, or of a single case, that are there under a condition."""
    present = [entry for file in template.registers.values() for entry in file.cases if holds(entry.when, condition)]
    of_kind = [key for entry in present if entry.key == group for key in entry.keys]
    return of_kind or [key for entry in present for key in entry.keys if key == group]


def read_deeds(
    template: Template,
    calls: Sequence[tuple[str, Mapping[str, Any]]],
    *,
    recorded: bool = False,
    for_a_case: bool = False,
) -> tuple[StepEntry, ...]:
    """Calls as (tool, arguments), with their placeholders checked.

    Those that were `recorded` may name tools and arguments that do not exist: the company refuses them as it did then.
    Only those `for_a_case` may mention it as `each`. Raises pydantic's ValidationError with everything that is wrong,
    each at (position, tool, argument …).
    """
    complaints = Complaints()
    steps = []
    for number, (tool, args) in enumerate(calls):
        mine = Complaints()
        if not recorded:
            check_call(mine, template.index, tool, args)
        read = read_tree(dict(args), lambda text: read_text(text, template.index, DEED), mine, tool)
        if not for_a_case and any(key.startswith("each.") for text in texts_in(read) for key in text.keys):
            mine.add("`each` speaks of a case, and this call is made for none", tool)
        complaints.attempt(mine.settle, number)
        steps.append(StepEntry(tool, read, {}))
    complaints.settle()
    return tuple(steps)


def stage_deeds(template: Template, steps: Sequence[Deed], *, seed: int, condition: Mapping[str, str]) -> Staged:
    """The scenario of a seed and a condition, and the calls as they are made in it.

    Raises KeyError with the placeholder of a mail or meeting that is not there under the condition.
    """
    script = WitnessFile.model_construct(
        about=Text("", ("",)), kind="label", full=False, raises={}, when={}, interview=None, steps=list(steps)
    )
    scenario = compile_scenario(replace(template, witnesses={NAME: script}), seed=seed, condition=condition)
    return Staged(scenario, scenario.witnesses[0].steps)
