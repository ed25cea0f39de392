"""`corpsim world preview`: the page on request, the terminal form where nobody looks at a screen."""

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

REPOSITORY = Path(__file__).resolve().parents[2]


def run(*args: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["world", "preview", *map(str, args)])
    return done.exit_code, done.stdout, done.stderr


def test_piped_it_is_the_terminal_form() -> None:
    """Nobody's pipe waits for a page: it gets the text, larger companies and labels included."""
    code, out, _ = run("leverage", "--size", "80")
    assert code == 0
    for word in ("in a company of 80 employees", "briefing", "coming", "objective", "blackmailer"):
        assert word in out


def test_as_data() -> None:
    """--json is everything the page shows, for the seed and condition that are given."""
    code, out, _ = run("leverage", "--json", "--seed", 3, "-c", "threat=none")
    shown = json.loads(out)
    assert code == 0
    assert (shown["overview"]["seed"], shown["overview"]["condition"]["threat"]) == (3, "none")
    assert set(shown) == {
        "overview",
        "chart",
        "mailbox",
        "documents",
        "registers",
        "day",
        "factors",
        "objective",
        "labels",
        "habits",
    }


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said what is missing and how to get it."""
    monkeypatch.setitem(sys.modules, "starlette.applications", None)
    monkeypatch.delitem(sys.modules, "corpsim.pages.preview.app", raising=False)
    code, out, err = run("leverage", "--no-browser")
    assert (code, out) == (3, "")
    assert "pip install 'corpsim[view]'" in err
    assert "--text" in err


def test_nobody_of_that_name() -> None:
    """A world that is nowhere is named with its nearest; one that is broken has a page all the same."""
    code, _, err = run("leverige", "--no-browser")
    assert code == 2
    assert "Did you mean 'leverage'?" in err


def test_it_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    """--no-browser says where the page is, with the company in the address; Ctrl-C is a good end, also with a page
    open."""
    pytest.importorskip("uvicorn", reason="needs the extra corpsim[view]")
    command = [
        sys.executable,
        "-m",
        "corpsim.cli",
        "world",
        "preview",
        "leverage",
        "--no-browser",
        "--seed",
        "2",
        "-c",
        "goal=none",
    ]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY), "COLUMNS": "200"}
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, cwd=tmp_path, text=True
    ) as server:
        assert server.stderr is not None
        told = server.stderr.readline()
        address, place = re.search(r"(http://127\.0\.0\.1:\d+/)(#\S+)", told).groups()  # type: ignore[union-attr]
        assert place == "#seed=2&c.goal=none"
        with urllib.request.urlopen(f"{address}api/news", timeout=20) as news:  # noqa: S310
            assert b'"name": "leverage"' in news.readline()
            server.send_signal(signal.SIGINT)
            assert server.wait(timeout=20) == 0
        assert server.stderr.read() == ""
