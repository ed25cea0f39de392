"""The condition of an episode: a level for every factor of its world."""

from collections.abc import Mapping

from corpsim.errors import UnknownName
from corpsim.rng import stream
from corpsim.template.template import Template

ANY = "*"
"""Stands for a level that the seed draws."""


def draw_condition(template: Template, seed: int, condition: Mapping[str, str]) -> dict[str, str]:
    """The complete condition: what is left out takes the world's default, `*` is drawn from the seed.

    Raises UnknownName for a factor or level the world does not have.
    """
    factors = template.factors
    for factor in condition:
        if factor not in factors:
            raise UnknownName("factor", str(factor), factors, f"world {template.name!r}")
    complete = {factor: condition.get(factor, known.default) for factor, known in factors.items()}
    for factor, level in complete.items():
        levels = factors[factor].levels
        if level == ANY:
            complete[factor] = stream(seed, "condition", factor).choice(levels)
        elif level not in levels:
            raise UnknownName(f"level of {factor!r}", str(level), levels, f"world {template.name!r}")
    return complete
