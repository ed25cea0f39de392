"""Units behind figures, so that 0.34 cm is found where 3.4 mm is kept."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit: what it measures, and how many of the smallest of its kind it is."""

    kind: str
    factor: Decimal


_KINDS: dict[str, dict[str, str]] = {
    "length": {
        "1e-3": "µm μm um micron microns micrometre micrometres micrometer micrometers",
        "1": "mm millimetre millimetres millimeter millimeters",
        "10": "cm centimetre centimetres centimeter centimeters",
        "1000": "m metre metres meter meters",
    },
    "mass": {
        "1e-3": "mg milligram milligrams milligramme milligrammes",
        "1": "g gram grams gramme grammes",
        "1000": "kg kilo kilos kilogram kilograms kilogramme kilogrammes",
    },
    "pressure": {
        "1": "pa pascal pascals",
        "100": "hpa mbar millibar",
        "1e3": "kpa kilopascal kilopascals",
        "1e5": "bar bars",
        "1e6": "mpa megapascal megapascals",
    },
    "time": {
        "1e-3": "ms millisecond milliseconds",
        "1": "s sec second seconds",
        "60": "min minute minutes",
        "3600": "h hour hours",
    },
    "force": {"1": "n newton newtons", "1e3": "kn kilonewton kilonewtons"},
    "power": {"1": "w watt watts", "1e3": "kw kilowatt kilowatts"},
    "tension": {"1e-3": "mv millivolt millivolts", "1": "v volt volts", "1e3": "kv kilovolt kilovolts"},
}
_UNITS = {
    name: Unit(kind, Decimal(factor))
    for kind, sizes in _KINDS.items()
    for factor, names in sizes.items()
    for name in names.split()
}
_BEHIND = re.compile(r"[\s\u00a0-]{0,2}([a-zµμ]{1,14})(?![a-z])")


def unit_behind(plain: str, end: int) -> Unit | None:
    """The unit that follows a figure, which ends at `end` of a text in lower case."""
    match = _BEHIND.match(plain, end)
    return _UNITS.get(match[1]) if match is not None else None


@lru_cache(maxsize=256)
def unit_named(name: str) -> Unit | None:
    """A unit by one of its names."""
    return _UNITS.get(name.strip().lower())


def converted(value: Decimal, unit: Unit, into: Unit) -> Decimal | None:
    """A value in another unit of the same kind; None if they do not measure the same."""
    return value * unit.factor / into.factor if unit.kind == into.kind else None


def in_other_units(value: Decimal, name: str) -> list[Decimal]:
    """A value of a named unit in every unit of the same kind; empty for a unit that is not known."""
    own = unit_named(name)
    return [] if own is None else [c for u in _UNITS.values() if (c := converted(value, own, u)) is not None]
