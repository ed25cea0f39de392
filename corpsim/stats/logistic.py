"""Logistic regression of a yes or no on a few figures, held back where there is little to learn from."""

from collections.abc import Sequence

import numpy as np

STEPS = 100


def fit_logistic(rows: Sequence[Sequence[float]], outcomes: Sequence[bool], penalty: float = 1.0) -> list[float]:
    """A constant and one weight for each column: the maximum of the likelihood less `penalty` / 2 times the squared
    weights (the constant is free), found by Newton's method.

    The penalty keeps weights finite where a column tells the outcomes apart without error. Raises ValueError without
    both outcomes.
    Source: S. le Cessie and J. C. van Houwelingen, "Ridge estimators in logistic regression", Applied Statistics 41
    (1992), 191-201.
    """
    if len(set(outcomes)) < 2:
        raise ValueError("weights can only be learnt where there are both outcomes")
    x = np.column_stack([np.ones(len(rows)), np.asarray(rows, dtype=np.float64)])
    y = np.asarray(outcomes, dtype=np.float64)
    ridge = penalty * np.eye(x.shape[1])
    ridge[0, 0] = 0.0
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -500, 500)))
        gradient = x.T @ (y - p) - ridge @ weights
        curvature = (x.T * (p * (1 - p))) @ x + ridge + 1e-12 * np.eye(x.shape[1])
        step = np.linalg.solve(curvature, gradient)
        weights = weights + step
        if float(np.abs(step).max()) < 1e-10:
            break
    return [float(weight) for weight in weights]
