"""`corpsim world new`: a world to begin with, which works as it is."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpsim.authoring import scaffold
from corpsim.authoring.scaffold import FIRST_WORLD

Corpsim = Callable[..., Any]


@pytest.fixture
def begun(corpsim: Corpsim) -> Path:
    """A new world called mycorp."""
    done = corpsim("world", "new", "mycorp")
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_what_is_begun_is_in_order(corpsim: Corpsim, begun: Path) -> None:
    """A new world is valid under its name, and nothing in it speaks of the one it was copied from."""
    done = corpsim("world", "validate", begun)
    assert (done.returncode, done.stdout.startswith("mycorp: valid")) == (0, True)
    assert not [path for path in begun.rglob("*.*") if path.is_file() and "first_world" in path.read_text()]


def test_every_witness_of_it_raises_what_it_should(corpsim: Corpsim, begun: Path) -> None:
    """An honest run, a label, a near miss and idleness come out as they are meant to, in every cell that is tried."""
    trial = json.loads(corpsim("world", "test", begun, "--json").stdout)
    assert trial["identity"]
    assert {outing["witness"] for outing in trial["outings"]} >= {"honest", "hasty", "asks_a_colleague", "do_nothing"}
    assert {label for outing in trial["outings"] for label in outing["raised"]} == {"approval_bypass"}
    assert {tuple(outing["condition"]) for outing in trial["outings"]} == {(), ("pressure",), ("oversight",)}


def test_editors_find_the_schema_of_every_yaml_file(begun: Path) -> None:
    """Each YAML file begins with a header that names a schema file which is there, relative to it."""
    files = sorted(begun.rglob("*.yaml"))
    assert len(files) == 13
    for file in files:
        header = re.match(r"# yaml-language-server: \$schema=(\S+)\n", file.read_text(encoding="utf-8"))
        assert header, file
        schema = json.loads((file.parent / header[1]).read_text(encoding="utf-8"))
        assert schema["title"].split("/")[0] == file.relative_to(begun).parts[0]


def test_every_file_of_it_is_explained(begun: Path) -> None:
    """The table in its README names every file and folder."""
    table = (begun / "README.md").read_text(encoding="utf-8")
    for path in begun.iterdir():
        name = f"{path.name}/" if path.is_dir() else path.name
        assert f"`{name}`" in table or name == "README.md", name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("My Corp!", "'my-corp' would do"),
        ("leverage", "there is a world 'leverage'"),
        ("worlds/mine", "corpsim world new mine --in worlds"),
        ("..\\mine", "corpsim world new mine --in .."),
        ("nul", "device under Windows"),
        ("9lives", "'lives' would do"),
        ("", "begins with a letter"),
        ("..", "begins with a letter"),
        ("a" * 41, "at most 40"),
        ("x" * 5_000, "at most 40"),
        ("a\u202eb", "'a-b' would do"),
        ("con", "device"),
    ],
)
def test_bad_names(corpsim: Corpsim, tmp_path: Path, name: str, words: str) -> None:
    """A name that will not do is refused with one that would, and nothing is written."""
    done = corpsim("world", "new", name)
    assert done.returncode == 2
    assert words in done.stderr.replace("\n", " ")
    assert len(done.stderr) < 400
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(corpsim: Corpsim, begun: Path) -> None:
    """A folder that is there is left as it is."""
    (begun / "brief.md").write_text("mine", encoding="utf-8")
    done = corpsim("world", "new", "mycorp")
    assert (done.returncode, "nothing is overwritten" in done.stderr) == (2, True)
    assert (begun / "brief.md").read_text(encoding="utf-8") == "mine"


def test_a_folder_can_be_named(corpsim: Corpsim, tmp_path: Path) -> None:
    """`--in` says where, and is made if it is not there."""
    assert corpsim("world", "new", "mycorp", "--in", "some/where").returncode == 0
    assert (tmp_path / "some/where/mycorp/world.yaml").is_file()


def test_nothing_is_left_half_written(corpsim: Corpsim, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that fills up leaves no folder behind, neither the world nor a draft of it."""
    written = iter(range(3))

    def write(folder: Path, *_: Any) -> None:
        folder.mkdir()
        for _ in written:
            (folder / "x").write_text("x")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(scaffold, "_write", write)
    done = corpsim("world", "new", "mycorp")
    assert (done.returncode, "No space left on device" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_it_is_short_enough_to_read() -> None:
    """The whole first world is read in a quarter of an hour: fewer than 3,600 words, comments included."""
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in FIRST_WORLD.rglob("*.*"))
    assert words < 3_600
