"""What large companies are divided into: functions with their titles, units and spans. Data in `organisation.yaml`."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

import msgspec
import yaml
from msgspec import Struct

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Function(Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of department. `known_as` are words in names of departments, `weight` its share of the staff.

    `style` says whether teams are those of desks or of a shop floor, `noun` what titles of its managers begin with.
    """

    name: str
    known_as: tuple[str, ...]
    weight: int
    style: Literal["desk", "floor"]
    head: str
    noun: str
    titles: tuple[str, ...]
    units: tuple[str, ...]
    teams: tuple[str, ...]


@cache
def functions() -> tuple[Function, ...]:
    """The functions, the one that any department can have at last."""
    text = Path(__file__).with_name("organisation.yaml").read_bytes()
    return msgspec.convert(yaml.load(text, LOADER), tuple[Function, ...])  # noqa: S506  a safe loader


def function_of(department: str) -> int:
    """The number of the function that a department has, by its name."""
    name = department.lower()
    found = (i for i, function in enumerate(functions()) if any(word in name for word in function.known_as))
    return next(found)
