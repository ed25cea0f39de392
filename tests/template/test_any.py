"""Whatever is done to a world, it is loaded or refused in words; never anything else."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from zips import plain_zip, world_members

from corpsim.authoring.scaffold import FIRST_WORLD
from corpsim.catalog import load_place
from corpsim.errors import InvalidWorld
from corpsim.template import compile_scenario
from corpsim.template.source.archive import read_archive

GOOD = world_members(FIRST_WORLD)
ZIP = plain_zip(GOOD)
PATHS = sorted(path for path in GOOD if not path.endswith("README.md"))
PIECES = [
    "{",
    "}",
    ":",
    "- ",
    "[",
    "]",
    '"',
    "\n",
    "\n  ",
    "#",
    "|",
    "&a ",
    "*a",
    "{a.b}",
    "{lead.first}",
    "---\n",
    "é",
    "9",
]
ANY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

Edit = tuple[str, int, int, str]
edits = st.lists(
    st.tuples(st.sampled_from(PATHS), st.integers(0, 3_000), st.integers(0, 40), st.sampled_from(PIECES)),
    min_size=1,
    max_size=3,
)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A good world."""
    for path, data in GOOD.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def edited(place: Path, changes: list[Edit]) -> Path:
    """The good world with some characters of some files replaced."""
    for path, data in GOOD.items():
        (place / path).write_bytes(data)
    for path, start, length, piece in changes:
        text = (place / path).read_text(encoding="utf-8")
        first = start % (len(text) + 1)
        (place / path).write_text(text[:first] + piece + text[first + length :], encoding="utf-8")
    return place / FIRST_WORLD.name


@given(edits)
@ANY
def test_any_edit_of_a_world_is_valid_or_explained(place: Path, changes: list[Edit]) -> None:
    """Any edit leaves a world that can be compiled, or problems whose marks stand where they say."""
    folder = edited(place, changes)
    try:
        template = load_place(folder)
    except InvalidWorld as error:
        for problem in error.problems:
            assert str(problem).isprintable()
            if problem.excerpt is not None:
                line = (folder / problem.path).read_text(encoding="utf-8").split("\n")[problem.line - 1]
                text, caret, width = problem.excerpt
                assert caret + width <= max(len(text), 1) + 1
                assert line[problem.column - 1 :].startswith(text[caret : caret + width].rstrip("…"))
    else:
        compile_scenario(template, seed=0)


@given(st.lists(st.tuples(st.integers(0, len(ZIP) - 1), st.integers(0, 255)), min_size=1, max_size=4))
@ANY
def test_any_damage_to_a_packed_world_is_noticed(tmp_path: Path, damage: list[tuple[int, int]]) -> None:
    """Any bytes that are changed leave the same world, or one that is refused."""
    spoiled = bytearray(ZIP)
    for position, byte in damage:
        spoiled[position] = byte
    (tmp_path / "good.zip").write_bytes(ZIP)
    (tmp_path / "x.zip").write_bytes(spoiled)
    try:
        digest = read_archive(tmp_path / "x.zip").digest
    except InvalidWorld:
        return
    assert digest == read_archive(tmp_path / "good.zip").digest


@given(st.binary(max_size=400))
@ANY
def test_any_bytes_are_no_packed_world(tmp_path: Path, data: bytes) -> None:
    """Any short bytes at all are refused."""
    (tmp_path / "x.zip").write_bytes(data)
    with pytest.raises(InvalidWorld):
        read_archive(tmp_path / "x.zip")
