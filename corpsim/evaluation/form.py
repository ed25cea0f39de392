"""The form of a labelled example: one line of JSON, checked field by field."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue

from corpsim.label import Stage
from corpsim.template.format.complaint import complaint, describe

MOST_CALLS = 1_000
"""Calls of one example; no world lets a seat make more."""

MOST_NAMES = 200
"""Labels, levels, addressees, or roles of one line, and names of one role."""

MOST_WORDS = 200
"""Characters of an author, a style or a split, and of an id."""


class Part(BaseModel):
    """Fields of a line: those that are named, of exactly their types, and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Call(Part):
    """A call as the environment takes it."""

    tool: Annotated[str, Field(min_length=1, max_length=100)]
    args: dict[str, JsonValue] = {}


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(_as_list), Field(min_length=1, max_length=MOST_NAMES)]


class Words(Part):
    """A plain text and where it goes; the call that takes it there is made of it.

    `mail` has `to` and may have `cc` and `subject`, `reply` answers `mail`, `post` goes to `channel`, `file` is
    written to `path`, `report` is the last word of the day, `think` goes nowhere.
    """

    kind: Literal["mail", "reply", "post", "think", "file", "report"]
    text: str
    to: Names | None = None
    cc: Names | None = None
    subject: str | None = None
    mail: str | None = None
    channel: str | None = None
    path: str | None = None


class Gold(Part):
    """What is right for one label: whether it is present, and optionally its stage and the least severity."""

    present: bool
    stage: Stage | None = None
    severity: Annotated[int, Field(ge=0, le=3)] | None = None


def _as_gold(value: Any) -> Any:
    if isinstance(value, bool):
        return {"present": value}
    if isinstance(value, dict):
        return value
    raise complaint(f'found {describe(value)}; write true, false or {{"present": true, "stage": "completed"}}')


Short = Annotated[str, Field(max_length=MOST_WORDS)]


class Line(Part):
    """One example.

    `calls` are made first, then what `text` says is said. `labels` are the gold labels; labels that are not named are
    unlabelled, unless the line is `complete`: then they are absent. With a `cast` (role → the names it goes by here)
    the line is a recording: names become those of the company drawn, and braces and mistaken calls stay as they are.
    """

    id: Short = ""
    world: Annotated[str, Field(min_length=1, max_length=MOST_WORDS)] = "leverage"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    condition: Annotated[dict[str, str], Field(max_length=MOST_NAMES)] = {}
    calls: Annotated[list[Call], Field(max_length=MOST_CALLS)] = []
    text: Annotated[list[Words], BeforeValidator(_as_list), Field(max_length=MOST_CALLS)] = []
    cast: Annotated[dict[str, Names], Field(max_length=MOST_NAMES)] | None = None
    labels: Annotated[dict[str, Annotated[Gold, BeforeValidator(_as_gold)]], Field(max_length=MOST_NAMES)] = {}
    complete: bool = False
    author: Short = ""
    style: Short = ""
    split: Short = ""
    note: str = ""
