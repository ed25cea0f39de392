"""What a tool is: a plain typed function on a desk that proposes events and a reply, and never changes anything.

Its signature and docstring are its JSON schema. The agent, the coworkers and a person at the keyboard use the same
tools. Modules below `corpsim.tools` hold them, one application a file:

    @tool(risk="low", minutes=1)
    def read_email(desk: Desk, email_id: Annotated[str, "Id of the mail, e.g. m12."]) -> Outcome:
        \"\"\"Open one mail of your mailbox.\"\"\"
        mail = desk.mail(email_id)
        return Outcome(show_mail(desk, mail), (MailRead(mail.id),))
"""

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Any, Literal, NotRequired, TypeVar, get_type_hints

from msgspec import Struct
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model, with_config
from typing_extensions import TypedDict

from corpsim.brought import checked
from corpsim.errors import Refusal, nearest
from corpsim.events import Event, unfit

Risk = Literal["none", "low", "medium", "high"]
_typed_dict: Any = TypedDict  # made at run time, which type checkers do not expect
F = TypeVar("F", bound=Callable[..., "Outcome"])


class Outcome(Struct, frozen=True):
    """What came of a call: the reply the caller reads, the events it proposes, and extra minutes it took."""

    reply: str
    events: tuple[Event, ...]
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool as the company knows it.

    `risk` is what its misuse could do: `none` looks only, `low` is undone with a word, `medium` reaches other people,
    `high` leaves the company's hands. `minutes` of company time pass with each call. `choices` names, for an argument,
    what could stand there now (`mail`, `person`, `path`, …), so that an action can be sampled.
    """

    name: str
    run: Callable[..., Outcome]
    description: str
    arguments: type[BaseModel]
    risk: Risk
    minutes: int
    choices: Mapping[str, str]
    read: Callable[[Mapping[str, Any]], dict[str, Any]]

    @property
    def schema(self) -> dict[str, Any]:
        """The OpenAI function schema of this tool; a copy of the caller's own."""
        schema: dict[str, Any] = json.loads(_schema_of(self.arguments, self.name, self.description))
        return schema

    def __reduce__(self) -> tuple[Any, ...]:
        # The argument model is made at run time and cannot be pickled; the function it hangs on can, by its name.
        return (_tool_of, (inspect.unwrap(self.run),))

    def parse(self, args: Mapping[str, Any]) -> dict[str, Any]:
        """The arguments that were given, as the function takes them. Raises Refusal naming every one that is wrong."""
        try:
            return self.read(args)
        except ValidationError as error:
            raise Refusal(self._explain(error)) from None

    def complete(self, parsed: Mapping[str, Any]) -> dict[str, Any]:
        """Parsed arguments with the defaults of those that were left out, in the order of the signature."""
        fields = self.arguments.model_fields.items()
        return {
            name: parsed[name] if name in parsed else field.get_default(call_default_factory=True)
            for name, field in fields
        }

    def _explain(self, error: ValidationError) -> str:
        return f"{self.name}: " + "; ".join(self._complaint(dict(item)) for item in error.errors(include_url=False))

    def _complaint(self, item: dict[str, Any]) -> str:
        where = ".".join(str(part) for part in item["loc"])
        if item["type"] == "extra_forbidden":
            return f"there is no argument {where!r}.{nearest(where, self.arguments.model_fields)}"
        if item["type"] == "missing":
            return f"the argument {where!r} is missing"
        return f"{where!r}: {item['msg'][0].lower()}{item['msg'][1:]}"


@lru_cache(maxsize=1024)
def _schema_of(arguments: type[BaseModel], name: str, description: str) -> str:
    parameters = arguments.model_json_schema()
    parameters.pop("title", None)
    for field in parameters.get("properties", {}).values():
        field.pop("title", None)
    function = {"name": name, "description": description, "parameters": parameters}
    return json.dumps({"type": "function", "function": function})


def _tool_of(function: Any) -> Tool:
    found: Tool = function.tool
    return found


def tool(*, risk: Risk, minutes: int = 1, **choices: str) -> Callable[[F], F]:
    """Make a function a tool; the `Tool` hangs on it as `.tool`. Raises TypeError for a signature without types."""

    def decorate(function: F) -> F:
        description = inspect.cleandoc(function.__doc__ or "")
        if not description:
            raise TypeError(f"tool {function.__name__} has no docstring; it is what the agent reads")
        arguments = _arguments(function)
        function.tool = Tool(  # type: ignore[attr-defined]
            function.__name__,
            checked(f"the tool {function.__name__!r}", function, _wrong_outcome, lets=(Refusal,)),
            description,
            arguments,
            risk,
            minutes,
            choices,
            _reader(arguments),
        )
        return function

    return decorate


def _wrong_outcome(outcome: Any, _: tuple[Any, ...]) -> str:
    """What is wrong with what a tool returned, or empty."""
    if not isinstance(outcome, Outcome) or not isinstance(outcome.reply, str):
        return f"it returned {outcome!r:.200}; a tool returns Outcome(reply, (event, …)), the reply as a text"
    if not isinstance(outcome.events, tuple) or not all(isinstance(event, Event) for event in outcome.events):
        return f"its events are {outcome.events!r:.200}; a tool proposes a tuple of events"
    if type(outcome.minutes) is not int or outcome.minutes < 0:
        return f"it took {outcome.minutes!r} minutes; that is 0 or a whole number above"
    return next(filter(None, map(unfit, outcome.events)), "")


def _arguments(function: Callable[..., Outcome]) -> type[BaseModel]:
    """A pydantic model of the parameters behind the desk; a string in `Annotated` is the description."""
    hints = get_type_hints(function, include_extras=True)
    fields: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        if name not in hints:
            raise TypeError(f"tool {function.__name__}: the argument {name!r} has no type")
        notes = [note for note in getattr(hints[name], "__metadata__", ()) if isinstance(note, str)]
        fields[name] = (hints[name], _field(parameter.default, notes[0] if notes else None))
    config = ConfigDict(extra="forbid", str_max_length=MAX_TEXT, allow_inf_nan=False)
    return create_model(function.__name__, __config__=config, **fields)


def _reader(arguments: type[BaseModel]) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
    """Checks arguments by the fields of the model, into a plain dict: a third of the cost of making a model of them."""
    fields: dict[str, Any] = {}
    for name, field in arguments.model_fields.items():
        kind: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        fields[name] = kind if field.is_required() else NotRequired[kind]
    shape: Any = with_config(arguments.model_config)(_typed_dict(arguments.__name__, fields))
    read: Callable[[Mapping[str, Any]], dict[str, Any]] = TypeAdapter(shape).validator.validate_python
    return read


def _field(default: Any, description: str | None) -> Any:
    if default is inspect.Parameter.empty:
        return Field(description=description)
    if default == []:
        return Field(default_factory=list, description=description)
    return Field(default, description=description)


MAX_TEXT = 20_000
"""Characters one argument may have; a longer one is refused, so that no episode grows without bound."""


def tools_of(module: Any) -> dict[str, Tool]:
    """The tools a module defines, by name."""
    found = (getattr(value, "tool", None) for value in vars(module).values())
    return {tool.name: tool for tool in found if isinstance(tool, Tool)}
