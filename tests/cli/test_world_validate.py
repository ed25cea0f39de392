"""`corpsim world validate`: one line a problem for programs, the place itself for people."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Corpsim = Callable[..., Any]


@pytest.fixture
def broken(corpsim: Corpsim) -> Path:
    """A world with two slips."""
    folder = Path(corpsim("world", "new", "mycorp").stdout.strip())
    people = folder / "people.yaml"
    people.write_text(people.read_text().replace("reports_to: ceo # of", "reports_to: coe # of"))
    brief = folder / "brief.md"
    brief.write_text(brief.read_text().replace("{company.name}", "\u202e {company.nmae}", 1))
    return folder


def test_one_line_a_problem(corpsim: Corpsim, broken: Path) -> None:
    """On stdout, in the form that editors and grep understand; the count is talk. Exit code 3."""
    done = corpsim("world", "validate", broken)
    assert done.returncode == 3
    places = [line.split(": ")[0] for line in done.stdout.splitlines()]
    assert places == ["brief.md:1:51", "people.yaml:18:17"]
    assert done.stdout.splitlines()[1].endswith("there is no role 'coe'. Did you mean 'ceo'?")
    assert "2 problems" in done.stderr


def test_as_json(corpsim: Corpsim, broken: Path) -> None:
    """The same as data, with the column."""
    done = corpsim("world", "validate", broken, "--json")
    assert (done.returncode, done.stderr) == (3, "")
    (problems,) = json.loads(done.stdout).values()
    assert problems[1]["path"] == "people.yaml"
    assert (problems[1]["line"], problems[1]["column"]) == (18, 17)


def test_on_a_terminal_the_place_is_shown(corpsim: Corpsim, broken: Path) -> None:
    """The line of the file and a mark under the place; nothing that stands in the file acts on the terminal."""
    done = corpsim("world", "validate", broken, FORCE_COLOR="1", COLUMNS="200")
    assert "\u202e" not in done.stdout
    assert "‹U+202E› " in done.stdout
    lines = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout).splitlines()
    assert lines[-3:] == [
        "    18 │     reports_to: coe # of another department, so this role heads Bookings",
        "       │                 ^^^",
        "",
    ]


def test_several_worlds(corpsim: Corpsim, broken: Path) -> None:
    """Every world that is named is looked at, whatever is wrong with the others."""
    done = corpsim("world", "validate", broken, "leverage")
    assert done.returncode == 3
    assert "leverage: valid" in done.stdout
    assert "mycorp/people.yaml:18:17: there is no role" in done.stdout


def test_an_invalid_world(corpsim: Corpsim, tmp_path: Path) -> None:
    """All problems at once with file and line, exit code 3."""
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "world.yaml").write_text("name: bda\nstart: 9\nsurprise: yes\n", encoding="utf-8")
    done = corpsim("world", "validate", str(folder))
    assert done.returncode == 3
    assert "world.yaml:2:8: found 9 (a number); write a time as" in done.stdout
    assert "world.yaml:3:1: there is no field 'surprise' here." in done.stdout
    assert "Traceback" not in done.stderr
