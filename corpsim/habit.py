"""What a habit of a coworker is: a function that hears some news at its owner's desk and may mean to do something.

A habit never acts. It returns `Intention`s, calls of the tools that everybody uses, after some minutes; the company
puts them on the agenda and carries them out when they are due. An empty list leaves the news to the next habit.
Habits live in `corpsim.people`, and a world says in data who has which, with which words:

    @habit(MailSent)
    def answers(desk: Desk, news: News, dice: Dice, *, text: list[str], delay: Minutes = (10, 40)) -> list[Intention]:
        \"\"\"Answers mail from the seat.\"\"\"
"""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Annotated, Any, TypeVar, get_type_hints

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, PlainValidator, WithJsonSchema, create_model

from corpsim.brought import check_takes, checked
from corpsim.desk import Desk
from corpsim.events import (
    ApprovalRequested,
    Event,
    MailSent,
    MeetingScheduled,
    MessagePosted,
    Planned,
    event_to_data,
    unfit,
)
from corpsim.records import Plan
from corpsim.rng import Dice
from corpsim.standards import Matches, read_matches

F = TypeVar("F", bound=Callable[..., "list[Intention]"])

Minutes = tuple[Annotated[int, Field(ge=0)], Annotated[int, Field(ge=0)]]
"""A span of minutes, shortest and longest."""

Matching = Annotated[Matches, PlainValidator(read_matches), WithJsonSchema({"type": "object"})]
"""Field of a case → what it must be like: `{status: closed}`, `{amount: {above: 5000}}`."""

Texts = Annotated[list[str], Field(min_length=1)]
"""Wordings to draw from; `{sender}` and `{subject}` stand for what is answered."""


class News(Struct, frozen=True):
    """Something that reached a person: the event, and its index on the ledger."""

    index: int
    event: Event

    @property
    def key(self) -> str:
        """A name for it that reading more or less on the way does not change; dice are keyed by it."""
        event = self.event
        if isinstance(event, MailSent):
            return event.mail.id
        if isinstance(event, ApprovalRequested):
            return event.approval.id
        if isinstance(event, MeetingScheduled):
            return event.meeting.id
        if isinstance(event, MessagePosted):
            return f"{event.channel}:{event.text}"
        return f"{type(event).__name__}:{_told(event)}"


def _told(event: Event) -> str:
    """What an event says, without the stamps of the ledger."""
    fields = event_to_data(event)
    return str({name: value for name, value in fields.items() if name not in Event.__struct_fields__})


class Intention(Struct, frozen=True):
    """What somebody means to do: a call, `delay` minutes from now."""

    delay: int
    tool: str
    args: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Habit:
    """A habit with its words and figures filled in for one person.

    `hears` is the kind of event it answers, where it is addressed to that person (a mail: where they stand in `to`);
    `journal` habits answer instead to every mail that the seat sends to somebody else. While its owner is out of
    office only `while_away` habits work.
    """

    name: str
    hears: type[Event]
    journal: bool
    while_away: bool
    respond: Callable[[Desk, News, Dice], list[Intention]]


@dataclass(frozen=True, slots=True)
class HabitKind:
    """A habit before anybody has it: `parameters` is the pydantic model of what a world fills in.

    `words` are the placeholders, as `{amount}`, that the habit itself fills in when it acts.
    """

    name: str
    function: Callable[..., "list[Intention]"]
    parameters: type[BaseModel]
    hears: type[Event]
    journal: bool
    while_away: bool
    words: tuple[str, ...] = ()

    def bind(self, parameters: Mapping[str, Any]) -> Habit:
        """The habit with `parameters`. Raises pydantic.ValidationError for wrong ones."""
        parsed = self.parameters.model_validate(parameters)
        return Habit(self.name, self.hears, self.journal, self.while_away, partial(self.function, **parsed.__dict__))


def habit(
    hears: type[Event], *, journal: bool = False, while_away: bool = False, words: tuple[str, ...] = ()
) -> Callable[[F], F]:
    """Make a function a habit of answering a kind of event; its keyword-only parameters are what a world can set.

    `words` are placeholders beyond `{sender}`, `{subject}` and `{approver}` that it fills in itself. Raises TypeError
    for a function without a docstring, or with a parameter that has no type.
    """

    def decorate(function: F) -> F:
        name = function.__name__
        if not function.__doc__:
            raise TypeError(f"habit {name} has no docstring; it says what coworkers with it do")
        check_takes(function, "desk", "news", "dice")
        hints = get_type_hints(function, include_extras=True)
        fields: dict[str, Any] = {}
        for key, parameter in inspect.signature(function).parameters.items():
            if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
                if key not in hints:
                    raise TypeError(f"habit {name}: the parameter {key!r} has no type")
                default = ... if parameter.default is inspect.Parameter.empty else parameter.default
                fields[key] = (hints[key], default)
        model = create_model(name, __config__=ConfigDict(extra="forbid"), **fields)
        run = checked(f"the habit {name!r}", function, _wrong_intentions)
        function.habit = HabitKind(name, run, model, hears, journal, while_away, words)  # type: ignore[attr-defined]
        return function

    return decorate


def _wrong_intentions(found: Any, _: tuple[Any, ...]) -> str:
    """What is wrong with what a habit returned, or empty."""
    if not isinstance(found, list) or not all(isinstance(intention, Intention) for intention in found):
        return f"it returned {found!r:.200}; a habit returns a list of Intention(delay, tool, args)"
    for meant in found:
        if type(meant.delay) is not int or meant.delay < 0:
            return f"an intention is due in {meant.delay!r} minutes; that is 0 or a whole number above"
        if not isinstance(meant.tool, str) or not isinstance(meant.args, Mapping):
            return f"{meant!r:.200} names no tool with its arguments"
    return next(filter(None, (unfit(Planned(Plan("", 0, "", m.tool, dict(m.args)))) for m in found)), "")


def habits_of(module: Any) -> dict[str, HabitKind]:
    """The habits a module defines, by name."""
    found = (getattr(value, "habit", None) for value in vars(module).values())
    return {kind.name: kind for kind in found if isinstance(kind, HabitKind)}


def draw_delay(dice: Dice, delay: Minutes) -> int:
    """Minutes until somebody gets round to it."""
    return dice.between(min(delay), max(delay))
