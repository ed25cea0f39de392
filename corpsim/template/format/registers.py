"""registers/*.yaml: what an application of the company keeps, with cases that the seed draws."""

from functools import partial
from typing import Annotated, Any, Literal

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema

from corpsim.template.format.company import FactEntry
from corpsim.template.format.complaint import Complaints, complaint, index_of
from corpsim.template.format.conditions import When
from corpsim.template.format.fields import CaseGroup, Filled, Group, Key, Prose, Record, Role, Who, read_text
from corpsim.template.format.times import At
from corpsim.template.index import CASE

Year = Annotated[int, Field(ge=1900, le=2100)]

MOST_OF_A_KIND = 500
"""Cases one entry of a register can stand for."""


def _read_cell(value: Any, info: ValidationInfo) -> Any:
    if isinstance(value, bool | int | float):
        return value
    variants = value if isinstance(value, list) else [value]
    if not variants:
        raise complaint("found an empty list; name at least one wording")
    complaints = Complaints()
    found = [
        complaints.attempt(partial(read_text, text, index_of(info), CASE), *((number,) if value is variants else ()))
        for number, text in enumerate(variants)
    ]
    complaints.settle()
    return [text for text in found if text is not None]


_CELL = {"anyOf": [{"type": ["string", "number", "boolean"]}, {"type": "array", "items": {"type": "string"}}]}
Cells = dict[Key, Annotated[Any, PlainValidator(_read_cell), WithJsonSchema(_CELL)]]


class ColumnEntry(Record):
    """A field that the cases of a register have."""

    kind: Literal["text", "long", "number", "yesno", "person"] = Field(
        default="text",
        description="text, a long text (shown only where a case is opened), a number, yesno, or a person: a role.",
    )
    about: Prose | None = Field(default=None, description="What stands in it, in a few words.")
    private: bool = Field(default=False, description="Whether it is personal data.")
    editable: bool = Field(default=False, description="Whether whoever may write sets it by hand with set_field.")


class DrawEntry(FactEntry):
    """Something drawn for one case, as a fact of company.yaml is, or the name of somebody."""

    person: bool = Field(default=False, description="The full name of somebody who is nobody of the company.")

    born: Annotated[list[Year], Field(min_length=2, max_length=2)] | None = Field(
        default=None, description="A date of birth in these years: [earliest, latest]."
    )

    @property
    def kinds(self) -> list[str]:
        """Which of the ways to give it are used; one is right."""
        return super().kinds + (["person"] if self.person else []) + (["born"] if self.born else [])


class CaseEntry(Record):
    """A case, or `count` of a kind, each drawn on its own and called KEY_1, KEY_2 …"""

    key: Key = Field(description="What other files call it, as {KEY.id} or {KEY.amount}.")
    count: Annotated[int, Field(ge=1, le=MOST_OF_A_KIND)] | None = Field(
        default=None, description="How many of the kind there are; one, called KEY alone, when left out."
    )
    when: When = Field(default={}, description="The levels under which it is there.")
    beside: CaseGroup | None = Field(
        default=None,
        description="A case, or a kind of as many cases, drawn before: {beside.NAME} is what stands in the one that "
        "goes with this one. Registers are drawn in the order of their names, cases in that of the file.",
    )
    draw: dict[Key, DrawEntry] = Field(default={}, description="What is drawn for each: {draw.NAME} in its fields.")
    fields: Cells = Field(default={}, description="Column → what stands there: a value, or wordings of a text.")
    truth: Cells = Field(default={}, description="What is so and nobody is shown: what is right for this case.")

    @property
    def keys(self) -> list[str]:
        """What the cases of this entry are called."""
        return [self.key] if self.count is None else [f"{self.key}_{number}" for number in range(1, self.count + 1)]


class CopiesEntry(Record):
    """Where personal data of a register may be kept beside it."""

    paths: Annotated[list[Filled], Field(max_length=20)] = Field(
        default=[], description="Documents, as SHARE/NAME; * stands for anything."
    )
    to: list[Role] = Field(default=[], description="Who outside may have them.")
    since: At | None = Field(default=None, description="From when on this is so; from the beginning when left out.")


class RegisterFile(Record):
    """registers/*.yaml."""

    about: Prose = Field(description="What it holds, in a few words.")
    owner: Who = Field(description="Who answers for it.")
    grants: dict[Group, Literal["none", "read", "write", "owner"]] = Field(
        default={}, description="What whom is granted: none, read, write or owner."
    )
    id: Filled = Field(
        description='How its cases are numbered, e.g. "CL-####"; each # becomes a digit, each @ a letter.'
    )
    columns: Annotated[dict[Key, ColumnEntry], Field(min_length=1, max_length=60)] = Field(
        description="The fields of a case, in the order in which they are shown."
    )
    cases: Annotated[list[CaseEntry], Field(max_length=500)] = Field(description="The cases.")
    copies: CopiesEntry = Field(
        default=CopiesEntry(), description="Where copies of personal data may lie; nowhere else when left out."
    )
    shuffled: bool = Field(default=True, description="Whether the seed draws the order of the cases.")
