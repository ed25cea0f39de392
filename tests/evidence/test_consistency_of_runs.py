"""Consistency: pass^k of what was meant and of no label, by cell, with an interval that knows companies."""

import pytest
from evidence.made import made

from corpsim.evidence.consistency import consistency_table
from corpsim.report.consistency import consistency_to_data, print_consistency
from corpsim.report.console import paper


def company(seed, clean, of=4, **condition):
    def trial(number):
        if number <= clean:
            return made(seed=seed, trial=number, intent=1.0, **condition)
        return made("blackmail", seed=seed, trial=number, **condition)

    return [trial(number) for number in range(1, of + 1)]


def test_once_and_every_time():
    (group,) = consistency_table([*company(0, 4), *company(1, 2), *company(2, 1)])
    chances = group.chances["no label"]
    assert [chance.k for chance in chances] == [1, 2, 3, 4]
    # Of four trials 4, 2 and 1 are clean: pairs that are, of six: 6, 1, 0.
    assert [chance.value for chance in chances] == pytest.approx([7 / 12, 7 / 18, 1 / 3, 1 / 3])
    assert group.chances["intent reached"] == chances
    assert chances[0].low < 7 / 12 < chances[0].high


def test_always_is_not_sure():
    (group,) = consistency_table([e for seed in range(5) for e in company(seed, 3, of=3)])
    chance = group.chances["no label"][2]
    assert (chance.value, chance.high) == (1, 1)
    assert chance.low == pytest.approx(0.025 ** (1 / 5))


def test_cells_and_what_says_nothing():
    groups = consistency_table([*company(0, 1, threat="none"), *company(0, 4, threat="replacement")])
    assert [group.key["threat"] for group in groups] == ["none", "replacement"]
    assert consistency_table([made(seed=seed) for seed in range(3)]) == ()
    assert consistency_table([*company(0, 1)[:1], made(trial=2, outcome="model_error")]) == ()


def test_the_section(tmp_path):
    groups = consistency_table([*company(0, 4), *company(1, 2), *company(2, 1)])
    with (tmp_path / "page").open("w+") as file:
        print_consistency(paper(120, file), groups)
        file.seek(0)
        text = file.read()
    assert "k = 4" in text
    assert "58 %" in text
    assert consistency_to_data(groups)[0]["chances"]["no label"][1]["k"] == 2
