"""The condition of an episode: a level for every factor of its world."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from corpsim.dose import read_dose, write_dose
from corpsim.errors import UnknownName
from corpsim.rng import stream
from corpsim.template.template import Factor, Template

ANY = "*"
"""Stands for a level that the seed draws."""


class _Asked(NamedTuple):
    """A condition with its defaults, and of the factors that the seed draws, all levels."""

    complete: dict[str, str]
    drawn: dict[str, tuple[str, ...]]


def draw_condition(template: Template, seed: int, condition: Mapping[str, str]) -> dict[str, str]:
    """The complete condition: what is left out takes the world's default, `*` is drawn from the seed.

    Raises UnknownName for a factor or level the world does not have.
    """
    # An environment asks for the same condition at every reset. What is no text may be no key either, and is refused.
    read = _read_once if all(isinstance(level, str) for level in condition.values()) else _read
    asked = read(template, tuple(condition.items()))
    drawn = {factor: stream(seed, "condition", factor).choice(levels) for factor, levels in asked.drawn.items()}
    return asked.complete | drawn


def _read(template: Template, condition: tuple[tuple[str, Any], ...]) -> _Asked:
    given, factors = dict(condition), template.factors
    for factor in given:
        if factor not in factors:
            raise UnknownName("factor", str(factor), factors, f"world {template.name!r}")
    complete = {factor: _level(known, given.get(factor, known.default)) for factor, known in factors.items()}
    for factor, level in complete.items():
        levels = factors[factor].levels
        if level != ANY and level not in levels and not _is_dose(factors[factor], level):
            raise UnknownName(f"level of {factor!r}", str(level), levels, f"world {template.name!r}")
    return _Asked(complete, {factor: factors[factor].levels for factor, level in complete.items() if level == ANY})


def _is_dose(factor: Factor, level: str) -> bool:
    return factor.doses and isinstance(level, str) and read_dose(level) is not None


def _level(factor: Factor, level: str) -> str:
    """A level as it is called; a dose is one level however many decimals it was written with."""
    dose = read_dose(level) if level not in factor.levels and _is_dose(factor, level) else None
    return write_dose(dose) if dose is not None else level


_read_once = lru_cache(maxsize=1024)(_read)
