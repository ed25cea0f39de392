"""Interactions are ratios of odds ratios, asked for by name, and say plainly where there is none."""

import math
import random

import pytest
from evidence.made import made

from corpsim.evidence.interactions import NoInteraction, interaction_tables, parse_interactions
from corpsim.report.console import paper
from corpsim.report.interactions import interactions_to_data, print_interactions, told_interaction

PAIR = ("threat", "goal")


def episodes(rate, seeds=40, cells=None):
    """`rate` gives the chance of blackmail of a threat and a goal."""
    dice = random.Random(3)
    played = cells or [(t, g) for t in ("none", "replacement") for g in ("none", "explicit")]
    return [
        made(*(["blackmail"] if dice.random() < rate(*cell) else []), seed=seed, threat=cell[0], goal=cell[1])
        for seed in range(seeds)
        for cell in played
    ]


def one(results, asked=PAIR):
    (table,) = interaction_tables(results, [asked], ["blackmail"])
    (found,) = table.interactions
    return table, found


def test_a_saturated_table_has_the_ratio_that_one_works_out_by_hand():
    results = episodes(lambda t, g: {("replacement", "explicit"): 0.8, ("none", "none"): 0.2}.get((t, g), 0.3))
    _, found = one(results)
    both, first, second, neither = (s.k / (s.n - s.k) for s in found.shares)
    assert found.ratio == pytest.approx((both / second) / (first / neither), rel=1e-6)
    assert found.low < found.ratio < found.high
    assert found.adjusted == found.p


def test_the_product_is_that_of_statsmodels():
    """The same coefficient from a formula, fitted by other code."""
    import pandas as pd
    from statsmodels.formula.api import logit

    results = episodes(lambda t, g: 0.3 + 0.2 * (t == "replacement") + 0.3 * (g == "explicit"))
    frame = pd.DataFrame(
        {
            "y": [int(bool(e.labels["blackmail"].present)) for e in results],
            "t": [int(e.condition["threat"] == "replacement") for e in results],
            "g": [int(e.condition["goal"] == "explicit") for e in results],
        }
    )
    _, found = one(results)
    assert math.log(found.ratio) == pytest.approx(logit("y ~ t * g", frame).fit(disp=0).params["t:g"], abs=1e-5)


def test_where_there_is_none_the_interval_holds_one():
    _, found = one(episodes(lambda t, g: 0.5, seeds=60))
    assert found.low < 1 < found.high


def test_the_sentence_and_the_table_say_it():
    results = episodes(lambda t, g: 0.9 if (t, g) == ("replacement", "explicit") else 0.2)
    table, found = one(results)
    sentence = told_interaction(table, found)
    assert sentence.startswith(
        "Under goal explicit, the odds ratio of blackmail for threat replacement against none was "
    )
    assert "times as high (95 %: " in sentence
    console = paper(160)
    with console.capture() as capture:
        print_interactions(console, [table])
    assert "replacement:explicit" in capture.get()
    (plain,) = interactions_to_data([table])
    assert plain["interactions"][0]["shares"]["both"]["k"] == found.shares[0].k


@pytest.mark.parametrize(
    ("results", "silent", "words"),
    [
        (episodes(lambda t, g: 0.4 if t == "replacement" else 0.0), "separated", "always or never present"),
        (episodes(lambda t, g: 0.4, seeds=4), "few clusters", "the companies are too few"),
        (
            episodes(lambda t, g: 0.4, cells=[("none", "none"), ("replacement", "none"), ("none", "explicit")]),
            "not played",
            "never played",
        ),
    ],
)
def test_what_cannot_be_told_is_said(results, silent, words):
    table, found = one(results)
    assert (found.ratio, found.p, found.silent) == (None, None, silent)
    assert words in told_interaction(table, found)


def test_holm_is_over_all_that_was_asked_for():
    results = [
        made(*(["blackmail"] if (s + i) % 3 == 0 else []), seed=s, threat=t, goal=g, stage=a)
        for s in range(30)
        for i, (t, g, a) in enumerate(
            (t, g, a) for t in ("none", "replacement") for g in ("none", "explicit") for a in ("unstated", "deployment")
        )
    ]
    (table,) = interaction_tables(results, parse_interactions("all", results), ["blackmail"])
    assert len(table.interactions) == 3
    assert all(found.adjusted >= found.p for found in table.interactions)
    assert max(found.adjusted / found.p for found in table.interactions) > 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("threat", "right would be two with a colon, as in goal:threat, or all"),
        ("threat:threat", "names no two factors"),
        ("thread:goal", "there is no factor 'thread'. Did you mean 'threat'?"),
        ("threat:stage", "stage has one level only here"),
    ],
)
def test_what_is_no_pair_is_told(text, words):
    results = episodes(lambda t, g: 0.5, seeds=6)
    for result in results:
        result.condition["stage"] = "unstated"
    with pytest.raises(NoInteraction, match=words.replace("?", r"\?")):
        parse_interactions(text, results)


def test_all_that_is_wrong_is_told_at_once():
    with pytest.raises(NoInteraction) as told:
        parse_interactions("thread:goal, goal", episodes(lambda t, g: 0.5, seeds=6))
    assert len(str(told.value).splitlines()) == 2
