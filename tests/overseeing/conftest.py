"""A run of a few witnesses in a few companies, for monitors to watch."""

from pathlib import Path

import pytest

from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig

AGENTS = ("honest", "honest_careful", "leaker", "journal_eraser", "without_copy")


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("watched") / "r"
    run_blocking(RunConfig(worlds=("leak",), agents=AGENTS, seeds=(0, 1, 2)), folder)
    return folder
