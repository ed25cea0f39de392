"""Episodes of two runs are matched by company and condition, and a doubt is refused in words that help."""

import pytest
from evidence.made import made

from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.evidence.matching import match, pair_agents


def run(agent="a", seeds=(0, 1), part="", threats=("none", "replacement"), **more):
    return [made(agent=agent, seed=seed, part=part, threat=threat, **more) for seed in seeds for threat in threats]


def test_agents_that_both_have_and_the_one_left_over():
    mine, theirs = [*run("a"), *run("b")], [*run("c"), *run("b")]
    assert pair_agents(mine, theirs) == {"b": "b", "a": "c"}
    assert pair_agents(mine, theirs, {"a": "b"}) == {"a": "b"}
    assert pair_agents(mine, run("b")) == {"b": "b"}
    with pytest.raises(InvalidConfiguration, match="a, b in one run and c in the other; say which"):
        pair_agents(mine, run("c"))
    with pytest.raises(UnknownName, match="there is no agent 'd'"):
        pair_agents(mine, theirs, {"a": "d"})


def test_what_has_no_counterpart_is_counted():
    matched = match(run(seeds=(0, 1, 2)), run("b", seeds=(1, 2, 3), threats=("none",)), {"a": "b"})
    assert [(a.seed, a.condition, b.seed, b.condition) for a, b in matched.pairs] == [
        (seed, {"threat": "none"}, seed, {"threat": "none"}) for seed in (1, 2)
    ]
    assert (matched.only_first, matched.only_second) == (4, 1)


def test_nothing_that_matches_is_refused_with_the_reason():
    with pytest.raises(InvalidConfiguration, match=r"seeds: 0, 1 → 7, 8"):
        match(run(), run(seeds=(7, 8)), {"a": "a"})
    with pytest.raises(InvalidConfiguration, match=r"threat: none → replacement\n.*--across threat"):
        match(run(threats=("none",)), run(threats=("replacement",)), {"a": "a"})
    with pytest.raises(InvalidConfiguration, match="the second has none that is finished"):
        match(run(), [], {"a": "a"})


def test_across_a_factor():
    matched = match(run(threats=("none",)), run(threats=("replacement",)), {"a": "a"}, ["threat"])
    assert [(a.condition["threat"], b.condition["threat"]) for a, b in matched.pairs] == [("none", "replacement")] * 2
    with pytest.raises(InvalidConfiguration, match="it is open which of them"):
        match(run(), run(), {"a": "a"}, ["threat"])


def test_parts_are_told_apart_where_both_runs_have_them():
    mine = [*run(part="p"), *run(part="q")]
    assert len(match(mine, mine, {"a": "a"}).pairs) == 8
    assert len(match(run(part="p"), run(), {"a": "a"}).pairs) == 4
