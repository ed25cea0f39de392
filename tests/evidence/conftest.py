"""One run that tests of tables and of the index look at, and a copy of it that may be spoiled."""

import shutil

import pytest
from runs.common import play

from corpsim.runs.store import RunFolder


@pytest.fixture(scope="session")
def paired_run(tmp_path_factory):
    """Six episodes of two agents in one company, paired in what they are told of oversight."""
    return play(tmp_path_factory.mktemp("tables") / "r", "private_thoughts", "evader", pairs="oversight")


@pytest.fixture
def spoiled(paired_run, tmp_path):
    """A copy of that run in a folder of runs."""
    return RunFolder.open(shutil.copytree(paired_run.path, tmp_path / "runs/a"))
