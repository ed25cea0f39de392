"""`kill -9` at any moment: no episode is lost, doubled or different, and nothing that was finished is touched."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds workers in /proc")

LAB = Path(__file__).with_name("kill_lab.py")
KILLS = int(os.environ.get("CORPSIM_TEST_KILLS", "4"))


@pytest.mark.slow
@pytest.mark.parametrize(("workers", "share"), [(1, 0.75), (2, 0.25)])
def test_a_run_that_is_killed_again_and_again_comes_to_the_same_bytes(tmp_path, workers, share):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(LAB.parent), *sys.path])}
    kills = max(1, round(KILLS * share))
    command = [sys.executable, str(LAB), str(tmp_path), str(workers), str(kills), "7"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=900)
    *wrong, figures = map(json.loads, done.stdout.splitlines())
    assert wrong == []
    assert figures["kills"] == kills
