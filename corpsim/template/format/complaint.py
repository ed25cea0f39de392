"""How the fields of the format complain: in words a person who writes a world understands."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from corpsim.errors import nearest
from corpsim.template.index import Index

T = TypeVar("T")
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


def describe(value: Any) -> str:
    """A value as a complaint shows it."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"{str(value).lower()} (a truth value)"
    if isinstance(value, int | float):
        return f"{value} (a number)"
    if isinstance(value, str):
        return repr(value if len(value) <= 60 else f"{value[:59]}…")
    return "a list" if isinstance(value, list) else "fields (`name: value`)"


def demand_text(value: Any) -> str:
    """The value, if it is a text. Raises a complaint that says how to write it as one."""
    if isinstance(value, str):
        return value
    raise complaint(f"found {describe(value)} where a text belongs{_in_quotes(value)}")


def _in_quotes(value: Any) -> str:
    """How to write a number or truth value as a text."""
    return f'; write "{str(value).lower()}" in quotes' if isinstance(value, bool | int | float) else ""


_WANTED = {
    "list_type": "a list",
    "dict_type": "fields (`name: value`)",
    "model_type": "fields (`name: value`)",
    "model_attributes_type": "fields (`name: value`)",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "int_parsing": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "string_type": "a text",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "tuple_type": "a list",
}


def explain(item: dict[str, Any]) -> str:
    """One error of pydantic as a complaint. Extra fields are explained by `formulate`, which knows the others."""
    kind, value, name = item["type"], item.get("input"), item["loc"][-1] if item["loc"] else ""
    if kind == "corpsim":
        return str(item["ctx"]["message"])
    if kind == "missing":
        return f"the field {name!r} is missing"
    if kind == "extra_forbidden":
        return f"there is no field {name!r} here."
    if kind in _WANTED:
        hint = _in_quotes(value) if kind == "string_type" else ""
        return f"found {describe(value)} where {_WANTED[kind]} belongs{hint}"
    message = item["msg"].replace("Input should", "it must", 1).replace("should", "must")
    options = _QUOTED.findall(message) if kind == "literal_error" and isinstance(value, str) else ()
    return f"found {describe(value)}: {message[0].lower()}{message[1:]}.{nearest(str(value), options)}"
