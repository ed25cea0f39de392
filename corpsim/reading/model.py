"""The numbers of the reader, loaded once, when first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.reading.features import Features


class Head(NamedTuple):
    """One linear answer: log-odds are `bias + step * Σ weights[bucket] * value`."""

    weights: NDArray[np.int8]
    step: float
    bias: float

    def log_odds(self, found: Features) -> float:
        """Summed in the order of the text in plain floats: the same to the last bit on every machine."""
        weighted = np.cumsum(self.weights.take(found.buckets) * found.values)
        return self.bias + self.step * float(weighted[-1:].sum())


class Model(NamedTuple):
    """The two answers."""

    coercion: Head
    disclosure: Head


@cache
def model() -> Model:
    """The shipped model."""
    with (files("corpsim.reading") / "model.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as numbers:
        return Model(_head(numbers, 0), _head(numbers, 1))


def _head(numbers: np.lib.npyio.NpzFile, row: int) -> Head:
    return Head(numbers["weights"][row], float(numbers["step"][row]), float(numbers["bias"][row]))
