"""A newcomer who follows a tutorial to the letter arrives."""

import shutil
import subprocess
from pathlib import Path

import pytest
from literal import follow, steps_of, surroundings

PAGES = sorted((Path(__file__).parents[2] / "docs").glob("tutorial-*.md"))
NEWCOMER = Path(__file__).parent / "newcomer"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of bash")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_is_true(page: Path, tmp_path: Path) -> None:
    """Every file and command of the page works in an empty folder and prints what the page says."""
    assert len(follow(page, tmp_path)) == len(steps_of(page.read_text(encoding="utf-8")))


def test_the_world_of_a_newcomer_passes() -> None:
    """Written by somebody who had only read the tutorial, in a trade and with a label of their own."""
    call = ["corpsim", "world", "test", "museum_loan", "--allow-code"]
    done = subprocess.run(call, cwd=NEWCOMER, env=surroundings(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "54 episodes, 54 as expected, 0 not." in done.stderr
