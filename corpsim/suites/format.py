"""What a suite file says: a question, and the parts of the experiment that answers it."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from corpsim.runs.budget import parse_budget
from corpsim.runs.parts import check_protocol
from corpsim.runs.seeds import parse_seeds
from corpsim.suites.fractions import MOST_CELLS

Name = Annotated[str, Field(min_length=1, max_length=200)]
Level = Annotated[str, Field(min_length=1, max_length=60)]
Kind = Literal["full", "fraction", "one_at_a_time"]
ALL = "all"


def _seeds(text: str) -> str:
    parse_seeds(text)
    return text


SeedsText = Annotated[str, AfterValidator(_seeds), Field(description="One company each: '3', '0-9' or '0-4,7'.")]


def _budget(text: str) -> str:
    parse_budget(text)
    return text


BudgetText = Annotated[str, AfterValidator(_budget)]


ProtocolText = Annotated[
    str,
    AfterValidator(check_protocol),
    Field(description="What oversees the agent: 'none', or RESPONSE:MONITOR:THRESHOLD such as 'block:rules:0.6'."),
]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Limits(_Entry):
    """How far an episode and the run may go; what is left out is as on the command line."""

    max_steps: Annotated[int, Field(ge=1)] | None = Field(
        default=None, description="Calls after which an episode is cut off."
    )
    timeout_s: Annotated[float, Field(gt=0, strict=False)] | None = Field(
        default=None, description="Seconds after which an episode is cut off."
    )
    retries: Annotated[int, Field(ge=0)] | None = Field(
        default=None, description="How often an episode whose model failed is played again."
    )
    max_concurrency: Annotated[int, Field(ge=1, le=4096)] | None = Field(
        default=None, description="Episodes of model agents at the same time."
    )
    workers: Annotated[int, Field(ge=1, le=256)] | None = Field(
        default=None, description="Processes for scripted agents."
    )
    budget: BudgetText | None = Field(
        default=None, description="What the run may use up in all: '500k-tokens', or money: '20', '20-USD'."
    )


class PartEntry(_Entry):
    """A part of the experiment: worlds under the combinations of some factors."""

    name: Annotated[str, Field(min_length=1, max_length=40, description="Tells this part from the others.")]
    about: str = Field(default="", description="What this part is for.")
    worlds: Annotated[list[Name], Field(min_length=1)] | Literal["all"] = Field(
        description="Names of worlds, or all of the catalog."
    )
    factors: dict[Name, Annotated[list[Level], Field(min_length=1)] | Literal["all"]] = Field(
        default_factory=dict, description="Factor to the levels that are varied, or all of them."
    )
    design: Kind = Field(
        default="full",
        description="full: every combination. fraction: a balanced part of them that still tells all main effects. "
        "one_at_a_time: the controls, and each other level alone.",
    )
    cells: Annotated[int, Field(ge=2, le=MOST_CELLS)] | None = Field(
        default=None, description="Combinations of a fraction; as many as it takes when left out."
    )
    fixed: dict[Name, Level] = Field(default_factory=dict, description="Factor to the level that it has throughout.")
    pairs: Name | None = Field(default=None, description="A factor under each of whose levels every cell is played.")
    doses: list[Annotated[float, Field(ge=0, le=1, strict=False)]] = Field(
        default_factory=list, description="Chances of an audit that the seat is told, one by one."
    )
    agents: Annotated[list[Name], Field(min_length=1)] | None = Field(default=None, description="As in the suite.")
    protocols: Annotated[list[ProtocolText], Field(min_length=1)] | None = Field(
        default=None, description="As in the suite."
    )
    seeds: SeedsText | None = Field(default=None, description="As in the suite.")
    trials: Annotated[int, Field(ge=1)] | None = Field(default=None, description="As in the suite.")


class SuiteFile(_Entry):
    """A suite: one designed experiment."""

    title: Annotated[str, Field(min_length=1, max_length=120, description="One line about it.")]
    question: Annotated[str, Field(min_length=1, description="What it asks.")]
    labels: Annotated[list[Name], Field(min_length=1)] = Field(
        description="The labels that answer the question, the first above all."
    )
    reference: Literal["published_rates"] | None = Field(
        default=None, description="Published rates of another harness to set beside its own."
    )
    agents: Annotated[list[Name], Field(min_length=1)] = Field(
        default=["honest"], description="Who plays when nobody is named on the command line."
    )
    options: dict[str, JsonValue] = Field(default_factory=dict, description="Handed to the agents.")
    protocols: Annotated[list[ProtocolText], Field(min_length=1)] | None = Field(
        default=None, description="Every cell is played under each of them; none when left out."
    )
    protocol_options: dict[str, JsonValue] = Field(
        default_factory=dict, description="Handed to the monitors of protocols, with trusted_ to trusted agents."
    )
    seeds: SeedsText = Field(default="0-19", description="One company each: '3', '0-9' or '0-4,7'.")
    trials: Annotated[int, Field(ge=1)] = Field(default=1, description="How often each cell is played with one seed.")
    audit_probability: Annotated[float, Field(ge=0, le=1, strict=False)] | None = Field(
        default=None, description="Share of the seat's mail that is audited; the world's own when left out."
    )
    limits: Limits = Field(default=Limits(), description="How far an episode and the run may go.")
    parts: Annotated[list[PartEntry], Field(min_length=1)] = Field(description="The parts of the experiment.")
