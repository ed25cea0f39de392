import pytest
from runs.common import play

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.doses import dose_table
from corpsim.runs.pairs import factors_of, paired_cells, read_pairs
from corpsim.runs.parts import Part
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

GRID = {"name": "grid", "conditions": [{"threat": "none"}, {"threat": "replacement"}], "seeds": [0, 1]}


def test_parts_follow_each_other_with_designs_of_their_own():
    config = parse_config(
        {
            "agents": ["honest", "do_nothing"],
            "seeds": [7],
            "parts": [GRID, {"name": "pairs", "pairs": "oversight", "agents": ["honest"], "trials": 2}],
        }
    )
    plans = config.plans()
    assert [plan.part for plan in plans] == ["grid"] * 8 + ["pairs"] * 6
    assert {plan.seed for plan in plans[:8]} == {0, 1}
    assert {plan.seed for plan in plans[8:]} == {7}
    assert {plan.agent for plan in plans[8:]} == {"honest"}
    assert len({plan.id for plan in plans}) == 14


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"parts": [GRID, GRID]}, "'grid' is the name of two parts"),
        ({"parts": [GRID], "pairs": "oversight"}, "belong to the parts"),
        ({"parts": [{**GRID, "worlds": ["leek"]}], "worlds": ["leak"]}, "'leek' is none of the run's worlds.*'leak'"),
        ({"parts": [{**GRID, "sed": [1]}]}, "parts.0.sed"),
        ({"parts": [{"name": ""}]}, "parts.0.name"),
    ],
)
def test_parts_that_do_not_fit_are_refused(asked, told):
    with pytest.raises(InvalidConfiguration, match=told):
        parse_config(asked)


def test_each_part_is_compared_in_its_own_way(tmp_path):
    parts = [
        GRID,
        {"name": "watched", "pairs": "oversight"},
        {"name": "doses", "doses": [0, 1]},
        {"name": "threats", "pairs": "threat"},
    ]
    folder = RunFolder.create(tmp_path / "run", parse_config({"parts": parts}))
    assert factors_of(folder) == {"watched": "oversight", "threats": "threat"}
    assert [factor for factor, _ in paired_cells(folder)] == ["oversight", "threat"]


def test_a_run_of_parts_is_played_compared_and_resumed(tmp_path):
    parts = [{"name": "watched", "pairs": "oversight"}, {"name": "doses", "doses": [0, 1]}]
    folder = play(tmp_path / "run", "do_nothing", parts=[Part(**part) for part in parts])
    assert [result.outcome for result in folder.results()] == ["completed"] * 5
    assert [pair.factor for pair in read_pairs(folder)] == ["oversight"]
    (doses,) = dose_table(folder.results())
    assert doses.doses == (0, 1)
    with pytest.raises(InvalidConfiguration, match="parts"):
        play(tmp_path / "run", "do_nothing", parts=[Part(**parts[0])])
