"""Drawing clusters anew: what a figure would have been with other companies of the same kind."""

import numpy as np
from numpy.typing import NDArray

from corpsim.rng import stream

RESAMPLES = 2_000
"""Times that the clusters are drawn anew for an interval."""

LEAST_KEPT = 0.5
"""Share of the draws in which a figure must exist for its interval to say anything."""


def draws(clusters: int, resamples: int = RESAMPLES) -> NDArray[np.int64]:
    """Which clusters each draw takes, as (resamples, clusters) indices, from dice of a fixed name."""
    dice = np.random.Generator(np.random.PCG64(stream("gap interval").getrandbits(64)))
    return dice.integers(clusters, size=(resamples, clusters))
