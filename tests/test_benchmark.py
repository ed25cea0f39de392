"""The speed benchmark runs and prints ratios; what they are is for a quiet machine to say."""

import json
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks/speed/steps.py"


def test_the_benchmark_prints_ratios() -> None:
    """One round gives a positive ratio for each kind of step, and the other figures."""
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--rounds", "1", "--json"], capture_output=True, text=True, check=True
    )
    figures = json.loads(run.stdout)
    ratios = figures.pop("steps, x CartPole-v1")
    assert {"read_email", "send_email", "search_email"} <= set(ratios)
    assert all(value > 0 for value in (*ratios.values(), *figures.values()))
