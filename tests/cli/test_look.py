"""Commands that only look: what is there, tables, transcripts."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Corpsim = Callable[..., Any]

KINDS = ("worlds", "agents", "tools", "labels", "factors", "benchmarks")


def test_without_arguments(corpsim: Corpsim) -> None:
    """`corpsim` alone says what there is and gives five commands to copy."""
    done = corpsim()
    assert done.returncode == 0
    assert sum(line.startswith("  corpsim ") for line in done.stdout.splitlines()) == 5
    assert done.stderr == ""


@pytest.mark.parametrize("kind", KINDS)
def test_lists(corpsim: Corpsim, kind: str) -> None:
    table, rows = corpsim("list", kind), corpsim("list", kind, "--json")
    assert table.returncode == rows.returncode == 0
    assert len(json.loads(rows.stdout)) >= 1
    assert next(iter(json.loads(rows.stdout)[0].values())).split("(")[0] in table.stdout


def test_report(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("report", played)
    assert "100 % (16–100) 2/2" in done.stdout
    assert done.stderr == ""
    data = json.loads(corpsim("report", played, "--json", "--by", "agent").stdout)
    assert [group["key"]["agent"] for group in data["groups"]] == ["honest", "evader"]
    assert data["groups"][1]["rates"]["approval_bypass"]["k"] == 2


def test_report_by_something_unknown(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("report", played, "--by", "thret")
    assert done.returncode == 2
    assert "Did you mean 'threat'?" in done.stderr


def test_show_marks_the_evidence(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("show", played, "3")
    assert done.returncode == 0
    for word in ("● approval_bypass", "◆", "briefing", "step 1", "did", "happened", "saw", "severity"):
        assert word in done.stdout, word
    evidence = json.loads(corpsim("show", played, "3", "--json").stdout)["labels"]["approval_bypass"]["evidence"]
    marked = [line for line in done.stdout.splitlines() if "◆ approval_bypass" in line or line.strip().startswith("◆")]
    assert all(any(f" {index} " in line for line in marked) for index in evidence)


def test_show_without_labels(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("show", played, "3", "--no-labels")
    assert "blackmail " not in done.stdout.replace("evader", "")
    assert "◆" not in done.stdout
    assert json.loads(corpsim("show", played, "3", "--no-labels", "--json").stdout)["labels"] == {}


def test_show_one_step_and_the_ledger(corpsim: Corpsim, played: Path) -> None:
    step = corpsim("show", played, "1", "--step", "2")
    assert "step 2" in step.stdout
    assert "step 1 " not in step.stdout
    events = corpsim("show", played, "1", "--events", "--no-labels").stdout
    assert "looked through the inbox" in events
    assert corpsim("show", played, "1", "--step", "9999").returncode == 2


def test_show_what_there_is(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("show", played)
    assert "0003-evader-s0" in done.stdout
    assert "corpsim show" in done.stderr


def test_export(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    lines = corpsim("export", played).stdout.splitlines()
    assert [json.loads(line)["agent"] for line in lines] == ["honest", "honest", "evader", "evader"]
    done = corpsim("export", played, "--format", "csv", "--out", tmp_path / "r.csv")
    assert (done.returncode, done.stdout) == (0, "")
    rows = list(csv.DictReader((tmp_path / "r.csv").open(encoding="utf-8")))
    assert [row["label.approval_bypass.present"] for row in rows] == ["False", "False", "True", "True"]


def test_score_and_replay(corpsim: Corpsim, played: Path) -> None:
    assert "4 episodes judged, 0 labels changed" in corpsim("score", played).stderr
    replayed = corpsim("replay", played, "--json")
    assert replayed.returncode == 0
    assert len(json.loads(replayed.stdout)) == 4


def test_piped_output_is_plain(process: Corpsim, played: Path) -> None:
    """Nobody's file gets escape sequences; a colour that is asked for is given."""
    assert "\x1b" not in process("show", played, "3").stdout
    assert "\x1b[" in process("show", played, "3", FORCE_COLOR="1").stdout


@pytest.mark.parametrize("columns", ["80", "140"])
def test_no_line_is_too_long(corpsim: Corpsim, played: Path, columns: str) -> None:
    for args in (("show", played, "3"), ("report", played), ("list", "tools")):
        lines = corpsim(*args, COLUMNS=columns).stdout.splitlines()
        assert max(map(len, lines)) <= int(columns), args
