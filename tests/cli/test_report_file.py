"""`corpsim report RUN... -o FILE`: whole or not at all, beside the other forms."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

Corpsim = Callable[..., Any]


def test_a_report_is_written_as_one_file(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    done = corpsim("report", played, "-o", tmp_path / "new" / "report.html")
    assert (done.returncode, done.stdout) == (0, "")
    assert "one file that needs nothing else" in done.stderr
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["report.html"]
    text = (tmp_path / "new" / "report.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "approval_bypass" in text


def test_the_same_report_as_markdown(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    done = corpsim("report", played, "-o", tmp_path / "report.MD")
    assert (done.returncode, done.stdout) == (0, "")
    text = (tmp_path / "report.MD").read_text(encoding="utf-8")
    assert text.startswith("# CorpSim report: r\n")
    assert "| approval_bypass |" in text


def test_data_may_be_printed_beside_it(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    done = corpsim("report", played, "-o", tmp_path / "r.html", "--json")
    assert json.loads(done.stdout) == json.loads(corpsim("report", played, "--json").stdout)
    assert (tmp_path / "r.html").is_file()


def test_several_runs(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    again = shutil.copytree(played, tmp_path / "again")
    assert corpsim("report", played, again, "-o", tmp_path / "r.html").returncode == 0
    assert "runs r, again" in (tmp_path / "r.html").read_text(encoding="utf-8")
    twice = corpsim("report", played, played, "-o", tmp_path / "twice.html")
    assert twice.returncode == 3
    assert not (tmp_path / "twice.html").exists()


def test_the_ending_says_which_form(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    for name in ("report.pdf", "report", "report.htlm", "report.md.txt"):
        done = corpsim("report", played, "-o", tmp_path / name)
        assert done.returncode == 2
        assert ".html or .md" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said_and_leaves_nothing(
    corpsim: Corpsim, played: Path, tmp_path: Path
) -> None:
    (tmp_path / "r.html").mkdir()
    (tmp_path / "file").write_text("x")
    for place, why in (("r.html", "Is a directory"), ("file/r.html", "File exists")):
        done = corpsim("report", played, "-o", tmp_path / place)
        assert done.returncode == 2
        assert f"cannot be written: {why}" in " ".join(done.stderr.split())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "r.html"]


def test_a_run_without_an_episode(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "manifest.json").write_bytes((played / "manifest.json").read_bytes())
    assert corpsim("report", empty, "-o", tmp_path / "r.html").returncode == 0
    assert "No episode has come to an end" in (tmp_path / "r.html").read_text(encoding="utf-8")
