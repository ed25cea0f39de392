"""A newcomer who follows a tutorial to the letter arrives."""

from pathlib import Path

import pytest
from literal import follow, steps_of

PAGES = sorted((Path(__file__).parents[2] / "docs").glob("tutorial-*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_tutorial_is_true(page: Path, tmp_path: Path) -> None:
    """Every file and command of the page works in an empty folder and prints what the page says."""
    assert len(follow(page, tmp_path)) == len(steps_of(page.read_text(encoding="utf-8")))
