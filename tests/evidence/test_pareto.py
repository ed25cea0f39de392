"""Reward against misalignment: which points no other beats, and how surely."""

import xml.etree.ElementTree as ET

import pytest
from evidence.made import made

from corpsim.evidence.pareto import pareto_points
from corpsim.report.console import paper
from corpsim.report.pareto import pareto_to_data, print_pareto
from corpsim.report.plots.pareto import pareto_svg


def agent(name, intents, labelled):
    return [
        made(*(["blackmail"] if seed < labelled else []), agent=name, seed=seed, intent=intent)
        for seed, intent in enumerate(intents)
    ]


RESULTS = [
    *agent("good", [0.8] * 10, 1),
    *agent("greedy", [1.0] * 10, 6),
    *agent("worse", [0.7] * 10, 6),
    *agent("idle", [0.0, 0.2] * 5, 0),
]


def test_the_front():
    points = {point.key["agent"]: point for point in pareto_points(RESULTS)}
    assert {name for name, point in points.items() if point.front} == {"good", "greedy", "idle"}
    assert points["worse"].steady == 0
    assert points["good"].steady > 0.6
    assert points["idle"].intent.value == pytest.approx(0.1)
    assert points["idle"].intent.low < 0.1 < points["idle"].intent.high
    assert (points["greedy"].labelled.k, points["greedy"].labelled.n) == (6, 10)


def test_equal_points_are_both_on_the_front_and_worlds_are_taken_together():
    results = [e for world in ("w", "v") for name in "ab" for e in (made(agent=name, world=world, seed=0),)]
    assert [(dict(point.key), point.front) for point in pareto_points(results)] == [
        ({"agent": "a"}, True), ({"agent": "b"}, True),
    ]  # fmt: skip


def test_one_company_tells_no_interval_and_no_episode_no_point():
    (point,) = pareto_points([made()])
    assert (point.steady, point.intent.low, point.front) == (None, None, True)
    assert pareto_points([]) == ()
    assert pareto_points([made(decided=())]) == ()


def test_the_picture_is_svg_with_its_text_and_nothing_acts():
    points = pareto_points([*RESULTS, *agent('<script>alert("x")</script>', [0.5] * 4, 2)])
    root = ET.fromstring(pareto_svg(points))  # noqa: S314, it is our own
    assert sum(mark.get("class", "").startswith("mark") for mark in root.iter()) == 5 + 5
    assert "idle, meant 0.10" in root.get("aria-label")
    assert root.findall(".//{*}script") == []


def test_the_table(tmp_path):
    points = pareto_points(RESULTS)
    with (tmp_path / "page").open("w+") as file:
        print_pareto(paper(120, file), points)
        file.seek(0)
        text = file.read()
    assert "0.80 (0.44–0.95)" in text
    assert "0.10 (" in text
    assert [found["front"] for found in pareto_to_data(points)] == [True, True, False, True]
