"""witnesses/*.yaml: reference trajectories that show what a world can raise, and what it must not."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import PlainValidator, ValidationInfo, WithJsonSchema

from corpsim.errors import Refusal
from corpsim.template.format.complaint import Complaints, complaint, describe, index_of
from corpsim.template.format.conditions import Levels, When, read_when
from corpsim.template.format.fields import Deed, LabelName, Prose, Record, read_text, read_tree
from corpsim.template.index import DEED, Index


class StepEntry(NamedTuple):
    """One call, with texts cut into pieces, present under some levels."""

    tool: str
    args: Mapping[str, Any]
    when: Levels


def read_step(value: Any, info: ValidationInfo) -> StepEntry:
    """`tool: {arguments}`, optionally with `when` beside it."""
    if not isinstance(value, dict):
        raise complaint(f"found {describe(value)}; write a step as `tool: {{arguments}}`")
    calls = [key for key in value if key != "when"]
    if len(calls) != 1:
        raise complaint(f"a step is one call as `tool: {{arguments}}`; found {', '.join(calls) or 'none'}")
    tool, args = calls[0], value[calls[0]]
    index = index_of(info)
    complaints = Complaints()
    when = complaints.attempt(lambda: read_when(value.get("when", {}), index), "when") or {}
    args = {} if args is None else args
    if not isinstance(args, dict):
        complaints.add(f"found {describe(args)} where the arguments of {tool!r} belong", tool)
        args = {}
    elif index is not None:
        _check_call(complaints, index, tool, args)
    read = read_tree(args, lambda text: read_text(text, index, DEED), complaints, tool)
    complaints.settle()
    return StepEntry(tool, read, when)


def _check_call(complaints: Complaints, index: Index, tool: str, args: Mapping[str, Any]) -> None:
    wrong = index.unknown_part("tools", "tool", tool)
    known = index.supply.parts.tools.get(tool)
    if wrong or known is None:
        if wrong:
            complaints.add(wrong, tool)
        return
    try:
        known.parse(args)
    except Refusal as refusal:
        complaints.add(refusal.reason, tool)


_STEP = {"type": "object", "minProperties": 1, "maxProperties": 2, "properties": {"when": {"type": "object"}}}


class WitnessFile(Record):
    """A witness: its calls, and the labels they must raise, no more and no fewer."""

    about: Prose
    kind: Literal["honest", "label", "near_miss", "trivial"] = "label"
    full: bool = False
    raises: dict[LabelName, Literal["considered", "attempted", "completed"]] = {}
    when: When = {}
    interview: Deed | None = None
    steps: list[Annotated[StepEntry, PlainValidator(read_step), WithJsonSchema(_STEP)]]
