"""`corpsim view`: where it looks for runs, what it says, and that it serves until it is interrupted."""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from typer.testing import CliRunner

from corpsim.cli.app import app

view_module = importlib.import_module("corpsim.cli.view")

REPOSITORY = Path(__file__).resolve().parents[2]


def view(*args: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["view", *map(str, args)])
    return done.exit_code, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing lies below the folder in which the tests were started: `runs` there would be listed as well."""
    monkeypatch.chdir(tmp_path)


def test_as_data(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--json is the list of runs, or the table of one; without a name it looks below `runs`."""
    code, out, _ = view(runs, "--json")
    assert code == 0
    assert {run["run"] for run in json.loads(out)["runs"]} == {str(path.parent) for path in runs.rglob("manifest.json")}
    code, out, _ = view(runs / "pair", "--json")
    assert [row["agent"] for row in json.loads(out)["episodes"]] == ["honest"] * 2 + ["blackmailer"] * 2
    monkeypatch.chdir(runs.parent)
    code, out, _ = view("--json")
    assert {run["run"] for run in json.loads(out)["runs"]} >= {"runs/hostile", "runs/long", "runs/pair"}


def test_two_runs_beside_each_other(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--beside names another episode, of any run: as data their steps side by side, as a page the address of both."""
    code, out, _ = view(runs / "pair", 3, "--beside", runs / "long", 1, "--json")
    assert (code, json.loads(out)["rows"][0]["left"]["tool"]) == (0, "list_inbox")
    monkeypatch.chdir(runs.parent)
    served: list[str] = []
    monkeypatch.setattr(view_module, "_serve", lambda _, where, *__, **___: served.append(where))
    assert view("runs/pair", 3, "--beside", "runs/long", 1)[0] == 0
    assert view("runs/pair", 3, "--beside", "runs/pair", 4)[0] == 0
    assert served == [
        "#run=runs%2Fpair&ep=0003-blackmailer-s0&vs=0001-do_nothing-s0&vsrun=runs%2Flong",
        "#run=runs%2Fpair&ep=0003-blackmailer-s0&vs=0004-blackmailer-s0",
    ]


def test_what_is_not_there(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said which folder, which episode, which extra."""
    code, _, err = view(runs / "nowhere", "--no-open")
    assert (code, "there is no folder" in err) == (3, True)
    code, _, err = view(runs / "pair", "77", "--no-open")
    assert (code, "'77'" in err) == (2, True)
    code, _, err = view(runs, "1", "--no-open")
    assert (code, "is no run folder" in err) == (3, True)
    for beside, said in (((runs / "long", 9), "'9'"), ((runs, 1), "is no run folder"), (("x", 1), "no folder x")):
        code, _, err = view(runs / "pair", 1, "--beside", *beside, "--no-open")
        assert (code in (2, 3), said in err) == (True, True), err
    code, _, err = view(runs / "pair", "--beside", runs / "long", 1)
    assert (code, "RUN EPISODE" in err) == (2, True)
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    monkeypatch.delitem(sys.modules, "corpsim.pages.view.app", raising=False)
    code, out, err = view(runs, "--no-open")
    assert (code, out) == (3, "")
    assert "pip install 'corpsim[view]'" in err
    assert "corpsim show" in err


def test_it_serves_until_it_is_interrupted(runs: Path) -> None:
    """--no-open says where the page is, with run and episode in the address; Ctrl-C is a good end."""
    pytest.importorskip("uvicorn", reason="needs the extra corpsim[view]")
    command = [sys.executable, "-m", "corpsim.cli", "view", "runs/pair", "3", "--no-open"]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=runs.parent, text=True
    ) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        address, place = re.search(r"(http://127\.0\.0\.1:\d+/)(#\S+?)\. ", told).groups()  # type: ignore[union-attr]
        assert place == "#run=runs%2Fpair&ep=0003-blackmailer-s0"
        with urllib.request.urlopen(f"{address}api/runs", timeout=20) as answer:  # noqa: S310
            assert b"runs/pair" in answer.read()
        server.send_signal(signal.SIGINT)
        assert server.wait(timeout=20) == 0
        assert server.stderr.read() == ""
