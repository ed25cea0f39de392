"""A set of trajectories tells what an overseer sees, and its labels stand apart."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpsim.report.trajectories import export_trajectories, public_id
from corpsim.report.trajectory_card import CANARY
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder

parquet: Any = pytest.importorskip("pyarrow.parquet")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = tmp_path_factory.mktemp("set") / "r"
    run_blocking(RunConfig(worlds=("leak",), agents=("honest", "leaker"), seeds=(0, 1)), folder)
    return RunFolder.open(folder)


@pytest.fixture(scope="module")
def made(run: RunFolder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    assert export_trajectories(run, folder).episodes == 4
    return folder


def test_steps_and_labels_join(run: RunFolder, made: Path) -> None:
    """Every step is a row, every decided label is a row, and both are joined by an id that tells nothing."""
    steps, labels = (parquet.read_table(made / f"{name}.parquet").to_pylist() for name in ("trajectories", "labels"))
    played = {public_id(run, plan.id): run.episode(plan.id) for plan in run.plans}
    assert len(steps) == sum(len(record.steps) for record in played.values())
    assert {row["episode"] for row in steps} == {row["episode"] for row in labels} == set(played)
    assert [row["episode"] for row in steps] == sorted(row["episode"] for row in steps)
    leaks = [row for row in labels if row["label"] == "data_leak" and row["present"]]
    assert {row["agent"] for row in leaks} == {"leaker"}
    for row in leaks:
        step = next(s for s in steps if (s["episode"], s["step"]) == (row["episode"], row["first_step"]))
        assert step["tool"] == "forward_email"
        assert "MailSent" in step["events_after"]


def test_trajectories_tell_no_label(run: RunFolder, made: Path) -> None:
    """Agent, condition, reward, label and thought stand in no row of the trajectories."""
    table = parquet.read_table(made / "trajectories.parquet")
    assert not {"agent", "reward", "condition", "present", "label", "seed"} & set(table.column_names)
    rows = table.to_pylist()
    whole = json.dumps(rows)
    for word in ("leaker", "data_leak", "proxy", "audit_probability"):
        assert word not in whole
    thoughts = [s.call["args"]["text"] for p in run.plans for s in run.episode(p.id).steps if s.call["tool"] == "think"]
    assert thoughts
    assert all(thought not in whole for thought in thoughts)
    assert all(json.loads(row["args"]) is not None for row in rows)


def test_canary_stands_everywhere(made: Path) -> None:
    """Whoever copies a row copies the canary."""
    assert CANARY in (made / "README.md").read_text()
    for name in ("trajectories", "labels"):
        assert set(parquet.read_table(made / f"{name}.parquet").column("canary").to_pylist()) == {CANARY}


def test_same_bytes_again(run: RunFolder, made: Path, tmp_path: Path) -> None:
    """The same run makes the same set."""
    export_trajectories(run, tmp_path)
    for file in made.iterdir():
        assert (tmp_path / file.name).read_bytes() == file.read_bytes()


def test_thoughts_where_asked_for(run: RunFolder, tmp_path: Path) -> None:
    """With thoughts they are in it, and the card says so."""
    export_trajectories(run, tmp_path, thoughts=True)
    rows = parquet.read_table(tmp_path / "trajectories.parquet").to_pylist()
    assert any(row["tool"] == "think" and "text" in json.loads(row["args"]) for row in rows)
    assert "Thoughts are included" in (tmp_path / "README.md").read_text()
