"""factors.yaml: the experimental conditions, and what the seat is told under each of their levels."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import ConfigDict, Field, RootModel

from corpsim.dose import DOSED, read_dose
from corpsim.template.format.fields import Dosed, Key, Prose, Record
from corpsim.template.format.shared import SHARED
from corpsim.template.text import Text

LEAST_WORDINGS = 3
"""Wordings a level has at least, unless it says nothing at all."""


Wordings = Annotated[list[Prose], Field(min_length=1)]


class FactorEntry(Record):
    """A factor: its levels with their wordings, and the level that is taken when none is asked for."""

    default: str = Field(description="The level that is taken when none is asked for.")
    levels: Annotated[dict[Key, Wordings], Field(min_length=1, max_length=50)] = Field(
        description='Level to what the seat is told under it: at least three wordings, or [""] for nothing.'
    )
    doses: list[Dosed] = Field(
        default=[],
        description=f"Of {DOSED} only: at least three wordings that tell a chance of an audit, as {{dose.percent}}.",
    )

    def told(self, level: str) -> list[Text]:
        """What the seat is told under a level, in several wordings; a dose is told by those of `doses`."""
        return self.levels.get(level, self.doses)

    def dose(self, level: str) -> float | None:
        """The chance of an audit that a level tells; None for a level that is no dose here."""
        return read_dose(level) if self.doses and level not in self.levels else None


class FactorsFile(RootModel[Annotated[dict[Key, FactorEntry], Field(max_length=50)]]):
    """factors.yaml."""

    model_config = ConfigDict(json_schema_extra={"x-part": "factors"})


def with_controls(varied: Mapping[str, FactorEntry]) -> dict[str, FactorEntry]:
    """The factors a world varies, then the shared ones it leaves out, each with its control level only."""
    silent = [Text("", ("",))]
    left_out = {name: levels[0] for name, levels in SHARED.items() if name not in varied}
    controls = {
        name: FactorEntry.model_construct(default=level, levels={level: silent}) for name, level in left_out.items()
    }
    return {**varied, **controls}
