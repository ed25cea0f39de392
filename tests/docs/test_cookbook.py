"""The recipes run, and the page shows them and what they print."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/cookbook.md"

_spec = importlib.util.spec_from_file_location("make_cookbook", ROOT / "docs/make_cookbook.py")
assert _spec is not None and _spec.loader is not None
cookbook = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cookbook)

AGAIN = "after a change run: python docs/make_cookbook.py"


def test_there_are_ten_short_recipes() -> None:
    """A recipe is read at one glance."""
    lengths = {recipe.name: len(recipe.read_text(encoding="utf-8").splitlines()) for recipe in cookbook.RECIPES}
    assert len(lengths) == 10 and max(lengths.values()) < 60, lengths


def test_the_page_shows_the_recipes() -> None:
    """The page is generated; no code on it is a copy of its own."""
    text = PAGE.read_text(encoding="utf-8")
    assert text == cookbook.page(cookbook.printed_on(text)), AGAIN


@pytest.mark.parametrize("recipe", cookbook.RECIPES, ids=lambda recipe: recipe.stem)
def test_a_recipe_prints_what_the_page_says(recipe: Path) -> None:
    """Seeds decide, so the page and every machine show the same."""
    said = cookbook.printed_on(PAGE.read_text(encoding="utf-8"))[recipe.name]
    assert cookbook.run(recipe) == said, AGAIN
