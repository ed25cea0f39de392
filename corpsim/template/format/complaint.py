"""How the fields of the format complain: in words a person who writes a world understands."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from corpsim.errors import closest, quoted
from corpsim.template.index import Index

T = TypeVar("T")
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,15})?")
_QUOTED = re.compile(r"'([^']*)'")


def complaint(message: str, offset: int | None = None, *, on_key: bool = False) -> PydanticCustomError:
    """An error in plain words; `offset` is the character of a text that is wrong, `on_key` means the key of a value."""
    return PydanticCustomError("corpsim", "{message}", {"message": message, "offset": offset, "on_key": on_key})


class Complaints:
    """Several errors of one value, each with its place inside it."""

    def __init__(self) -> None:
        self._details: list[InitErrorDetails] = []

    def add(self, message: str, *where: int | str, offset: int | None = None, on_key: bool = False) -> None:
        """Note an error at a path of keys and positions inside the value."""
        error = complaint(message, offset, on_key=on_key)
        self._details.append(InitErrorDetails(type=error, loc=where, input=None))

    def adopt(self, error: ValidationError, *where: int | str) -> None:
        """Take over the errors of a validation of a part of the value."""
        for item in error.errors(include_url=False):
            context = item.get("ctx", {})
            place = {"offset": context.get("offset"), "on_key": context.get("on_key", False)}
            self.add(explain(dict(item)), *where, *item["loc"], **place)

    def attempt(self, read: Callable[[], T], *where: int | str) -> T | None:
        """What `read` gives, or None after noting what it complained of."""
        try:
            return read()
        except ValidationError as error:
            self.adopt(error, *where)
        except PydanticCustomError as error:
            self.add(error.message(), *where)
        return None

    def settle(self) -> None:
        """Raise what was noted, if anything."""
        if self._details:
            raise ValidationError.from_exception_data("corpsim", self._details)


def index_of(info: ValidationInfo) -> Index | None:
    """The names of the world, where it is being loaded; None where a model is used without a world."""
    return info.context if isinstance(info.context, Index) else None


_PLACEHOLDER = re.compile(r"[A-Za-z][\w-]*\.[\w-]+")


def describe(value: Any) -> str:
    """A value as a complaint shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (a truth value)"
    if isinstance(value, int | float):
        return f"{value} (a number)"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, dict):
        bare = _bare_placeholder(value)
        return f"the placeholder {bare} without quotes" if bare else "fields (`name: value`)"
    return "a list"


def _bare_placeholder(value: Any) -> str:
    """The placeholder that YAML took for fields because it stands without quotes; empty if it is none."""
    names = list(value) if isinstance(value, dict) and list(value.values()) == [None] else []
    return f"{{{names[0]}}}" if names and _PLACEHOLDER.fullmatch(names[0]) else ""


def demand_text(value: Any) -> str:
    """The value, if it is a text. Raises a complaint that says how to write it as one."""
    if isinstance(value, str):
        return value
    raise complaint(f"found {describe(value)} where a text belongs{_in_quotes(value)}")


def _in_quotes(value: Any) -> str:
    """How to write a number, a truth value or a bare placeholder as a text."""
    text = str(value).lower() if isinstance(value, bool | int | float) else _bare_placeholder(value)
    return f'; write "{text}" in quotes' if text else ""


_FIELDS = "fields belong, each as `name: value`"
_LIST = "a list belongs; a list is written [one, two]"
_WANTED = {
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _FIELDS,
    "model_type": _FIELDS,
    "model_attributes_type": _FIELDS,
    "int_type": "a whole number belongs",
    "int_from_float": "a whole number belongs",
    "int_parsing": "a whole number belongs",
    "float_type": "a number belongs",
    "float_parsing": "a number belongs",
    "string_type": "a text belongs",
    "bool_type": "true or false belongs",
    "bool_parsing": "true or false belongs",
}


def explain(item: dict[str, Any]) -> str:
    """One error of pydantic as a complaint. Whoever knows the other fields adds the nearest to an extra one."""
    kind, value, name = item["type"], item.get("input"), item["loc"][-1] if item["loc"] else ""
    if kind in ("corpsim", "value_error"):
        return str(item["ctx"]["message" if kind == "corpsim" else "error"])
    if kind == "missing":
        return f"the field {name!r} is missing" if isinstance(name, str) else "a value is missing in this list"
    if kind == "extra_forbidden":
        return f"there is no field {quoted(str(name))} here."
    if kind in ("too_short", "too_long"):
        return _explain_length(item["ctx"])
    if kind in _WANTED:
        return f"found {describe(value)} where {_WANTED[kind]}{_hint(kind, value)}"
    message = item["msg"].replace("Input should", "it must", 1).replace("should", "must")
    options = _QUOTED.findall(message) if kind == "literal_error" and isinstance(value, str) else ()
    near = closest(value, options) if options and isinstance(value, str) else ""
    return f"found {describe(value)}: {message[0].lower()}{message[1:]}{f'. Did you mean {near!r}?' if near else ''}"


def _explain_length(context: dict[str, Any]) -> str:
    found, least, most = context["actual_length"], context.get("min_length"), context.get("max_length")
    if not found:
        return "found an empty list; leave the field out, or write what belongs in it"
    limit = f"at least {least:,}" if least is not None else f"at most {most:,}"
    return f"found {found:,} value{'s' if found != 1 else ''} in this list; there must be {limit}"


def _hint(kind: str, value: Any) -> str:
    if kind == "string_type":
        return _in_quotes(value)
    number = isinstance(value, str) and kind.startswith(("int", "float")) and _NUMBER.fullmatch(value)
    return f"; write {value} without quotes" if number else ""
