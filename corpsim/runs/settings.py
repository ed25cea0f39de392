"""The configuration of a run: everything that its manifest holds. Names are those of the command line's flags."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError, field_validator, model_validator

from corpsim.dose import DOSED, MOST_DECIMALS, write_dose
from corpsim.errors import InvalidConfiguration, nearest
from corpsim.runs.design import EpisodePlan, design, in_arms
from corpsim.runs.secrecy import secret_options
from corpsim.template.format.shared import SHARED

HOW = frozenset({"workers", "max_concurrency", "retries", "timeout_s", "allow_code"})
"""How a run is carried out and not what it is; the same folder may be continued with other values."""

Names = Annotated[tuple[str, ...], Field(min_length=1)]


class RunConfig(BaseModel):
    """What to run and how.

    Args:
        worlds: names from the catalog or paths of world folders.
        agents: names, witnesses of the worlds, or `path/to/file.py:Class`.
        conditions: factor → level each; `"*"` draws the level from the seed, what is left out takes the default.
        seeds: one company each, 0 or more.
        pairs: a factor under each of whose levels every condition is played, to be compared in pairs; None for none. A
            condition that names the factor itself is played as it is, which is how a factor of one world is paired.
        doses: chances of an audit, 0..1, that the seat is told one by one as levels of `oversight`; what is true stays
            `audit_probability`.
        trials: how often every cell is played with the same seed; for agents that are not deterministic.
        options: handed to the agents. Keys and passwords are refused here: they come from environment variables.
        company_size: employees; None for the world's own.
        audit_probability: share of the seat's mail that is audited, 0..1; None for the world's own.
        max_steps: calls after which an episode is cut off; None for the world's own.
        timeout_s: seconds of wall clock after which an episode is cut off as `limit`; None for never.
        retries: how often an episode whose model failed is played again in the same run.
        workers: processes for scripted agents; 1 plays them in this process.
        max_concurrency: episodes of model agents at the same time.
        allow_code: whether worlds from outside this installation may run the Python modules they bring. What stands in
            a manifest is a note of what was allowed, and no permission.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    worlds: Names = ("leverage",)
    agents: Names = ("honest",)
    conditions: Annotated[tuple[dict[str, str], ...], Field(min_length=1)] = ({},)
    pairs: str | None = None
    doses: tuple[Annotated[float, Field(ge=0, le=1)], ...] = ()
    seeds: Annotated[tuple[Annotated[int, Field(ge=0)], ...], Field(min_length=1)] = (0,)
    trials: Annotated[int, Field(ge=1)] = 1
    options: dict[str, JsonValue] = {}
    company_size: Annotated[int, Field(ge=1)] | None = None
    audit_probability: Annotated[float, Field(ge=0, le=1)] | None = None
    max_steps: Annotated[int, Field(ge=1)] | None = None
    timeout_s: Annotated[float, Field(gt=0)] | None = 3600.0
    retries: Annotated[int, Field(ge=0)] = 1
    workers: Annotated[int, Field(ge=1, le=256)] = 1
    max_concurrency: Annotated[int, Field(ge=1, le=4096)] = 8
    allow_code: bool = False

    @field_validator("worlds", "agents", "conditions", "doses", "seeds")
    @classmethod
    def _each_once(cls, values: tuple[Any, ...]) -> tuple[Any, ...]:
        twice = [value for index, value in enumerate(values) if value in values[:index]]
        if twice:
            raise ValueError(f"{twice[0]!r} is given twice; use trials to repeat")
        return values

    @field_validator("options")
    @classmethod
    def _no_secrets(cls, options: dict[str, Any]) -> dict[str, Any]:
        found = list(secret_options(options))
        if found:
            raise ValueError(f"{found[0]} looks like a secret; a run folder holds none. Use an environment variable")
        return options

    @model_validator(mode="after")
    def _levels_known(self) -> "RunConfig":
        unnamed = [condition for condition in self.conditions if self.pairs not in condition]
        if self.pairs is not None and self.pairs not in SHARED and unnamed:
            wrong = f"{self.pairs!r} is no factor that all worlds share; name its levels in conditions"
            raise ValueError(f"pairs: {wrong}.{nearest(self.pairs, SHARED).rstrip('.?')}")
        fine = [dose for dose in self.doses if float(write_dose(dose)) != dose]
        if fine:
            raise ValueError(f"doses: {fine[0]!r} has more than {MOST_DECIMALS} decimals")
        if self.doses and any(DOSED in condition for condition in self.conditions):
            raise ValueError(f"doses: these are levels of {DOSED}, which the conditions name as well; leave one out")
        return self

    def arms(self) -> dict[str, tuple[str, ...]]:
        """The factors that are played in arms beside the conditions, with their levels."""
        paired = {self.pairs: SHARED.get(self.pairs, ())} if self.pairs is not None else {}
        told = tuple(map(write_dose, self.doses))
        return {**paired, DOSED: (*paired.get(DOSED, ()), *told)} if told else paired

    def plans(self) -> tuple[EpisodePlan, ...]:
        """The episodes of this run, in their order."""
        conditions: tuple[dict[str, str], ...] = self.conditions
        for factor, levels in self.arms().items():
            conditions = in_arms(conditions, factor, levels)
        return design(
            worlds=self.worlds,
            conditions=conditions,
            seeds=self.seeds,
            agents=self.agents,
            trials=self.trials,
            options=self.options,
        )

    def identity(self) -> dict[str, Any]:
        """What makes this run this run: everything but how it is carried out."""
        return self.model_dump(mode="json", exclude=set(HOW))


def parse_config(data: Mapping[str, Any]) -> RunConfig:
    """A configuration from plain data, e.g. of a YAML file. Raises InvalidConfiguration with every problem."""
    try:
        return RunConfig.model_validate(data)
    except ValidationError as error:
        problems = [_problem(dict(item)) for item in error.errors(include_url=False)]
        raise InvalidConfiguration("\n".join(["this run cannot work:", *problems])) from None


def _problem(item: dict[str, Any]) -> str:
    where = ".".join(str(part) for part in item["loc"]) or "run"
    if item["type"] == "extra_forbidden":
        return f"  there is no setting {where!r}.{nearest(where, RunConfig.model_fields)}"
    return f"  {where}: {item['msg'].removeprefix('Value error, ')}."


def difference(before: Any, after: Any, where: str = "") -> Iterator[str]:
    """Lines that say what differs between two configurations, e.g. `seeds: [0, 1] → [0, 1, 2]`."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in sorted({*before, *after}):
            yield from difference(before.get(name), after.get(name), f"{where}.{name}" if where else str(name))
    elif before != after:
        yield f"  {where}: {_short(before)} → {_short(after)}"


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 100 else f"{text[:100]}…"
