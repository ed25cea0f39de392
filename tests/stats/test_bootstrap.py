import numpy as np

from corpsim.stats.bootstrap import draws


def test_draws_are_the_same_every_time_and_take_every_cluster() -> None:
    assert np.array_equal(draws(7), draws(7))
    assert set(draws(7).ravel()) == set(range(7))
