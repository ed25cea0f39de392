"""A disk that fails and a process that is killed, at every place where a run writes: nothing is lost or different."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")

LAB = Path(__file__).with_name("fault_lab.py")
EVERY = int(os.environ.get("CORPSIM_TEST_FAULTS_EVERY", "30"))
"""Every how many boundaries one is tried; 1 tries them all."""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kind", ["once", "for-ever", "before", "half", "after"])
def test_whatever_goes_wrong_at_a_write_the_run_goes_on_to_the_same_bytes(tmp_path, kind, workers):
    before = [str(LAB.with_name("in_workers")), str(LAB.parent)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*before, *sys.path])}
    command = [sys.executable, str(LAB), str(tmp_path), kind, str(EVERY * workers), str(workers)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=900)
    *wrong, cases = done.stdout.splitlines()
    assert [json.loads(line) for line in wrong] == []
    assert int(cases) >= max(1, 16 // EVERY)
