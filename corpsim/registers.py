"""What an application keeps: registers of cases, such as claims, alerts, access rights or transfers.

A case has `fields`, which those with access see, and a `truth`, which nobody is shown: what is right for it. Coworkers
who know better act on the truth, and what is judged is judged by it.
"""

from typing import Literal

from msgspec import Struct

from corpsim.records import Level

Value = str | int | float | bool
Kind = Literal["text", "long", "number", "yesno", "person"]


class Column(Struct, frozen=True):
    """A field that every case of a register has.

    `long` texts are shown only where a case is opened. A `person` is an id; whoever is named hears of changes. What is
    `private` is personal data. `editable` columns can be set by hand by whoever may write.
    """

    name: str
    kind: Kind = "text"
    about: str = ""
    private: bool = False
    editable: bool = False


class Case(Struct, frozen=True):
    """One line of a register. `truth` is never shown to anybody."""

    id: str
    register: str
    fields: dict[str, Value]
    truth: dict[str, Value] = {}

    @property
    def facts(self) -> dict[str, Value]:
        """Everything that is so of the case: what its fields say, and the truth of it."""
        return {**self.truth, **self.fields}


class Register(Struct, frozen=True):
    """The cases of one application, by id. Grants go to a person id, to `dept:NAME` or to `everyone` who works here.

    Copies of personal data may lie in documents that match `copies` and with those outside named in `copies_to`; what
    was written before minute `copies_since` is not asked about.
    """

    name: str
    columns: tuple[Column, ...]
    owner: str
    grants: dict[str, Level] = {}
    cases: dict[str, Case] = {}
    about: str = ""
    copies: tuple[str, ...] = ()
    copies_to: tuple[str, ...] = ()
    copies_since: int = 0

    def column(self, name: str) -> Column | None:
        """A column by its name."""
        return next((column for column in self.columns if column.name == name), None)


def show_value(value: Value) -> str:
    """A value as people write it: `yes`, `no`, `1250`, `0.5`."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def read_value(text: str, kind: Kind) -> Value:
    """The value that somebody typed for a column of some kind. Raises ValueError."""
    plain = text.strip()
    if kind == "yesno":
        return _YES[plain.lower()] if plain.lower() in _YES else _not(plain, "yes or no")
    if kind != "number":
        return text
    figure = plain.replace(",", "").replace("\u00a0", "").replace(" ", "")
    try:
        return int(figure) if figure.lstrip("-").isdecimal() else _finite(float(figure))
    except ValueError:
        return _not(plain, "a number")


_YES = {"yes": True, "true": True, "no": False, "false": False}


def _finite(number: float) -> float:
    if abs(number) < 1e15:
        return number
    raise ValueError("out of range")


def _not(text: str, wanted: str) -> Value:
    raise ValueError(f"{text[:60]!r} is not {wanted}")
