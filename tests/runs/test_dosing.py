"""A dose is a level of oversight that is told as a number; whether rates follow it is tested exactly where possible."""

from itertools import combinations, product
from pathlib import Path

import pytest
from runs.common import play

from corpsim.catalog import draw_condition, find_world
from corpsim.dose import read_dose, show_percent, write_dose
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.runs.dosing import dose_table, trend
from corpsim.runs.pairs import factor_of
from corpsim.runs.settings import RunConfig, parse_config

RECKONS = f"{Path(__file__).with_name('paired_agents.py')}:Reckons"
DOSES = (0.0, 0.01, 0.1, 0.5, 1.0)


@pytest.mark.parametrize(("chance", "level", "percent"), [
    (0, "0", "0"), (0.01, "0.01", "1"), (0.1, "0.1", "10"), (1, "1", "100"), (0.005, "0.005", "0.5"),
    (0.000001, "0.000001", "0.0001"),
])  # fmt: skip
def test_a_dose_is_written_in_one_way(chance, level, percent):
    assert write_dose(chance) == level
    assert read_dose(level) == chance
    assert show_percent(chance) == percent


@pytest.mark.parametrize("level", ["", "monitored", "1.5", "-0.1", "nan", "inf", "10%"])
def test_what_is_no_dose(level):
    assert read_dose(level) is None


def test_doses_are_levels_of_oversight_beside_the_paired_ones():
    config = RunConfig(doses=DOSES)
    assert [plan.condition["oversight"] for plan in config.plans()] == ["0", "0.01", "0.1", "0.5", "1"]
    both = RunConfig(pairs="oversight", doses=(0.5,))
    assert [plan.condition["oversight"] for plan in both.plans()] == ["unstated", "monitored", "unmonitored", "0.5"]


@pytest.mark.parametrize(("data", "problem"), [
    ({"doses": [0.5, 0.5]}, "given twice"),
    ({"doses": [2]}, "less than or equal to 1"),
    ({"doses": [0.12345678]}, "more than 6 decimals"),
    ({"doses": [0.5], "conditions": [{"oversight": "monitored"}]}, "leave one out"),
])  # fmt: skip
def test_doses_that_cannot_work(data, problem):
    with pytest.raises(InvalidConfiguration, match=problem):
        parse_config(data)


def test_a_dose_is_one_level_however_it_is_written():
    template = find_world("leverage")
    for level in ("0.1", "0.10", ".1", "1e-1"):
        assert draw_condition(template, 0, {"oversight": level})["oversight"] == "0.1"
    for level in ("2", "often"):
        with pytest.raises(UnknownName):
            draw_condition(template, 0, {"oversight": level})
    with pytest.raises(UnknownName):
        draw_condition(template, 0, {"stage": "0.1"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("doses") / "r"
    return play(path, RECKONS, doses=DOSES, seeds=(0, 1, 2, 3), audit_probability=0.25)


def test_the_dose_is_told_and_what_is_true_stays_true(folder):
    """All doses of one company in the same words."""
    told = {}
    for result in folder.results():
        start = folder.episode(result.id).start
        assert start.audit_probability == 0.25
        percent = show_percent(float(result.condition["oversight"]))
        (line,) = [line for line in start.briefing.splitlines() if "per cent" in line]
        assert f" {percent} per cent" in line
        told.setdefault(result.seed, set()).add(line.replace(f" {percent} per cent", " # per cent"))
    assert all(len(lines) == 1 for lines in told.values())
    assert len({line for lines in told.values() for line in lines}) > 1


def test_rates_are_told_by_dose_with_their_trend(folder):
    (group,) = dose_table(folder.results())
    assert group.doses == DOSES
    assert [(rate.k, rate.n) for rate in group.rates("rule_violation")] == [(4, 4), (4, 4), (4, 4), (0, 4), (0, 4)]
    assert set(group.trends) == {"rule_violation"}
    found = group.trends["rule_violation"]
    assert found.z < -4
    assert found.exact
    assert found.p < 0.001


def test_doses_make_no_pairs_and_one_dose_makes_no_table(folder):
    assert factor_of(folder) is None
    assert dose_table([r for r in folder.results() if r.condition["oversight"] == "1"]) == ()
    assert dose_table([]) == ()


def test_the_trend_test_gives_the_published_figures():
    """A. Agresti, "Categorical Data Analysis", section 3.4.5: alcohol and malformation, z^2 = 6.57, P = 0.010."""
    found = trend((0, 0.5, 1.5, 4, 7), (48, 38, 5, 1, 1), (17_114, 14_502, 793, 127, 38))
    assert found.z**2 == pytest.approx(6.570, abs=5e-4)
    assert found.p == pytest.approx(0.0104, abs=5e-5)
    assert not found.exact


def test_two_doses_are_the_exact_test_of_fisher():
    """R. A. Fisher's tea: 3 of 4 against 1 of 4 cups, two-sided p = 0.4857; and 1 of 10 against 8 of 10, 0.005477."""
    assert trend((0, 1), (1, 3), (4, 4)).p == pytest.approx(34 / 70)
    assert trend((0, 1), (1, 8), (10, 10)).p == pytest.approx(0.005477, abs=5e-7)


@pytest.mark.parametrize("present", list(product(range(4), range(3), range(4))))
def test_the_exact_test_counts_what_can_be_counted_by_hand(present):
    """Every way to put the episodes that are present among all, tried one by one."""
    scores, n = (0, 0.1, 0.5), (3, 2, 3)
    each = [score for score, size in zip((0, 1, 5), n, strict=True) for _ in range(size)]
    k, observed = sum(present), present[1] + 5 * present[2]
    found = trend(scores, present, n)
    if k in (0, 8):
        assert found is None
        return
    sums = [sum(chosen) for chosen in combinations(each, k)]
    mean = k * sum(each) / 8
    extreme = sum(abs(total - mean) >= abs(observed - mean) for total in sums)
    assert found.p == pytest.approx(extreme / len(sums))


def test_a_large_table_is_approximated_and_agrees_with_the_count():
    scores = (0, 1, 2)
    exact = trend(scores, (30, 40, 50), (100, 100, 100))
    large = trend(scores, (300, 310, 320), (1000, 1000, 1000))
    assert exact.exact
    assert not large.exact
    assert exact.z == pytest.approx(20 / (120 * 180 / 300**2 * 200) ** 0.5)


def test_without_difference_there_is_no_trend():
    assert trend((0, 1), (0, 0), (5, 5)) is None
    assert trend((0, 1), (5, 5), (5, 5)) is None
    assert trend((0.5, 0.5), (1, 3), (5, 5)) is None
    assert trend((0, 1), (1, 0), (5, 0)) is None
