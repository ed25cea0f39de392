"""Intervals of an odds ratio: companies that differ in their log odds, a factor of two levels and a second one."""

from collections.abc import Iterator
from functools import cache
from itertools import product

import numpy as np
from clustered import Figures, dice, normal
from grid import Cell

from corpsim.stats.logit import Coefficient, clustered_logit

CLUSTERS = (6, 8, 10, 14, 20, 40)
PER = (1, 3)
RATES = (0.15, 0.4)
ALIKE = (0.05, 0.2, 0.4)
KINDS = ("within", "between", "few", "interaction")
"""`within`: every company is played under both levels; `between`: half of the companies under either; `few`: one in
five, and at least two, under the second; `interaction`: within, and the figure is the ratio of the odds ratios."""

EFFECT, SECOND, BOTH = 0.8, 0.4, 0.5


def cells(draws: int, kind: str) -> Iterator[Cell]:
    """Every cell of the grid; a regression takes long, so that they are drawn less often."""
    for clusters, per, rate, alike in product(CLUSTERS, PER, RATES, ALIKE):
        yield cell(max(1, draws // 3), kind, clusters, per, rate, alike)


def cell(draws: int, kind: str, clusters: int, per: int, rate: float, alike: float) -> Cell:
    """Draw the companies anew, often, and look whether the interval holds the log odds ratio of all companies."""
    stream, (middle, spread) = dice(clusters, per, rate, alike), normal(rate, alike)
    rows, names = _design(kind, clusters, per)
    slope = np.array([0.0, EFFECT, SECOND, BOTH][: rows.shape[1]])
    column, truth = rows.shape[1] - 1 if kind == "interaction" else 1, _truth(kind, clusters, rate, alike)
    found = []
    for _ in range(draws):
        own = stream.standard_normal(clusters)[names]
        chance = 1 / (1 + np.exp(-(middle + rows @ slope + spread * own)))
        outcomes = (stream.random(len(rows)) < chance).tolist()
        found.append(clustered_logit(outcomes, rows.tolist(), names.tolist())[column])
    told = [one for one in found if isinstance(one, Coefficient)]
    held = float(np.mean([one.low <= truth <= one.high for one in told])) if told else float("nan")
    width = float(np.median([one.high - one.low for one in told])) if told else float("nan")
    return Cell(kind, clusters, per, rate, alike, held, width, len(told) / draws)


def _design(kind: str, clusters: int, per: int) -> tuple[Figures, np.ndarray]:
    """Rows of intercept, factor, second factor and, of an interaction, their product; and whose they are."""
    treated = {"between": clusters // 2, "few": max(2, clusters // 5)}.get(kind)
    rows, names = [], []
    for company in range(clusters):
        levels = (0, 1) if treated is None else (int(company < treated),)
        for first, second in product(levels, (0, 1)):
            rows += [[1, first, second, first * second]] * per
            names += [company] * per
    return np.array(rows, dtype=float)[:, : 4 if kind == "interaction" else 3], np.array(names)


@cache
def _truth(kind: str, clusters: int, rate: float, alike: float) -> float:
    """What the regression finds with no end of companies: the best fit to the chances averaged over them."""
    rows, _ = _design(kind, clusters, 1)
    middle, spread = normal(rate, alike)
    slope = np.array([0.0, EFFECT, SECOND, BOTH][: rows.shape[1]])
    z = np.linspace(-8, 8, 2001)
    weights = np.exp(-(z**2) / 2) / np.exp(-(z**2) / 2).sum()
    chance = (1 / (1 + np.exp(-(middle + (rows @ slope)[:, None] + spread * z)))) @ weights
    found = np.zeros(rows.shape[1])
    for _ in range(50):
        fitted = 1 / (1 + np.exp(-rows @ found))
        found += np.linalg.solve((rows.T * (fitted * (1 - fitted))) @ rows, rows.T @ (chance - fitted))
    return float(found[3 if kind == "interaction" else 1])
