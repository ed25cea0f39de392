"""Logistic regression in which observations of one cluster may be alike, and what of it has no finite answer."""

from collections.abc import Hashable, Sequence
from importlib import import_module
from math import exp, sqrt
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.errors import CorpSimError
from corpsim.stats.intervals import CONFIDENCE
from corpsim.stats.sandwich import NEAR_ZERO, Sandwich, hangs_on_one

Matrix = NDArray[np.float64]
Silent = Literal["separated", "aliased", "few clusters", "alike"]
"""Why a coefficient cannot be told: no finite value makes the data most likely; it cannot be told from others; the
clusters are no more than the coefficients, or it hangs on one of them alone; they are so alike that there is no error
to learn."""

LARGEST = 700.0
"""The log odds from which on an odds ratio is cut."""


class Coefficient(NamedTuple):
    """A change of the log odds, with its standard error and the degrees of freedom of that, its interval and two-sided
    p."""

    value: float
    error: float
    freedom: float
    low: float
    high: float
    p: float

    @property
    def ratios(self) -> tuple[float, float, float]:
        """The odds ratio and its bounds, cut where a figure can be no larger."""
        value, low, high = (exp(min(log_odds, LARGEST)) for log_odds in (self.value, self.low, self.high))
        return value, low, high


class StatsMissing(CorpSimError):
    """The libraries of the extra `stats` are not installed."""

    def __init__(self) -> None:
        super().__init__("logistic regression needs statsmodels: pip install 'corpsim[stats]'")


def clustered_logit(
    outcomes: Sequence[bool],
    rows: Sequence[Sequence[float]],
    clusters: Sequence[Hashable],
    confidence: float = CONFIDENCE,
) -> tuple[Coefficient | Silent, ...]:
    """The coefficients of the columns of `rows`, an intercept among them, by maximum likelihood.

    Errors are those of the bias-reduced sandwich over clusters, with t on Satterthwaite's degrees of freedom. Where the
    outcomes are separated, what they determine completely is left out and the rest is estimated, which is the limit of
    the maximum likelihood. What could not be told without one single cluster is of too few. Raises StatsMissing.
    Source: errors as of `corpsim.stats.sandwich`; separation: A. Albert and J. A. Anderson, "On the existence of
    maximum likelihood estimates in logistic regression models", Biometrika 71 (1984), 1-10; the limit: C. J. Geyer,
    "Likelihood inference in exponential families and directions of recession", Electronic Journal of Statistics 3
    (2009), 259-289.
    """
    x, y = np.array(rows, dtype=np.float64), np.array(outcomes, dtype=np.float64)
    groups = np.unique([repr(cluster) for cluster in clusters], return_inverse=True)[1]
    left = _undetermined(x, y)
    told, known = _row_space(x), _row_space(x[left])
    width = x.shape[1]
    silent: list[Silent] = ["separated" if _within(told, column) else "aliased" for column in range(width)]
    open_ = [column for column in range(width) if silent[column] == "separated" and _within(known, column)]
    if not open_:
        return tuple(silent)
    count = len(np.unique(groups[left]))
    if count <= known.shape[1]:
        return tuple("few clusters" if column in open_ else silent[column] for column in range(width))
    values, sandwich = _fit(x[left] @ known, y[left], groups[left])
    return tuple(
        _coefficient(column, known, values, sandwich, x[left], groups[left], confidence)
        if column in open_
        else silent[column]
        for column in range(width)
    )


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError:
        raise StatsMissing from None


def _undetermined(x: Matrix, y: Matrix) -> NDArray[np.bool_]:
    """The observations that no direction of the coefficients makes ever more likely at no cost to another."""
    linprog = _library("scipy.optimize").linprog
    signed, back = np.unique(x * (2 * y - 1)[:, None], axis=0, return_inverse=True)
    kinds, width = signed.shape
    gain = np.concatenate([np.zeros(width), -np.ones(kinds)])
    cost = np.hstack([-signed, np.eye(kinds)])
    bounds = [(None, None)] * width + [(0, 1)] * kinds
    found = linprog(gain, A_ub=cost, b_ub=np.zeros(kinds), bounds=bounds, method="highs")
    left: NDArray[np.bool_] = found.x[width:][back.ravel()] < 0.5
    return left


def _row_space(x: Matrix) -> Matrix:
    """An orthonormal basis, as columns, of what the rows tell of the coefficients."""
    if not len(x):
        return np.zeros((x.shape[1], 0))
    _, sizes, directions = np.linalg.svd(np.unique(x, axis=0), full_matrices=False)
    basis: Matrix = directions[sizes > NEAR_ZERO * sizes.max()].T
    return basis


def _within(basis: Matrix, column: int) -> bool:
    return bool(abs(1 - np.sum(basis[column] ** 2)) < NEAR_ZERO)


def _fit(x: Matrix, y: Matrix, groups: NDArray[np.int64]) -> tuple[Matrix, Sandwich]:
    statsmodels = _library("statsmodels.api")
    fitted = statsmodels.GLM(y, x, family=statsmodels.families.Binomial()).fit(tol=1e-10)
    chance = fitted.fittedvalues
    members = [groups == group for group in np.unique(groups)]
    scores = np.array([x[own].T @ (y - chance)[own] for own in members])
    information = np.array([(x[own].T * (chance * (1 - chance))[own]) @ x[own] for own in members])
    return fitted.params, Sandwich(scores, information)


def _coefficient(
    column: int,
    known: Matrix,
    values: Matrix,
    sandwich: Sandwich,
    rows: Matrix,
    groups: NDArray[np.int64],
    confidence: float,
) -> Coefficient | Silent:
    """One coefficient as a combination, `known[column]`, of those that were fitted."""
    if hangs_on_one(rows, groups, lambda rest: _within(_row_space(rest), column)):
        return "few clusters"
    combination, variance = known[column], sandwich.variance(known[column])
    if variance <= NEAR_ZERO:
        return "alike"
    t, value, error = _library("scipy.stats").t, float(values @ combination), sqrt(variance)
    freedom = sandwich.freedom(combination)
    half = float(t.ppf(0.5 + confidence / 2, freedom)) * error
    return Coefficient(value, error, freedom, value - half, value + half, 2 * float(t.sf(abs(value) / error, freedom)))
