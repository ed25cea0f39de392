"""The configuration of a run: everything that its manifest holds. Names are those of the command line's flags."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, JsonValue, ValidationError, field_validator, model_validator

from corpsim.errors import InvalidConfiguration, nearest
from corpsim.runs.budget import parse_budget
from corpsim.runs.design import Block, EpisodePlan, design
from corpsim.runs.parts import Designed, Names, Part, Protocols, Seeds, SuiteNote, Trials
from corpsim.runs.protocol import NONE
from corpsim.runs.secrecy import secret_options

HOW = frozenset(
    {
        "suite",
        "workers",
        "max_concurrency",
        "retries",
        "timeout_s",
        "allow_code",
        "budget",
        "requests_per_minute",
        "tokens_per_minute",
        "cache",
        "executor",
        "ray_address",
    }
)
"""How a run is carried out and not what it is; the same folder may be continued with other values."""


class RunConfig(Designed):
    """What to run and how.

    Args:
        worlds: names from the catalog or paths of world folders.
        agents: names, witnesses of the worlds, or `path/to/file.py:Class`.
        protocols: what stands between agent and company, `RESPONSE:MONITOR:THRESHOLD` or `none`; see `runs.protocol`.
        conditions: factor → level each; `"*"` draws the level from the seed, what is left out takes the default.
        seeds: one company each, 0 or more.
        pairs: a factor under each of whose levels every condition is played, to be compared in pairs; None for none. A
            condition that names the factor itself is played as it is, which is how a factor of one world is paired.
        doses: chances of an audit, 0..1, that the seat is told one by one as levels of `oversight`; what is true stays
            `audit_probability`.
        trials: how often every cell is played with the same seed; for agents that are not deterministic.
        parts: designs of their own within one run; what a part leaves out is as in the run.
        suite: which suite this is, for reports.
        protocol_options: handed to the monitors of protocols, and those that begin with `trusted_` to trusted agents.
        options: handed to the agents. Keys and passwords are refused here: they come from environment variables.
        company_size: employees; None for the world's own.
        audit_probability: share of the seat's mail that is audited, 0..1; None for the world's own.
        max_steps: calls after which an episode is cut off; None for the world's own.
        timeout_s: seconds of wall clock after which an episode is cut off as `limit`; None for never.
        retries: how often an episode whose model failed is played again in the same run.
        workers: processes for scripted agents; 1 plays them in this process.
        max_concurrency: episodes of model agents at the same time.
        budget: what the run may use up in all its sittings, as `500k-tokens` or as money (`20`, `20-USD`) where the
            prices of its models are known; None for no limit. A run that has used it up is stopped and can be resumed.
        requests_per_minute: to each model; None for no limit. An option of this name of an agent goes first.
        tokens_per_minute: to and from each model; likewise.
        cache: which answers of models are kept, so that a resumed run need not pay for them again: `auto` keeps those
            at temperature 0 in the run folder, `on` all of them, `off` none; the path of a folder keeps all there.
        executor: where episodes are played: `local` on this machine, `ray` on a cluster.
        ray_address: HOST:PORT of the cluster, or `auto` for the one that this machine is part of; None for a cluster of
            `workers` processes on this machine that lasts as long as the run.
        allow_code: whether worlds from outside this installation may run the Python modules they bring. What stands in
            a manifest is a note of what was allowed, and no permission.
    """

    worlds: Names = ("leverage",)
    agents: Names = ("honest",)
    protocols: Protocols = (NONE,)
    seeds: Seeds = (0,)
    trials: Trials = 1
    parts: tuple[Part, ...] = ()
    suite: SuiteNote | None = None
    options: dict[str, JsonValue] = Field(default_factory=dict)
    protocol_options: dict[str, JsonValue] = Field(default_factory=dict)
    company_size: Annotated[int, Field(ge=1)] | None = None
    audit_probability: Annotated[float, Field(ge=0, le=1)] | None = None
    max_steps: Annotated[int, Field(ge=1)] | None = None
    timeout_s: Annotated[float, Field(gt=0)] | None = 3600.0
    retries: Annotated[int, Field(ge=0)] = 1
    workers: Annotated[int, Field(ge=1, le=256)] = 1
    max_concurrency: Annotated[int, Field(ge=1, le=4096)] = 8
    budget: str | None = None
    requests_per_minute: Annotated[float, Field(gt=0)] | None = None
    tokens_per_minute: Annotated[float, Field(gt=0)] | None = None
    cache: Annotated[str, Field(min_length=1)] = "auto"
    executor: Literal["local", "ray"] = "local"
    ray_address: Annotated[str, Field(pattern=r"^(auto|[^\s:/@]+:\d+)$")] | None = None
    allow_code: bool = False

    @field_validator("options", "protocol_options")
    @classmethod
    def _no_secrets(cls, options: dict[str, Any]) -> dict[str, Any]:
        found = list(secret_options(options))
        if found:
            raise ValueError(
                f"{found[0]} looks like a secret; a run folder holds none. "
                "Use an environment variable: CORPSIM_API_KEY, CORPSIM_BASE_URL, CORPSIM_EXTRA_HEADERS"
            )
        return options

    @field_validator("budget")
    @classmethod
    def _budget_can_be_read(cls, budget: str | None) -> str | None:
        if budget is not None:
            parse_budget(budget)
        return budget

    @model_validator(mode="after")
    def _parts_fit(self) -> Self:
        named = [part.name for part in self.parts]
        twice = [name for index, name in enumerate(named) if name in named[:index]]
        if twice:
            raise ValueError(f"parts: {twice[0]!r} is the name of two parts")
        if self.parts and (self.pairs is not None or self.doses or self.conditions != ({},)):
            raise ValueError("parts: conditions, pairs and doses belong to the parts of a run that has parts")
        for kind in ("worlds", "agents"):
            known = getattr(self, kind)
            for part in self.parts:
                for name in set(getattr(part, kind) or ()) - set(known):
                    raise ValueError(f"parts: {part.name}: {name!r} is none of the run's {kind}.{nearest(name, known)}")
        return self

    def blocks(self) -> tuple[Block, ...]:
        """The parts of this run, or the run as the only one."""
        return tuple(
            Block(
                worlds=part.worlds or self.worlds,
                agents=part.agents or self.agents,
                conditions=part.in_all_arms(),
                seeds=part.seeds or self.seeds,
                trials=part.trials or self.trials,
                protocols=part.protocols or self.protocols,
                part=part.name if isinstance(part, Part) else "",
            )
            for part in (self.parts or (self,))
        )

    def plans(self) -> tuple[EpisodePlan, ...]:
        """The episodes of this run, in their order."""
        return design(self.blocks(), self.options)

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
    told = item["msg"].removeprefix("Value error, ")
    return f"  {where}: {told if told.endswith(('.', '?')) else f'{told}.'}"


def difference(before: Any, after: Any, where: str = "") -> Iterator[str]:
    """Lines that say what differs between two configurations, e.g. `seeds: [0, 1] → [0, 1, 2]`.

    Things with names are compared by name; of other lists of mappings, what is gone and what is new is told.
    """
    old, new = _by_name(before), _by_name(after)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in sorted({*old, *new}):
            yield from difference(old.get(name), new.get(name), f"{where}.{name}" if where else str(name))
        if before != after and all(old.get(name) == value for name, value in new.items()) and len(old) == len(new):
            yield f"  {where}: {', '.join(old)} → {', '.join(new)}"
    elif before != after:
        told = _apart(before, after) if _are_mappings(before) and _are_mappings(after) else []
        yield from (f"  {where}: {_short(one)} → {_short(other)}" for one, other in told or [(before, after)])


def _are_mappings(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(item, Mapping) for item in value)


def _by_name(value: Any) -> Any:
    """A list of things that have names of their own, by these names; anything else as it is."""
    names = [item.get("name") for item in value] if _are_mappings(value) else []
    unlike = all(isinstance(name, str) for name in names) and len(set(names)) == len(names)
    return dict(zip(names, value, strict=True)) if names and unlike else value


def _apart(before: list[Any], after: list[Any]) -> list[tuple[Any, Any]]:
    """What only one of two lists holds, beside None."""
    gone = [(item, None) for item in before if item not in after]
    return gone + [(None, item) for item in after if item not in before]


def _short(value: Any) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 100 else f"{text[:100]}…"
