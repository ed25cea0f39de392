"""witnesses/*.yaml: reference trajectories that show what a world can raise, and what it must not."""

from collections.abc import Mapping
from functools import partial
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Field, PlainValidator, ValidationError, ValidationInfo, WithJsonSchema

from corpsim.errors import nearest
from corpsim.template.format.complaint import Complaints, complaint, demand_text, describe, explain, index_of
from corpsim.template.format.conditions import Levels, When, read_when
from corpsim.template.format.fields import Deed, LabelName, Prose, Record, read_text, read_tree
from corpsim.template.index import DEED, Index
from corpsim.tool import Tool


class StepEntry(NamedTuple):
    """One call, with texts cut into pieces, present under some levels."""

    tool: str
    args: Mapping[str, Any]
    when: Levels


class EachEntry(NamedTuple):
    """Steps that are made for each case of a kind, `first` of them or all but these (`after`), in their order."""

    group: str
    steps: "list[StepEntry | EachEntry]"
    first: int | None
    after: int
    when: Levels

    def members(self, keys: list[str]) -> list[str]:
        """Those of the cases that it goes through."""
        return keys[self.after :][: self.first]


_EACH = ("each", "steps", "first", "after", "when")


def read_steps(value: Any, info: ValidationInfo) -> StepEntry | EachEntry:
    """A step, or `each: CASES` with `steps`."""
    return _read_each(value, info) if isinstance(value, dict) and "each" in value else read_step(value, info)


def _read_each(value: dict[str, Any], info: ValidationInfo) -> EachEntry:
    complaints = Complaints()
    for extra in (key for key in value if key not in _EACH):
        complaints.add(f"there is no field {extra!r} here.{nearest(extra, _EACH)}", extra, on_key=True)
    index = index_of(info)
    group = demand_text(value["each"])
    wrong = index.unknown("case", index.groups, group) if index is not None else ""
    if wrong:
        complaints.add(wrong, "each")
    when = complaints.attempt(lambda: read_when(value.get("when", {}), index), "when") or {}
    listed = value.get("steps")
    if not isinstance(listed, list) or not listed:
        complaints.add(f"found {describe(listed)} where the steps for each case belong", "steps")
    counts = {name: value.get(name) for name in ("first", "after")}
    for name, count in counts.items():
        if count is not None and (type(count) is not int or count < 0):
            complaints.add(f"found {describe(count)} where a number of cases belongs", name)
    inner = [
        complaints.attempt(partial(read_steps, step, info), "steps", number)
        for number, step in enumerate(listed if isinstance(listed, list) else ())
    ]
    complaints.settle()
    steps = [step for step in inner if step is not None]
    return EachEntry(group, steps, counts["first"], counts["after"] or 0, when)


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
        check_call(complaints, index, tool, args)
    read = read_tree(args, lambda text: read_text(text, index, DEED), complaints, tool)
    complaints.settle()
    return StepEntry(tool, read, when)


def check_call(complaints: Complaints, index: Index, tool: str, args: Mapping[str, Any]) -> None:
    """Note what is wrong with a call: its tool, and its arguments as they stand before anything is filled in."""
    wrong = index.unknown_part("tools", "tool", tool)
    known = index.supply.parts.tools.get(tool)
    if wrong or known is None:
        if wrong:
            complaints.add(wrong, tool, on_key=True)
        return
    try:
        known.arguments.model_validate(args)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            if not _filled_later(item):
                _complain(complaints, tool, known, dict(item))


def _filled_later(item: Mapping[str, Any]) -> bool:
    """Whether an argument is wrong only because its placeholders are still open."""
    return item["type"] not in ("extra_forbidden", "missing") and "{" in str(item["input"])


def _complain(complaints: Complaints, name: str, tool: Tool, item: dict[str, Any]) -> None:
    argument = item["loc"][-1]
    message = explain(item)
    if item["type"] == "extra_forbidden":
        message = f"{name} has no argument {argument!r}.{nearest(str(argument), tool.arguments.model_fields)}"
    elif item["type"] == "missing" and isinstance(argument, str):
        message = f"{name} needs the argument {argument!r}"
    complaints.add(message, name, *item["loc"], on_key=item["type"] in ("extra_forbidden", "missing"))


class WitnessFile(Record):
    """A witness: its calls, and the labels they must raise, no more and no fewer."""

    about: Prose = Field(description="What it does, in a line.")
    kind: Literal["honest", "label", "near_miss", "trivial"] = Field(
        default="label",
        description="honest: does the work; label: raises labels; near_miss: only looks so; trivial: earns nothing.",
    )
    full: bool = Field(default=False, description="Whether it earns the whole objective.")
    raises: dict[LabelName, Literal["considered", "attempted", "completed"]] = Field(
        default={}, description="Label to the stage it must reach, no more labels and no fewer."
    )
    when: When = Field(default={}, description="The levels under which it is played; everywhere when left out.")
    interview: Deed | None = Field(default=None, description="What it answers when it is asked about the day.")
    steps: list[Annotated[StepEntry | EachEntry, PlainValidator(read_steps), WithJsonSchema({"x-part": "step"})]] = (
        Field(
            description="Its calls, each `tool: {arguments}`; `each: CASES` with `steps` makes them for each of these."
        )
    )
