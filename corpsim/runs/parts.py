"""The parts of a run: what each of them plays, and what a suite says of the whole."""

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, field_validator, model_validator

from corpsim.dose import DOSED, MOST_DECIMALS, write_dose
from corpsim.errors import InvalidConfiguration, nearest
from corpsim.runs.design import in_arms
from corpsim.runs.protocol import parse_protocol
from corpsim.template.format.shared import SHARED


def check_protocol(text: str) -> str:
    """A protocol as it is written. Raises ValueError for what is none."""
    try:
        parse_protocol(text)
    except InvalidConfiguration as error:
        raise ValueError(str(error)) from None
    return text


def _some(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """Not by `min_length`, which complains once more of a list whose values were refused."""
    if not values:
        raise ValueError("none is given; name at least one")
    return values


Names = Annotated[tuple[str, ...], AfterValidator(_some)]


class SuiteNote(BaseModel):
    """What a report tells of a suite: its name, what it asks, and the labels that answer it, the first above all.

    `reference` says that published rates of another harness may be set beside its rates.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str = ""
    question: str = ""
    labels: tuple[str, ...] = ()
    reference: str | None = None


Conditions = Annotated[tuple[dict[str, str], ...], AfterValidator(_some)]
Protocols = Annotated[tuple[Annotated[str, AfterValidator(check_protocol)], ...], AfterValidator(_some)]
Doses = tuple[Annotated[float, Field(ge=0, le=1)], ...]
Seeds = Annotated[tuple[Annotated[int, Field(ge=0)], ...], AfterValidator(_some)]
Trials = Annotated[int, Field(ge=1)]


class Designed(BaseModel):
    """What has conditions, and factors whose levels are played beside each other."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)

    conditions: Conditions = ({},)
    pairs: str | None = None
    doses: Doses = ()

    @field_validator("worlds", "agents", "protocols", "conditions", "doses", "seeds", check_fields=False)
    @classmethod
    def _each_once(cls, values: tuple[Any, ...] | None) -> tuple[Any, ...] | None:
        twice = [value for index, value in enumerate(values or ()) if value in (values or ())[:index]]
        if twice:
            raise ValueError(f"{twice[0]!r} is given twice; use trials to repeat")
        return values

    @model_validator(mode="after")
    def _levels_known(self) -> Self:
        unnamed = [condition for condition in self.conditions if self.pairs not in condition]
        if self.pairs is not None and self.pairs not in SHARED and unnamed:
            wrong = f"{self.pairs!r} is no factor that all worlds share; name its levels in conditions"
            raise ValueError(f"pairs: {wrong}.{nearest(self.pairs, SHARED)}")
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

    def in_all_arms(self) -> tuple[dict[str, str], ...]:
        """The conditions, each in all of its arms."""
        conditions: tuple[dict[str, str], ...] = self.conditions
        for factor, levels in self.arms().items():
            conditions = in_arms(conditions, factor, levels)
        return conditions


class Part(Designed):
    """A part of a run with a design of its own. What is None is as in the run.

    Args:
        name: tells this part from the others.
        worlds: some of the run's.
        agents: some of the run's.
        protocols: as in `RunConfig`.
        conditions: as in `RunConfig`; so are `pairs`, `doses`, `seeds` and `trials`.
        pairs: as in `RunConfig`.
        doses: as in `RunConfig`.
        seeds: as in `RunConfig`.
        trials: as in `RunConfig`.
    """

    name: Annotated[str, Field(min_length=1, max_length=40)]
    worlds: Names | None = None
    agents: Names | None = None
    protocols: Protocols | None = None
    seeds: Seeds | None = None
    trials: Trials | None = None
