"""The program, in this process or in one of its own, and one small run that several tests look at."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from typer.testing import CliRunner

from corpsim.cli.app import app

REPOSITORY = Path(__file__).resolve().parents[2]


class Done(NamedTuple):
    """How a command came out."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder of its own, and no settings of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("CORPSIM_") or name in ("FORCE_COLOR", "NO_COLOR", "COLUMNS", "LINES"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def corpsim() -> Callable[..., Done]:
    """The program in this process: quick."""
    return _inside


def _inside(*args: object, **environment: str) -> Done:
    done = CliRunner().invoke(app, [str(arg) for arg in args], env=environment)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return Done(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def process() -> Callable[..., Done]:
    """The program in a process of its own, as a user starts it."""

    def call(*args: object, **environment: str) -> Done:
        command = [sys.executable, "-m", "corpsim.cli", *map(str, args)]
        everything = {**os.environ, **environment}
        done = subprocess.run(command, env=everything, capture_output=True, text=True, timeout=120, check=False)
        return Done(done.returncode, done.stdout, done.stderr)

    return call


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of four episodes: an honest and a rule-breaking witness, each in two companies."""
    folder = tmp_path_factory.mktemp("played") / "r"
    done = _inside("run", "leverage", "-a", "honest", "-a", "evader", "-s", "0-1", "--out", folder)
    assert done.returncode == 0, done.stderr
    return folder
