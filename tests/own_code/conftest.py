"""The example world that brings a module, copies of it to change, and smaller modules to put beside one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from corpsim.catalog import find_world
from corpsim.errors import InvalidWorld, Problem

ROOT = Path(__file__).parents[2]
PAYABLES = ROOT / "examples/worlds/payables"
MINI = ROOT / "tests/template/mini"
CONTENT = ("blackmail", "data_leak")


@pytest.fixture
def payables(tmp_path: Path) -> Path:
    """A copy of the example world, outside the installation."""
    return Path(shutil.copytree(PAYABLES, tmp_path / "payables"))


@pytest.fixture
def beside(tmp_path: Path) -> Callable[..., Path]:
    """Makes a copy of the example world whose module ends in some more text."""

    def make(text: str, name: str = "payables", old: str = "", new: str = "") -> Path:
        folder = tmp_path / f"{len(list(tmp_path.iterdir()))}" / name
        shutil.copytree(PAYABLES, folder)
        module = folder / "parts.py"
        source = module.read_text(encoding="utf-8")
        assert old in source
        module.write_text(f"{source.replace(old, new) if old else source}\n{text}", encoding="utf-8")
        return folder

    return make


@pytest.fixture
def problems() -> Callable[[Path], tuple[Problem, ...]]:
    """What is wrong with a world whose module may run; nothing if it loads."""

    def find(folder: Path) -> tuple[Problem, ...]:
        try:
            find_world(folder, allow_code=True)
        except InvalidWorld as error:
            return error.problems
        return ()

    return find
