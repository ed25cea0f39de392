"""What models cost, from a file that its user keeps: prices change, and nobody's are built in."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpsim.errors import InvalidConfiguration

VARIABLE = "CORPSIM_PRICES"
MILLION = 1_000_000
EXAMPLE = """\
# What models cost, in this currency for each million tokens. `cached` is for input that the provider had in store;
# without it such input costs as much as other input.
currency: USD
models:
  my-model: {input: 0.5, output: 2.0, cached: 0.05}
"""

Price = Annotated[float, Field(ge=0)]


class ModelPrice(BaseModel):
    """The price of a model, for each million tokens."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: Price
    output: Price
    cached: Price | None = None

    def cost(self, usage: Mapping[str, int]) -> float:
        """What this usage costs; `usage` has the names of `Turn.usage`."""
        cached = usage.get("cached_tokens", 0)
        fresh = max(0, usage.get("input_tokens", 0) - cached)
        per_cached = self.input if self.cached is None else self.cached
        return (fresh * self.input + cached * per_cached + usage.get("output_tokens", 0) * self.output) / MILLION


class Prices(BaseModel):
    """The prices of some models, in one currency."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency: str = "USD"
    models: dict[str, ModelPrice] = Field(default_factory=dict)

    def cost(self, model: str, usage: Mapping[str, int]) -> float | None:
        """What this usage of a model costs; None for a model whose price is not known."""
        price = self.models.get(model)
        return price.cost(usage) if price is not None else None


def price_file() -> Path:
    """Where prices are looked up when no file is named."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "corpsim" / "prices.yaml"


def read_prices(path: str | Path | None = None) -> Prices:
    """The prices in a file; with no file named, those of `price_file()`, or none at all where there is no such file.

    Raises InvalidConfiguration with everything that is wrong with the file.
    """
    place = Path(path) if path is not None else price_file()
    try:
        return Prices.model_validate(yaml.safe_load(place.read_text(encoding="utf-8")) or {})
    except FileNotFoundError:
        if path is not None or os.environ.get(VARIABLE):
            raise InvalidConfiguration(f"there is no file of prices {str(place)!r}.") from None
        return Prices()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise InvalidConfiguration(f"{place}: {' '.join(str(error).split())}") from None
    except ValidationError as error:
        found = (f"  {'.'.join(map(str, item['loc'])) or 'file'}: {item['msg']}." for item in error.errors())
        raise InvalidConfiguration("\n".join([f"{place}: these prices cannot be read:", *found])) from None
