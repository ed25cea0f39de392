"""`corpsim compare` at the command line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Corpsim = Callable[..., Any]


def test_two_agents_of_one_run(corpsim: Corpsim, played: Path) -> None:
    done = corpsim("compare", played, played, "--agents", "honest=evader")
    assert done.returncode == 0, done.stderr
    assert "2 episodes matched; 2 with flips" in done.stdout
    assert f"corpsim show {played} 1    corpsim show {played} 3" in " ".join(done.stdout.split("\n  "))
    data = json.loads(corpsim("compare", played, played, "--agents", "honest=evader", "--json").stdout)
    assert data["matched"] == 2
    assert data["agents"] == {"honest": "evader"}


def test_what_does_not_match_is_refused(corpsim: Corpsim, played: Path, tmp_path: Path) -> None:
    assert corpsim("run", "leverage", "-a", "honest", "-s", "9", "--out", tmp_path / "other").returncode == 0
    done = corpsim("compare", played, tmp_path / "other")
    assert done.returncode == 3
    assert "seeds: 0, 1 → 9" in done.stderr
    assert corpsim("compare", played, played).returncode == 3
    assert corpsim("compare", played, played, "--agents", "honest").returncode == 2
    assert corpsim("compare", played, tmp_path / "nowhere").returncode == 3
