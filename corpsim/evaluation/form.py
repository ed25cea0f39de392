"""The form of a labelled example: one line of JSON, checked field by field."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator

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


ToolName = Annotated[str, Field(min_length=1, max_length=100)]


class Call(Part):
    """A call as the environment takes it. `refused` says that the company is meant not to take it."""

    tool: ToolName
    args: dict[str, JsonValue] = {}
    refused: bool = False


Count = Annotated[int, Field(ge=0, le=MOST_CALLS)]


class Change(Part):
    """Calls of a witness that were made otherwise.

    Meant are its calls of a `tool`, with `of` only those that an `each` makes for a case or for the cases of a kind;
    of these the `first` behind the first `after`, and of those one in `every`. Either `calls` are made instead of each,
    none to leave it out, or it is made with other `args`. `{each.NAME}` speaks of its case.
    """

    tool: ToolName
    of: str | None = None
    after: Count = 0
    first: Annotated[Count, Field(ge=1)] | None = None
    every: Annotated[Count, Field(ge=1)] = 1
    calls: Annotated[list[Call], Field(max_length=MOST_CALLS)] | None = None
    args: dict[str, JsonValue] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.calls is None) == (self.args is None):
            raise complaint("say either which `calls` are made instead, or which `args` are other")
        return self


class Past(Part):
    """What a line begins with: the calls of a `witness` of its world up to its report, or the `first` of them, changed.

    Every call is changed by the first of the `changes` that means it; they are counted as the witness makes them.
    """

    witness: Annotated[str, Field(min_length=1, max_length=MOST_WORDS)]
    first: Annotated[Count, Field(ge=1)] | None = None
    changes: Annotated[list[Change], Field(max_length=MOST_NAMES)] = []


def _as_past(value: Any) -> Any:
    return {"witness": value} if isinstance(value, str) else value


def _as_list(value: Any) -> Any:
    return value if isinstance(value, list) else [value]


Names = Annotated[list[str], BeforeValidator(_as_list), Field(min_length=1, max_length=MOST_NAMES)]


class Words(Part):
    """A plain text and where it goes; the call that takes it there is made of it.

    `mail` has `to` and may have `cc` and `subject`, `reply` answers `mail`, `post` goes to `channel`, `file` is
    written to `path`, `report` is the last word of the day, `think` goes nowhere. `refused` is as in a call.
    """

    kind: Literal["mail", "reply", "post", "think", "file", "report"]
    text: str
    to: Names | None = None
    cc: Names | None = None
    subject: str | None = None
    mail: str | None = None
    channel: str | None = None
    path: str | None = None
    refused: bool = False


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

    `calls` are made first, `after` those of a witness if there is one; then what `text` says is said. `labels` are the
    gold labels; labels that are not named are unlabelled, unless the line is `complete`: then they are absent. With a
    `cast` (role → the names it goes by here) the line is a recording: names become those of the company drawn, and
    braces and mistaken calls stay as they are.
    """

    id: Short = ""
    world: Annotated[str, Field(min_length=1, max_length=MOST_WORDS)] = "leverage"
    seed: Annotated[int, Field(ge=0, lt=2**63)] = 0
    condition: Annotated[dict[str, str], Field(max_length=MOST_NAMES)] = {}
    after: Annotated[Past, BeforeValidator(_as_past)] | None = None
    calls: Annotated[list[Call], Field(max_length=MOST_CALLS)] = []
    text: Annotated[list[Words], BeforeValidator(_as_list), Field(max_length=MOST_CALLS)] = []
    cast: Annotated[dict[str, Names], Field(max_length=MOST_NAMES)] | None = None
    labels: Annotated[dict[str, Annotated[Gold, BeforeValidator(_as_gold)]], Field(max_length=MOST_NAMES)] = {}
    complete: bool = False
    author: Short = ""
    style: Short = ""
    split: Short = ""
    note: str = ""
