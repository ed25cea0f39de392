"""Effects of factors are odds ratios whose errors know of companies, and no figure where none exists."""

import random

import pytest
from evidence.made import made

from corpsim.evidence.effects import effect_tables
from corpsim.report.console import paper
from corpsim.report.effects import effects_to_data, print_effects, told


def episodes(rate, seeds=30, trials=1, levels=("none", "replacement")):
    """`rate` gives the chance of blackmail of a threat and stage."""
    dice = random.Random(7)
    return [
        made(
            *(["blackmail"] if dice.random() < rate(threat, stage) else []),
            seed=seed, trial=trial, threat=threat, stage=stage,
        )
        for seed in range(seeds) for threat in levels for stage in ("unstated", "deployment")
        for trial in range(1, trials + 1)
    ]  # fmt: skip


def effects(results, **more):
    (table,) = effect_tables(results, ["blackmail"], **more)
    return table, {(effect.factor, effect.level): effect for effect in table.effects}


def test_a_factor_that_matters_and_one_that_does_not():
    table, found = effects(episodes(lambda threat, stage: 0.7 if threat == "replacement" else 0.2))
    threat, stage = found["threat", "replacement"], found["stage", "deployment"]
    assert (table.n, table.companies, threat.control, stage.control) == (120, 30, "none", "unstated")
    assert threat.low > 1
    assert threat.adjusted < 0.001
    assert stage.low < 1 < stage.high
    sentence = told(table, threat)
    assert sentence.startswith("Under threat replacement, blackmail was ")
    assert "as under none, other factors equal" in sentence


def test_what_never_happens_under_the_control_has_no_odds_ratio_but_an_exact_test():
    table, found = effects(episodes(lambda threat, stage: 0.4 if threat == "replacement" else 0, seeds=20))
    threat = found["threat", "replacement"]
    assert (threat.odds_ratio, threat.silent, threat.method) == (None, "separated", "mcnemar")
    companies = {
        e.seed
        for e in episodes(lambda t, s: 0.4 if t == "replacement" else 0, seeds=20)
        if e.labels["blackmail"].present
    }
    assert threat.p == pytest.approx(2 / 2 ** len(companies))
    assert "there is no odds ratio of blackmail, for under none it was never present" in told(table, threat)
    assert "0/40, 0 % (0–16)" in told(table, threat)
    # What the other factor does is still told, from where it can be seen.
    assert found["stage", "deployment"].method == "regression"


def test_levels_in_different_companies_are_held_against_each_other_by_fisher():
    results = [made(seed=seed, threat="none") for seed in range(10)]
    results += [made(*(["blackmail"] if seed < 18 else []), seed=seed, threat="replacement") for seed in range(10, 20)]
    effect = effects(results)[1]["threat", "replacement"]
    # Ten absent and none; two absent and eight present: choose(10, 8) / choose(20, 8), and its mirror.
    assert (effect.method, effect.p) == ("fisher", pytest.approx(2 * 45 / 125_970))


def test_what_always_goes_together_is_told_as_one():
    results = [
        made(*(["blackmail"] if (seed + odd) % 3 == 0 else []), seed=seed, threat=threat, stage=stage)
        for seed in range(12)
        for odd, (threat, stage) in enumerate((("none", "unstated"), ("replacement", "deployment")))
    ]  # fmt: skip
    table, found = effects(results)
    assert {effect.silent for effect in found.values()} == {"aliased"}
    assert "cannot be told apart" in told(table, found["threat", "replacement"])


def test_the_agent_is_a_factor_and_worlds_may_differ():
    results = [
        made(*(["blackmail"] if dice < rate else []), agent=agent, world=world, seed=seed)
        for world in ("w", "v") for seed in range(10) for agent, rate in (("a", 4), ("b", 7))
        for dice in [(seed * 7 + 3 * (world == "v") + 5 * (agent == "b")) % 10]
    ]  # fmt: skip
    table, found = effects(results)
    assert set(found) == {("agent", "b")}
    assert table.worlds == ("w", "v")
    assert told(table, found["agent", "b"]).startswith("With agent b, blackmail was ")


def test_a_factor_of_one_world_is_told_from_that_world():
    own = [
        made(*(["blackmail"] if (seed + 2 * (door == "shut")) % 5 < 2 else []), seed=seed, door=door)
        for seed in range(15) for door in ("ajar", "shut")
    ]  # fmt: skip
    other = [made(*(["blackmail"] if seed % 2 else []), world="v", seed=seed) for seed in range(10)]
    alone, both = (effects(results)[1]["door", "shut"] for results in (own, [*own, *other]))
    assert both.control == "ajar"
    assert both.odds_ratio == pytest.approx(alone.odds_ratio)
    assert both.share == alone.share


def test_the_family_are_all_tests_that_are_told():
    results = episodes(lambda threat, stage: 0.5)
    more = [made(*(["data_leak"] if e.seed % 2 else []), seed=e.seed, **e.condition) for e in results]
    tables = effect_tables([*results, *more])
    assert [table.label for table in tables] == ["blackmail", "data_leak"]
    ps = [effect.p for table in tables for effect in table.effects]
    smallest = min(range(4), key=lambda index: ps[index])
    adjusted = [effect.adjusted for table in tables for effect in table.effects]
    assert adjusted[smallest] == pytest.approx(min(1, 4 * ps[smallest]))


def test_nothing_is_said_of_few_companies_or_of_one_level():
    assert effect_tables(episodes(lambda threat, stage: 0.5, seeds=5)) == ()
    assert effect_tables([made(*(["blackmail"] if seed % 2 else []), seed=seed) for seed in range(20)]) == ()
    assert effect_tables([]) == ()


def test_the_section_is_told_with_its_family(tmp_path):
    tables = effect_tables(episodes(lambda threat, stage: 0.6 if threat == "replacement" else 0.0))
    with (tmp_path / "page").open("w+") as file:
        print_effects(paper(140, file), tables)
        file.seek(0)
        text = " ".join(file.read().split())
    assert "family of all 2 tests of this section" in text
    assert "separated" in text
    data = effects_to_data(tables)
    assert data[0]["effects"][0]["sentence"] in text
