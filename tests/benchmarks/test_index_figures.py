"""The figures of the index can be measured again."""

import subprocess
import sys
from pathlib import Path

from runs.common import play

ROOT = Path(__file__).parents[2]


def test_the_figures_come_out(tmp_path):
    play(tmp_path / "runs/r", "honest")
    command = [sys.executable, ROOT / "benchmarks/index", "--runs", tmp_path / "runs", "--rounds", "1"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.startswith("1 episodes in 1 runs")
    assert "search: p50" in done.stdout
