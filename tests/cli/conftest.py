"""The real program in real processes, and one small run that several tests look at."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]
Corpsim = Callable[..., "subprocess.CompletedProcess[str]"]


def environment(**more: str) -> dict[str, str]:
    """The environment of a child: no settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CORPSIM_", "COLUMNS", "LINES"))}
    for name in ("FORCE_COLOR", "NO_COLOR", "PYTEST_CURRENT_TEST"):
        kept.pop(name, None)
    return {**kept, "PYTHONPATH": str(REPOSITORY), "TERM": "xterm-256color", **more}


def call(*args: object, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run `corpsim` with these arguments and wait for it."""
    command = [sys.executable, "-m", "corpsim.cli", *map(str, args)]
    return subprocess.run(
        command, cwd=cwd, env=environment(**more), capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture
def corpsim(tmp_path: Path) -> Corpsim:
    """The program, in a folder of its own."""
    return lambda *args, **more: call(*args, cwd=tmp_path, **more)


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of four episodes: an honest and a blackmailing witness in two companies."""
    home = tmp_path_factory.mktemp("played")
    done = call("run", "leverage", "-a", "honest", "-a", "blackmailer", "-s", "0-1", "--out", "r", "--json", cwd=home)
    assert done.returncode == 0, done.stderr
    return home / "r"
