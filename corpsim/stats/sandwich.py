"""Errors of a regression whose observations are alike within clusters, corrected for how few clusters there are."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]

NEAR_ZERO = 1e-8


class Sandwich:
    """The bias-reduced sandwich ("CR2") of coefficients, and the degrees of freedom of each combination of them.

    `scores` are (clusters, coefficients): the sums of the derivatives of the log likelihood over each cluster;
    `information` is (clusters, coefficients, coefficients): what each cluster tells, the whole of it invertible.
    Had observations nothing in common, errors and degrees of freedom would be those of that model.
    Source: R. M. Bell and D. F. McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage
    samples", Survey Methodology 28 (2002), 169-181; for logistic regression by its working linear model, J. E.
    Pustejovsky and E. Tipton, "Small-sample methods for cluster-robust variance estimation and hypothesis testing in
    fixed effects models", Journal of Business & Economic Statistics 36 (2018), 672-683.
    """

    def __init__(self, scores: Matrix, information: Matrix) -> None:
        # In the coordinates in which the whole information is the identity; that of a cluster is its share there.
        self._root = _power(information.sum(axis=0), -0.5)
        self._shares = self._root @ information @ self._root
        self._corrections = np.array([_power(np.eye(len(share)) - share, -0.5) for share in self._shares])
        adjusted = np.einsum("cij,cj->ci", self._corrections, scores @ self._root)
        self._meat = adjusted.T @ adjusted

    def variance(self, combination: Matrix) -> float:
        """The variance of a combination of the coefficients, given by its weights."""
        own = self._root @ combination
        return float(own @ self._meat @ own)

    def freedom(self, combination: Matrix) -> float:
        """Satterthwaite's degrees of freedom of that variance; at most one less than there are clusters."""
        told = self._corrections @ (self._root @ combination)
        pulled = np.einsum("cij,cj->ci", self._shares, told)
        spread = np.diag(np.einsum("ci,ci->c", told, pulled)) - pulled @ pulled.T
        return float(np.trace(spread) ** 2 / np.sum(spread**2))


def hangs_on_one(rows: Matrix, groups: NDArray[np.int64], told: Callable[[Matrix], bool]) -> bool:
    """Whether what `told` says of rows no longer holds once a single cluster is left out."""
    return not all(told(rows[groups != group]) for group in np.unique(groups))


def _power(matrix: Matrix, exponent: float) -> Matrix:
    """A power of a symmetric matrix without negative values; directions of which it knows nothing stay so."""
    values, vectors = np.linalg.eigh((matrix + matrix.T) / 2)
    known = values > NEAR_ZERO * max(1.0, float(values.max()))
    powers = np.where(known, np.where(known, values, 1.0) ** exponent, 0.0)
    raised: Matrix = (vectors * powers) @ vectors.T
    return raised
