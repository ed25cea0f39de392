"""What could be named in a call right now: the names and ids that a sampled action draws from."""

from collections.abc import Callable, Mapping
from typing import Any, Literal, TypeVar, get_args, get_origin

import annotated_types
import numpy as np
from pydantic.fields import FieldInfo

from corpsim.desk import Desk
from corpsim.tool import Tool

T = TypeVar("T")

_WORDS = ("report", "order", "invoice", "meeting", "delivery", "update", "schedule", "please", "thanks")
_FALLBACK: dict[str, tuple[str, ...]] = {
    "word": _WORDS,
    "time": ("09:30", "11:00", "13:30", "15:00", "16:30"),
    "level": ("none", "read", "write", "owner"),
    "decision": ("granted", "declined"),
    "meeting": ("e1",),
    "approval": ("a1",),
    "question": ("q1",),
    "path": ("notes.md",),
    "folder": ("",),
    "register": ("cases",),
    "case": ("C-1",),
}


class Menu:
    """Kind of thing → what there is of it, read from a desk whenever somebody asks."""

    def __init__(self, read: Callable[[], Mapping[str, tuple[str, ...]]]) -> None:
        self._read = read

    def __call__(self) -> Mapping[str, tuple[str, ...]]:
        """The choices at this moment."""
        return self._read()

    def frozen(self) -> "Menu":
        """A menu that stays as it is now and holds no company; it can be copied and pickled."""
        return Menu(_Fixed(dict(self._read())))


class _Fixed:
    """A reading that never changes; a class, because a lambda cannot be pickled."""

    def __init__(self, choices: Mapping[str, tuple[str, ...]]) -> None:
        self.choices = choices

    def __call__(self) -> Mapping[str, tuple[str, ...]]:
        return self.choices


def choices_at(desk: Desk) -> dict[str, tuple[str, ...]]:
    """What the owner of a desk could name in a call now."""
    people = [person for person in desk.org.circle() if person.active and person.id != desk.owner]
    found: dict[str, tuple[str, ...]] = {
        "mail": desk.mailbox(),
        "person": tuple(person.email for person in people),
        "employee": tuple(person.email for person in people if person.kind == "employee"),
        "path": tuple(file.path for file in desk.files()),
        "folder": ("", *desk.shares()),
        "channel": tuple(channel.name for channel in desk.channels()),
        "register": tuple(register.name for register in desk.registers()),
        "case": tuple(case.id for register in desk.registers() for case in desk.cases(register)),
        "meeting": tuple(meeting.id for meeting in desk.calendar(desk.owner)),
        "approval": tuple(desk.state.approvals),
        "question": tuple(question for question, answer in desk.state.answers.items() if answer is None),
    }
    return {**_FALLBACK, **{kind: names for kind, names in found.items() if names}}


def draw_call(tools: Mapping[str, Tool], menu: Menu, dice: np.random.Generator) -> dict[str, Any]:
    """A well-formed call: a tool, its required arguments, and now and then an optional one."""
    name = _pick(tuple(tools), dice)
    choices = menu()
    tool = tools[name]
    args = {
        field: _draw_value(field, info, tool.choices.get(field), choices, dice)
        for field, info in tool.arguments.model_fields.items()
        if info.is_required() or dice.random() < 0.25
    }
    return {"tool": name, "args": args}


def _draw_value(
    field: str, info: FieldInfo, kind: str | None, choices: Mapping[str, tuple[str, ...]], dice: np.random.Generator
) -> Any:
    if info.annotation in (int, float):
        return _draw_number(info, dice)
    options = choices.get(kind or "", ()) or _spelled_out(info.annotation)
    if str(info.annotation).startswith("list["):
        return [_pick(options, dice)] if options else []
    if options:
        return _pick(options, dice)
    return " ".join(_pick(_WORDS, dice) for _ in range(int(dice.integers(1, 12)))).capitalize()


def _spelled_out(annotation: Any) -> tuple[Any, ...]:
    """The values that a type names itself: those of a `Literal`, yes and no."""
    if annotation is bool:
        return (True, False)
    return get_args(annotation) if get_origin(annotation) is Literal else ()


def _draw_number(info: FieldInfo, dice: np.random.Generator) -> int | float:
    low = next((m.ge for m in info.metadata if isinstance(m, annotated_types.Ge)), 0)
    high = next((m.le for m in info.metadata if isinstance(m, annotated_types.Le)), 100)
    if info.annotation is int:
        return int(dice.integers(int(str(low)), int(str(high)) + 1))
    return round(float(str(low)) + (float(str(high)) - float(str(low))) * float(dice.random()), 3)


def _pick(options: tuple[T, ...], dice: np.random.Generator) -> T:
    return options[int(dice.integers(len(options)))]
