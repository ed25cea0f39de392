"""The sites of a company, and who works where."""

import importlib
from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import numpy as np

from corpsim.population.dice import Ints, Stream
from corpsim.population.drawing.units import Units
from corpsim.population.names import MOST_LETTERS
from corpsim.population.request import Request

LISTS = ("de_DE", "nl_NL", "it_IT", "sv_SE", "pl_PL", "pt_PT", "da_DK")
"""Locales with lists of towns; those of the company come first."""

SIZES = ((60, 1), (300, 2), (1_000, 4), (3_000, 6), (10_000, 10), (30_000, 20), (100_000, 30), (300_000, 45))
MOST = 60
STAYS = 75
"""Per cent of units that are where the unit around them is."""

AT_HOME = 92
"""Per cent of people who work where their unit is."""


class Sites(NamedTuple):
    """The names of the sites, head office first, and the site of each unit and each person."""

    names: tuple[str, ...]
    of_unit: Ints
    of: Ints


def draw_sites(request: Request, units: Units, dice: Stream) -> Sites:
    """The sites of a company: most people at head office, the others in smaller and smaller places."""
    names = _names(request, dice)
    weights = np.repeat(np.arange(len(names)), [720_720 // (rank + 2) // 100 for rank in range(len(names))])
    of_unit = np.zeros(len(units.parent), dtype=np.int64)
    own = dice.pick(weights, len(of_unit))
    stays = dice.chance(STAYS, len(of_unit))
    for depth in range(1, int(units.depth.max(initial=0)) + 1):
        here = np.flatnonzero(units.depth == depth)
        of_unit[here] = np.where(stays[here], of_unit[units.parent[here]], own[here])
    people = len(units.of)
    elsewhere = dice.pick(weights, people)
    return Sites(names, of_unit, np.where(dice.chance(AT_HOME, people), of_unit[units.of], elsewhere))


def _names(request: Request, dice: Stream) -> tuple[str, ...]:
    count = next((sites for people, sites in SIZES if request.size < people), MOST)
    home = request.company.city or "Head Office"
    towns = [town for town in _towns(tuple(sorted(set(request.locales)))) if town != home]
    return (home, *(towns[int(place)] for place in dice.order(len(towns))[: count - 1]))


@cache
def _towns(locales: tuple[str, ...]) -> tuple[str, ...]:
    """Towns of these locales, or of all that have a list if they are too few: one word in ASCII each."""
    own = _fitting(locale for locale in LISTS if locale in locales)
    return own if len(own) > MOST else _fitting(LISTS)


def _fitting(locales: Iterable[str]) -> tuple[str, ...]:
    """The towns of some locales that fit, as many of each, taken from all over its list."""
    towns: set[str] = set()
    for locale in locales:
        provider: Any = importlib.import_module(f"faker.providers.address.{locale}").Provider
        fitting = sorted({str(town) for town in provider.cities if _fits(str(town))})
        towns.update(fitting[:: max(1, len(fitting) // MOST)][:MOST])
    return tuple(sorted(towns))


def _fits(town: str) -> bool:
    return town.isascii() and town.isalpha() and town[0].isupper() and 3 < len(town) < MOST_LETTERS
