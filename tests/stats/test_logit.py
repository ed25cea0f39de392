"""Logistic regression with clustered errors: against statsmodels by another way, by simulation, and where it ends."""

import math
import random

import numpy as np
import pytest

from corpsim.stats.logit import clustered_logit


def simulated(dice, clusters=30, per=2, effect=0.0):
    """Two factors, fully crossed in every cluster; clusters differ."""
    rows, outcomes, names = [], [], []
    for cluster in range(clusters):
        own = dice.gauss(0, 1)
        for first in (0, 1):
            for second in (0, 1):
                for _ in range(per):
                    rows.append((1.0, first, second))
                    outcomes.append(dice.random() < 1 / (1 + math.exp(0.7 - effect * first - own)))
                    names.append(cluster)
    return outcomes, rows, names


def test_it_agrees_with_estimating_equations():
    """The estimating equations of Liang and Zeger with working independence are the same model by other code; errors
    and degrees of freedom are those of Bell and McCaffrey, written out over observations."""
    from statsmodels.genmod.cov_struct import Independence
    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_estimating_equations import GEE

    outcomes, rows, names = simulated(random.Random(3), effect=1.0)
    gee = GEE(np.array(outcomes, float), np.array(rows), names, family=Binomial(), cov_struct=Independence()).fit()
    expected = by_hand(np.array(outcomes, float), np.array(rows), np.array(names), gee.params)
    for found, value, (error, freedom) in zip(
        clustered_logit(outcomes, rows, names), gee.params, expected, strict=True
    ):
        assert found.value == pytest.approx(value, rel=1e-6)
        assert (found.error, found.freedom) == pytest.approx((error, freedom), rel=1e-5)


def by_hand(y, x, names, params) -> list[tuple[float, float]]:
    """Bias-reduced error and Satterthwaite's degrees of freedom of each coefficient, from whole matrices."""
    chance = 1 / (1 + np.exp(-x @ params))
    root = np.sqrt(chance * (1 - chance))
    z, residuals = x * root[:, None], (y - chance) / root
    bread = np.linalg.inv(z.T @ z)
    hat = z @ bread @ z.T
    left = np.eye(len(y)) - hat
    found = []
    for column in range(x.shape[1]):
        weights = np.zeros((len(set(names)), len(y)))
        for row, name in enumerate(sorted(set(names))):
            own = np.flatnonzero(names == name)
            values, vectors = np.linalg.eigh(np.eye(len(own)) - hat[np.ix_(own, own)])
            adjusted = vectors @ np.diag(values**-0.5) @ vectors.T
            weights[row, own] = bread[column] @ z[own].T @ adjusted
        spread = weights @ left @ left.T @ weights.T
        variance = float(np.sum((weights @ residuals) ** 2))
        found.append((math.sqrt(variance), float(np.trace(spread) ** 2 / np.sum(spread**2))))
    return found


def test_one_cluster_an_observation_is_the_table_by_hand():
    """Without clusters the log odds ratio of a table of two by two has the known value and nearly Woolf's error."""
    rows = [(1.0, 1.0)] * 40 + [(1.0, 0.0)] * 40
    outcomes = [True] * 24 + [False] * 16 + [True] * 10 + [False] * 30
    found = clustered_logit(outcomes, rows, range(80))[1]
    assert found.value == pytest.approx(math.log(24 * 30 / (16 * 10)), rel=1e-6)
    assert found.error == pytest.approx(math.sqrt(1 / 24 + 1 / 16 + 1 / 10 + 1 / 30), rel=0.02)


def test_what_is_separated_is_said_and_the_rest_estimated():
    rows, outcomes = [], []
    for cluster in range(20):
        for treated, other in ((0, 0), (0, 1), (1, 0), (1, 1)):
            rows.append((1.0, treated, other))
            outcomes.append(bool(treated) and (cluster + 3 * other) % 4 < 2 + other)
    names = [index // 4 for index in range(80)]
    intercept, treated, other = clustered_logit(outcomes, rows, names)
    assert (intercept, treated) == ("separated", "separated")
    where_it_varies = [index for index, row in enumerate(rows) if row[1]]
    alone = clustered_logit(
        [outcomes[i] for i in where_it_varies], [(1.0, rows[i][2]) for i in where_it_varies],
        [names[i] for i in where_it_varies],
    )  # fmt: skip
    assert other.value == pytest.approx(alone[1].value)
    assert other.error == pytest.approx(alone[1].error)


def test_complete_separation_and_columns_that_are_one():
    rows = [(1.0, x, x) for x in (0, 1)] * 10
    assert clustered_logit([x == 1 for _, x, _ in rows], rows, range(20)) == ("separated", "aliased", "aliased")
    mixed = clustered_logit([index % 3 == 0 for index in range(20)], rows, range(20))
    assert mixed[1:] == ("aliased", "aliased")
    assert isinstance(mixed[0].value, float)


def test_no_more_clusters_than_coefficients_tell_no_error():
    outcomes, rows, names = simulated(random.Random(1), clusters=3, per=4)
    assert set(clustered_logit(outcomes, rows, names)) == {"few clusters"}


def test_clusters_that_are_all_alike_tell_no_error():
    rows = [(1.0, x) for x in (0, 1)] * 10
    outcomes = [cluster % 2 == 0 for cluster in range(10) for _ in (0, 1)]
    assert clustered_logit(outcomes, rows, [i // 2 for i in range(20)])[1] == "alike"


@pytest.mark.slow
def test_intervals_cover_the_truth_of_clustered_data():
    """Of 95 % intervals of an odds ratio of 1, over clusters that differ, 93 to 97 % hold it (binomial error 0.8)."""
    dice = random.Random(11)
    found = [clustered_logit(*simulated(dice, clusters=30))[1] for _ in range(800)]
    covered = sum(coefficient.low <= 0 <= coefficient.high for coefficient in found)
    assert 0.93 <= covered / 800 <= 0.97
