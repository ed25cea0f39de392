"""company.yaml: what the seed draws of the firm: its name and trade, the first day, facts and ways to say things."""

# ruff: noqa: RUF012  (pydantic copies defaults)

from typing import Annotated, Literal

from pydantic import Field, PlainValidator, WithJsonSchema

from corpsim.errors import nearest
from corpsim.template.format.complaint import complaint, demand_text
from corpsim.template.format.fields import Key, Record, Wording
from corpsim.template.format.times import Day

_LOCALES = (
    "da_DK de_AT de_CH de_DE en_GB en_IE en_IN en_KE en_NZ en_PK en_US es_AR es_CL es_CO es_ES es_MX et_EE fi_FI fr_BE "
    "fr_CA fr_CH fr_FR hr_HR hu_HU id_ID it_IT nl_BE nl_NL no_NO pl_PL pt_BR pt_PT sl_SI sv_SE tr_TR yo_NG zu_ZA"
)
LOCALES = tuple(_LOCALES.split())
"""Where names come from: faker's locales in Latin script with enough names that fit every bearer."""

NAME_PARTS = ("surname", "suffix", "city")
Filled = Annotated[str, Field(min_length=1, max_length=200)]


def _locale(value: object) -> str:
    if value not in LOCALES:
        raise complaint(f"there is no locale {value!r} in Latin script.{nearest(str(value), LOCALES, len(LOCALES))}")
    return demand_text(value)


Locale = Annotated[str, PlainValidator(_locale), WithJsonSchema({"enum": list(LOCALES)})]
Span = Annotated[list[int], Field(min_length=2, max_length=2)]


DaySpan = Annotated[list[Annotated[int, Field(ge=-3_650, le=3_650)]], Field(min_length=2, max_length=2)]


class FirstMondays(Record):
    """The span from which the first day, a Monday, is drawn."""

    first: Day = Field(alias="from")
    last: Day = Field(alias="to")


class Industry(Record):
    """A trade: what it makes, and its words for common things."""

    name: Filled
    products: Annotated[list[Filled], Field(min_length=1)]
    words: dict[str, Filled] = {}


class FactEntry(Record):
    """A fact, by exactly one of `number`, `near`, `day`, `code`, `choice` and `text`."""

    number: Span | None = None
    step: Annotated[int, Field(ge=1)] = 1
    decimals: Annotated[int, Field(ge=0, le=6)] = 0
    near: str | None = None
    by: Span | None = None
    day: DaySpan | None = None
    code: Filled | None = None
    choice: Annotated[list[Filled], Field(min_length=1)] | None = None
    text: Filled | None = None

    @property
    def kinds(self) -> list[str]:
        """Which of the ways to give a fact are used; one is right."""
        return [kind for kind in FACT_KINDS if getattr(self, kind) is not None]


FactKind = Literal["number", "near", "day", "code", "choice", "text"]
FACT_KINDS: tuple[FactKind, ...] = ("number", "near", "day", "code", "choice", "text")


class CompanyFile(Record):
    """company.yaml."""

    names: Annotated[list[Filled], Field(min_length=1)]
    suffixes: list[Filled] = []
    surnames: list[Filled] = []
    locales: Annotated[list[Locale], Field(min_length=1)]
    cities: Annotated[list[Filled], Field(min_length=1)]
    first_mondays: FirstMondays
    industries: Annotated[list[Industry], Field(min_length=1)]
    facts: dict[Key, FactEntry] = {}
    phrases: dict[Key, Annotated[list[Wording], Field(min_length=1)]] = {}
