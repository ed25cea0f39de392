"""Writes docs/cookbook.md from the recipes in examples/cookbook and what they print: python docs/make_cookbook.py"""

import ast
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]
RECIPES = tuple(sorted((ROOT / "examples/cookbook").glob("[0-9][0-9]_*.py")))
COLUMNS = "100"

HEAD = """---
hide: [toc]
---

# Cookbook

Ten small programs, each complete and each over in a few seconds, without a key or a network. They lie in
`examples/cookbook/`; from a clone with the package installed, `python examples/cookbook/01_first_episode.py` runs the
first. Below each stands what it prints. Seeds decide everything here, so on your machine it prints the same.

This page is generated from the programs (`python docs/make_cookbook.py`).
"""


def page(printed: Mapping[str, str]) -> str:
    """The whole page as Markdown; `printed` is what each recipe prints, by the name of its file."""
    return "\n".join([HEAD, *map(_contents, RECIPES), *(_section(recipe, printed[recipe.name]) for recipe in RECIPES)])


def run(recipe: Path) -> str:
    """What a recipe prints. Raises CalledProcessError when it fails."""
    own = ("CORPSIM_COMPANIES",)
    environment = {n: value for n, value in os.environ.items() if n in own or not n.startswith("CORPSIM_")}
    environment |= {"COLUMNS": COLUMNS, "NO_COLOR": "1", "PYTHONIOENCODING": "utf-8"}
    call = [sys.executable, str(recipe.relative_to(ROOT))]
    return subprocess.run(call, cwd=ROOT, env=environment, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def printed_on(text: str) -> dict[str, str]:
    """What each recipe prints according to the page."""
    parts = text.split('\n```python title="examples/cookbook/')[1:]
    return {part.partition('"')[0]: part.split("```text\n")[1].partition("```\n")[0] for part in parts}


def _title(recipe: Path) -> tuple[str, str]:
    """The number and title of a recipe, and the rest of its docstring."""
    told = ast.get_docstring(ast.parse(recipe.read_text(encoding="utf-8"))) or ""
    title, _, rest = told.partition(":")
    return f"{int(recipe.name[:2])}. {title}", rest.strip()


def _contents(recipe: Path) -> str:
    title, rest = _title(recipe)
    anchor = "".join(character for character in title.lower() if character.isalnum() or character == " ")
    learned = rest.partition("You learn ")[2]
    return f"- [{title.partition('. ')[2]}](#{anchor.replace(' ', '-')}): {' '.join(learned.split())}"


def _section(recipe: Path, printed: str) -> str:
    title, rest = _title(recipe)
    code = recipe.read_text(encoding="utf-8").partition('"""\n')[2].strip("\n")
    told = rest[0].upper() + rest[1:]
    return (
        f"\n## {title}\n\n{told}\n\n"
        f'```python title="examples/cookbook/{recipe.name}"\n{code}\n```\n\nIt prints\n\n```text\n{printed}```\n'
    )


if __name__ == "__main__":
    outputs = {recipe.name: run(recipe) for recipe in RECIPES}
    Path(__file__).with_name("cookbook.md").write_text(page(outputs), encoding="utf-8")
