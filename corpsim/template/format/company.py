"""company.yaml: what the seed draws of the firm: its name and trade, the first day, facts and ways to say things."""

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from corpsim.errors import nearest
from corpsim.template.format.complaint import complaint, demand_text
from corpsim.template.format.fields import Filled, Key, Record, Wording
from corpsim.template.format.times import Day

_LOCALES = (
    "da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NZ en_PK en_US es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE "
    "fr_CA fr_CH fr_FR hr_HR hu_HU id_ID it_IT nl_BE nl_NL no_NO pl_PL pt_BR pt_PT sl_SI sv_SE tr_TR yo_NG zu_ZA"
)
LOCALES = tuple(_LOCALES.split())
"""Where names come from: faker's locales in Latin script with enough names that fit every bearer."""

NAME_PARTS = ("surname", "suffix", "city")


def _locale(value: object) -> str:
    if value not in LOCALES:
        raise complaint(f"there is no locale {value!r} in Latin script.{nearest(str(value), LOCALES, len(LOCALES))}")
    return demand_text(value)


Locale = Annotated[str, PlainValidator(_locale), WithJsonSchema({"enum": list(LOCALES)})]
Span = Annotated[list[int], Field(min_length=2, max_length=2)]


DaySpan = Annotated[list[Annotated[int, Field(ge=-3_650, le=3_650)]], Field(min_length=2, max_length=2)]


class FirstMondays(Record):
    """The span from which the first day, a Monday, is drawn."""

    first: Day = Field(alias="from", description="The earliest day.")
    last: Day = Field(alias="to", description="The latest day.")


class Industry(Record):
    """A trade: what it makes, and its words for common things."""

    name: Filled = Field(description="What the trade is called.")
    products: Annotated[list[Filled], Field(min_length=1)] = Field(
        description="What it makes; the seed takes one as {company.product}."
    )
    words: dict[Key, Filled] = Field(
        default={}, description="Its words for common things, as {word.NAME}. Every trade has the same ones."
    )


class FactEntry(Record):
    """A fact, by exactly one of `number`, `near`, `sum`, `calc`, `clock`, `day`, `code`, `choice` and `text`."""

    number: Span | None = Field(default=None, description="A figure in this span: [least, most].")
    step: Annotated[int, Field(ge=1)] = Field(default=1, description="The distance between possible figures.")
    decimals: Annotated[int, Field(ge=0, le=6)] = Field(
        default=0, description="How many of its digits stand after the point: 965 with one decimal is 96.5."
    )
    near: str | None = Field(default=None, description="A figure close to that of another fact, and never the same.")
    by: Span | None = Field(default=None, description="How far it is from that: [least, most].")
    sum: Annotated[list[Filled], Field(min_length=2, max_length=40)] | None = Field(
        default=None, description="The sum of facts above; one with a minus before its name is taken off."
    )
    calc: Filled | None = Field(
        default=None, description="A figure worked out of others above it: boxes * 12 - max(early, late)."
    )
    clock: Filled | None = Field(
        default=None, description="A time of day, the same way, in minutes after midnight: leaves + 35 is shown 09:10."
    )
    day: DaySpan | None = Field(
        default=None, description="A working day, counted from the first Monday: [earliest, latest]."
    )
    code: Filled | None = Field(default=None, description="A code; each # becomes a digit, each @ a letter.")
    choice: Annotated[list[Filled], Field(min_length=1)] | None = Field(default=None, description="One of these.")
    text: Filled | None = Field(default=None, description="Always this.")

    @property
    def kinds(self) -> list[str]:
        """Which of the ways to give a fact are used; one is right."""
        return [kind for kind in FACT_KINDS if getattr(self, kind) is not None]


FactKind = Literal["number", "near", "sum", "calc", "clock", "day", "code", "choice", "text"]
FACT_KINDS: tuple[FactKind, ...] = ("number", "near", "sum", "calc", "clock", "day", "code", "choice", "text")


class CompanyFile(Record):
    """company.yaml."""

    names: Annotated[list[Filled], Field(min_length=1)] = Field(
        description="Patterns of the company's name, with {surname}, {suffix} and {city}."
    )
    suffixes: list[Filled] = Field(default=[], description="What stands for {suffix}.")
    surnames: list[Filled] = Field(
        default=[], description="What stands for {surname}; drawn from the locales when left out."
    )
    locales: Annotated[list[Locale], Field(min_length=1)] = Field(description="Where the names of people come from.")
    cities: Annotated[list[Filled], Field(min_length=1)] = Field(description="Where the company is.")
    first_mondays: FirstMondays = Field(description="The day is a Monday in this span.")
    industries: Annotated[list[Industry], Field(min_length=1)] = Field(description="The trades the seed draws from.")
    facts: dict[Key, FactEntry] = Field(default={}, description="What is drawn anew for every seed: {fact.NAME}.")
    phrases: dict[Key, Annotated[list[Wording], Field(min_length=1)]] = Field(
        default={}, description="Ways to say a thing, worded anew at every mention: {phrase.NAME}."
    )
