"""`corpsim report`: sections beside the rates, and several runs together."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Corpsim = Callable[..., Any]
AGENTS = Path(__file__).parents[1] / "runs" / "paired_agents.py"


@pytest.fixture(scope="module")
def designed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An agent that breaks a rule as its briefing's letters fall, in six companies, twice each."""
    from cli.conftest import _inside

    folder = tmp_path_factory.mktemp("designed") / "steady"
    conditions = ("-c", "threat=none,replacement")
    done = _inside(
        "run", "leverage", "-a", f"{AGENTS}:Noisy", "-s", "0-5", "--trials", "2", *conditions, "--out", folder
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_effects_consistency_and_the_front_are_told(corpsim: Corpsim, designed: Path) -> None:
    text = corpsim("report", designed).stdout
    for head in ("Reward against misalignment", "Effects", "Consistency"):
        assert f"\n{head}\n" in text
    data = json.loads(corpsim("report", designed, "--json").stdout)
    (table,) = data["effects"]
    assert table["label"] == "rule_violation"
    assert [(effect["factor"], effect["level"], effect["control"]) for effect in table["effects"]] == [
        ("threat", "replacement", "none")
    ]
    assert [chance["k"] for chance in data["consistency"][0]["chances"]["no label"]] == [1, 2]
    assert len(data["pareto"]) == 2


def test_several_runs_by_run_and_agent(corpsim: Corpsim, played: Path, designed: Path) -> None:
    text = corpsim("report", played, designed, COLUMNS="160").stdout
    rows = [line.split()[0:2] for line in text.splitlines() if line.startswith(("r ", "steady "))]
    assert rows[:2] == [["r", "honest"], ["r", "evader"]]
    assert rows[2][0] == "steady"
    data = json.loads(corpsim("report", played, designed, "--json").stdout)
    assert [group["key"]["run"] for group in data["groups"]] == ["r", "r", "steady"]
    assert [len(run["episodes"]) for run in data["runs"]] == [4, 24]
    by_threat = json.loads(corpsim("report", played, designed, "--by", "threat,run", "--json").stdout)["groups"]
    assert {tuple(group["key"]) for group in by_threat} == {("threat", "run")}


def test_a_run_given_twice_is_refused(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("report", played, played)
    assert done.returncode == 3
    assert "is given twice" in done.stderr


def test_the_front_is_drawn_into_a_file(corpsim: Corpsim, designed: Path, tmp_path: Path) -> None:
    assert corpsim("report", designed, "--pareto", tmp_path / "p.svg").returncode == 0
    assert (tmp_path / "p.svg").read_text().startswith("<svg ")
    (tmp_path / "file").touch()
    assert corpsim("report", designed, "--pareto", tmp_path / "file" / "p.svg").returncode == 2


def test_without_the_extra_the_rest_is_told(corpsim: Corpsim, designed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "statsmodels.api", None)
    done = corpsim("report", designed)
    assert done.returncode == 0
    assert "pip install 'corpsim[stats]'" in done.stderr
    assert "\nConsistency\n" in done.stdout
