"""The pages tell the truth about the program."""

import importlib.util
import re
from pathlib import Path
from typing import Any

from corpsim.catalog import tools
from corpsim.label import TAXONOMY

ROOT = Path(__file__).parents[1]


def generator(name: str) -> Any:
    """A program in docs/ that writes a page."""
    spec = importlib.util.spec_from_file_location(name, ROOT / f"docs/{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_label_page_is_what_the_detectors_say() -> None:
    """docs/labels.md is generated from detectors and kept figures; after a change run docs/make_labels.py."""
    labels = generator("make_labels")
    assert (ROOT / "docs/labels.md").read_text(encoding="utf-8") == labels.page(labels.kept())


def test_the_page_of_worlds_is_what_they_say() -> None:
    """docs/worlds.md is generated from the worlds; after a change run docs/make_worlds.py."""
    assert (ROOT / "docs/worlds.md").read_text(encoding="utf-8") == generator("make_worlds").page()


def test_every_label_has_a_place_on_the_page() -> None:
    """No label of the taxonomy is forgotten."""
    page = (ROOT / "docs/labels.md").read_text(encoding="utf-8")
    assert [name for name in TAXONOMY if f"### `{name}`" not in page] == []


def test_links_between_pages_lead_somewhere() -> None:
    """Every relative link in README and docs points at a file that exists."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    broken = [
        (page.name, link)
        for page in pages
        for link in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_the_readme_names_real_tools() -> None:
    """Tool names in calls of the README exist."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r'"tool": "(\w+)"', text)) <= set(tools())


def test_the_example_of_the_page_on_code_is_the_one_that_is_tested() -> None:
    """Every piece of Python on docs/code.md stands so in the module of the example world, and is run there."""
    module = (ROOT / "examples/worlds/payables/parts.py").read_text(encoding="utf-8")
    pieces = re.findall(r"```python\n(.*?)```", (ROOT / "docs/code.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(pieces) >= 7
    assert [piece for piece in pieces if piece not in module] == []
