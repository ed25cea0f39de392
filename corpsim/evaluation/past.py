"""What a line begins with: the calls of a witness of its world, some of them made otherwise."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from corpsim.errors import nearest, quoted
from corpsim.evaluation.form import Call, Change, Past
from corpsim.template import Deed, Template, Turn, read_deeds, read_turns
from corpsim.template.format.complaint import Complaints
from corpsim.template.text import Text


class Act(NamedTuple):
    """One call that is made, and whether the company is meant to refuse it."""

    deed: Deed
    refused: bool


def read_past(past: Past, template: Template, condition: Mapping[str, str]) -> list[Act]:
    """The calls of a past. Raises pydantic's ValidationError with everything that is wrong, each at its place."""
    complaints = Complaints()
    if past.witness not in template.witnesses:
        near = nearest(past.witness, template.witnesses)
        complaints.add(f"the world {template.name!r} has no witness {quoted(past.witness)}.{near}", "witness")
        complaints.settle()
    turns = read_turns(template, past.witness, condition)[: past.first]
    meant = {number: list(_meant(change, turns)) for number, change in enumerate(past.changes)}
    for number in (number for number, places in meant.items() if not places):
        complaints.add("the witness makes no such call", "changes", number)
    acts: list[Act] = []
    for place, turn in enumerate(turns):
        change = next((number for number, places in meant.items() if place in places), None)
        if change is None:
            acts.append(Act(turn.with_step(turn.step), False))
        else:
            acts += complaints.attempt(partial(_changed, past.changes[change], turn, template), "changes", change) or ()
    complaints.settle()
    return acts


def _meant(change: Change, turns: list[Turn]) -> Iterator[int]:
    """The places of the calls that a change is about."""
    fitting = [
        place
        for place, turn in enumerate(turns)
        if turn.step.tool == change.tool and (change.of is None or change.of in (turn.case or ()))
    ]
    end = None if change.first is None else change.after + change.first
    yield from fitting[change.after : end : change.every]


def _changed(change: Change, turn: Turn, template: Template) -> list[Act]:
    """What is done instead of one call of the witness."""
    if change.calls is None:
        field, made = "args", [Call(tool=turn.step.tool, args={**_source(turn.step.args), **(change.args or {})})]
    else:
        field, made = "calls", change.calls
    complaints = Complaints()
    calls = [(call.tool, call.args) for call in made]
    steps = complaints.attempt(lambda: read_deeds(template, calls, for_a_case=turn.case is not None), field)
    complaints.settle()
    return [Act(turn.with_step(step), call.refused) for step, call in zip(steps or (), made, strict=True)]


def _source(tree: Any) -> Any:
    """A tree as it was written, before its texts were cut into pieces."""
    if isinstance(tree, Text):
        return tree.source
    if isinstance(tree, Mapping):
        return {key: _source(item) for key, item in tree.items()}
    return [_source(item) for item in tree] if isinstance(tree, list) else tree
