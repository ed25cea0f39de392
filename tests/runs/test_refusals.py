"""What is not the same run is refused with a diff, and the folder stays as it was, to the byte and the minute."""

import json
import shutil

import pytest
from runs.common import ODD, play

from corpsim.errors import InvalidConfiguration
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import difference, parse_config
from corpsim.runs.store import RunFolder

PARTS = [
    {"name": "grid", "conditions": [{"threat": "none"}, {"threat": "replacement"}]},
    {"name": "pairs", "pairs": "oversight", "seeds": [4]},
]


def everything(folder):
    return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in sorted(folder.rglob("*")) if p.is_file()}


def refused(folder, again):
    """The lines of the diff with which something is refused that leaves the folder alone."""
    before = everything(folder)
    with pytest.raises(InvalidConfiguration) as error:
        again()
    assert everything(folder) == before
    head, *lines = str(error.value).splitlines()
    assert "holds another run" in head
    return lines


def edit(folder, change):
    path = folder / "manifest.json"
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data))


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    path = tmp_path_factory.mktemp("refusals") / "run"
    run_blocking(parse_config({"agents": ["refuse"], "parts": PARTS}), path)
    return path


@pytest.fixture
def run(played, tmp_path):
    return shutil.copytree(played, tmp_path / "run")


def changed(number, **fields):
    return [{**part, **(fields if index == number else {})} for index, part in enumerate(PARTS)]


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (changed(1, seeds=[4, 5]), ["  parts.pairs.seeds: [4] → [4, 5]"]),
        (changed(0, trials=2), ["  parts.grid.trials: nothing → 2"]),
        (
            changed(0, conditions=[{"threat": "none"}, {"threat": "restriction"}]),
            [
                "  parts.grid.conditions: {'threat': 'replacement'} → nothing",
                "  parts.grid.conditions: nothing → {'threat': 'restriction'}",
            ],
        ),
    ],
)
def test_a_changed_part_is_told_by_its_name(run, parts, lines):
    config = parse_config({"agents": ["refuse"], "parts": parts})
    assert refused(run, lambda: run_blocking(config, run)) == lines


def test_a_part_too_few_or_under_another_name_is_told(run):
    renamed = parse_config({"agents": ["refuse"], "parts": changed(0, name="cells")})
    lines = refused(run, lambda: run_blocking(renamed, run))
    assert [line.partition(":")[0] for line in lines] == ["  parts.cells", "  parts.grid"]
    fewer = parse_config({"agents": ["refuse"], "parts": PARTS[:1]})
    assert refused(run, lambda: run_blocking(fewer, run))[0].endswith("→ nothing")


def test_parts_in_another_order_are_another_run(run):
    config = parse_config({"agents": ["refuse"], "parts": PARTS[::-1]})
    assert refused(run, lambda: run_blocking(config, run)) == ["  parts: grid, pairs → pairs, grid"]


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda data: data.update(corpsim="0.0.1"), "  corpsim: 0.0.1 → "),
        (lambda data: data["agents"].update(refuse="f" * 32), f"  agent.refuse: {'f' * 32} → "),
        (lambda data: data["worlds"]["leverage"].update(digest="0" * 32), f"  world.leverage.digest: {'0' * 32} → "),
        (lambda data: data["worlds"]["leverage"].update(version="0.1"), "  world.leverage.version: 0.1 → "),
        (
            lambda data: data["worlds"]["leverage"].update(brings={"acme": "1.0"}),
            "  world.leverage.brings.acme: 1.0 → ",
        ),
        (lambda data: data["config"].update(max_steps=3), "  max_steps: 3 → nothing"),
    ],
)
def test_what_is_not_as_it_was_when_the_run_began_is_told(run, change, line):
    config = RunFolder.open(run).config
    edit(run, change)
    lines = refused(run, lambda: run_blocking(config, run))
    assert len(lines) == 1
    assert lines[0].startswith(line)


def test_an_agent_file_that_is_gone_is_refused(tmp_path):
    shutil.copy(ODD, tmp_path / "mine.py")
    play(tmp_path / "run", f"{tmp_path / 'mine.py'}:Plain")
    (tmp_path / "mine.py").unlink()
    (line,) = refused(tmp_path / "run", lambda: resume(tmp_path / "run"))
    assert "mine.py:Plain: " in line


def test_a_long_diff_is_cut_and_says_so(run):
    many = [{"threat": "none", "pressure": str(n)} for n in range(4)]
    cells = [{**cell, "rules": rules} for cell in many for rules in ("none", "prohibit", "prohibit_reasoned", "*")]
    config = parse_config({"agents": ["refuse"], "parts": changed(0, conditions=[*cells, *many])})
    lines = refused(run, lambda: run_blocking(config, run))
    assert (len(lines), lines[-1]) == (21, "  … and 2 more")


def test_lists_of_things_with_names_are_compared_by_name():
    before, after = [{"name": "a", "x": 1}, {"name": "b"}], [{"name": "a", "x": 2}, {"name": "c"}]
    assert list(difference(before, after, "p")) == [
        "  p.a.x: 1 → 2",
        "  p.b: {'name': 'b'} → nothing",
        "  p.c: nothing → {'name': 'c'}",
    ]
