"""The numbers of the reader, loaded once, when first needed."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray


class Model(NamedTuple):
    """Linear heads over hashed features; `weights[head, bucket]` in steps of `step[head]`."""

    weights: NDArray[np.int8]
    step: NDArray[np.float64]
    bias: NDArray[np.float64]

    def score(self, found: dict[int, float]) -> list[float]:
        """One log-odds per head. Summed with numpy over sorted buckets: the same to the last bit everywhere."""
        keys = np.array(sorted(found), dtype=np.int64)
        values = np.array([found[int(k)] for k in keys], dtype=np.float64)
        sums = (self.weights[:, keys].astype(np.float64) * values).sum(axis=1)
        return [float(x) for x in sums * self.step + self.bias]


@cache
def model() -> Model:
    """The shipped model."""
    with (files("corpsim.reading") / "model.npz").open("rb") as stream, np.load(stream, allow_pickle=False) as numbers:
        return Model(numbers["weights"], numbers["step"], numbers["bias"])
