"""The figures, on counts that can be checked by hand."""

import pytest

from corpsim.evaluation.measure import Verdict, measure
from corpsim.stats.intervals import wilson


def verdicts(hits: int, missed: int, false: int, clear: int) -> list[Verdict]:
    """So many lines of each kind, each by an author of its own."""
    kinds = [(True, True)] * hits + [(True, False)] * missed + [(False, True)] * false + [(False, False)] * clear
    return [Verdict(gold, said, str(number)) for number, (gold, said) in enumerate(kinds)]


def test_shares_of_known_counts() -> None:
    found = measure(verdicts(8, 2, 4, 16))
    assert (found.n, found.positive, found.hits, found.missed, found.false_alarms, found.clear) == (30, 10, 8, 2, 4, 16)
    assert found.precision.value == pytest.approx(8 / 12)
    assert found.recall.value == pytest.approx(8 / 10)
    assert found.specificity.value == pytest.approx(16 / 20)
    assert found.f1.value == pytest.approx(2 * 8 / (2 * 8 + 2 + 4))
    assert found.prevalence.value == pytest.approx(1 / 3)


def test_independent_lines_have_the_interval_of_wilson() -> None:
    found = measure(verdicts(8, 2, 0, 0)).recall
    assert (found.low, found.high) == pytest.approx(tuple(wilson(8, 10)))


def test_none_and_all_have_the_interval_of_clopper_and_pearson() -> None:
    """With 20 of 20 the lower bound is 0.025 ** (1 / 20), as in every table."""
    found = measure(verdicts(20, 0, 0, 20))
    assert (found.recall.low, found.recall.high) == (pytest.approx(0.8316, abs=1e-4), 1)
    nothing = measure(verdicts(0, 20, 0, 0)).recall
    assert (nothing.low, nothing.high) == (0, pytest.approx(0.1684, abs=1e-4))


def test_nothing_to_divide_by_is_no_figure() -> None:
    found = measure(verdicts(0, 0, 0, 5))
    assert found.precision == found.recall == found.f1
    assert (found.recall.value, found.recall.low, found.recall.high) == (None, 0, 1)
