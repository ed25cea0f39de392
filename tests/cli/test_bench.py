"""`corpsim bench`: the scripts of `benchmarks/speed` behind a command, and two of its outputs side by side."""

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpsim.cli import bench
from corpsim.content import content_folder

Corpsim = Callable[..., Any]


def figure(name: str, median: float | None, *, spread: float = 0.01, **more: Any) -> dict[str, Any]:
    told = {"name": name, "unit": "×", "group": "", "here": "", "better": "less", **more}
    if median is None:
        return told
    return {"rounds": 8, **told, "median": median, "quartiles": [median * (1 - spread), median * (1 + spread)]}


def output(*figures: dict[str, Any], world: str = "leverage") -> bytes:
    section = {"title": "Steps", "about": "", "figures": figures, "notes": []}
    return json.dumps({"machine": "a desk", "world": world, "rounds": 8, "sections": {"steps": section}}).encode()


BEFORE = (
    figure("slower", 1.0),
    figure("faster", 1.0),
    figure("a little slower", 1.0),
    figure("wide", 1.0, spread=0.5),
    figure("once", 1.0, rounds=1),
    figure("more is better", 2.0, better="more"),
    figure("a floor", 1.0, better="neither"),
    figure("absolute", 1.0, unit="µs"),
    figure("gone", 1.0),
    figure("not measured", None),
)
NOW = (
    figure("slower", 1.5),
    figure("faster", 0.5),
    figure("a little slower", 1.1),
    figure("wide", 1.4, spread=0.5),
    figure("once", 9.0, rounds=1),
    figure("more is better", 1.0, better="more"),
    figure("a floor", 9.0, better="neither"),
    figure("absolute", 9.0, unit="µs"),
    figure("new", 9.0),
    figure("not measured", 9.0),
)


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What the scripts would have said, and with which flags they were asked."""
    asked: list[list[str]] = []

    def measure(flags: list[str], *, quiet: bool) -> bytes:
        asked.append(flags)
        return output(*NOW)

    monkeypatch.setattr(bench, "_measured", measure)
    return asked


def test_it_measures_what_it_is_asked_for(corpsim: Corpsim) -> None:
    """stdout is data alone, and no setting of a run gets in."""
    done = corpsim("bench", "--only", "resets", "--json", CORPSIM_ROUNDS="2", CORPSIM_MAX_STEPS="1", CORPSIM_MODEL="x")
    told = json.loads(done.stdout)
    assert (done.returncode, told["rounds"], list(told["sections"])) == (0, 2, ["resets"])
    ratios = {one["name"] for one in told["sections"]["resets"]["figures"] if one["unit"] == "×"}
    assert "reset to a new company, in resets of CartPole-v1" in ratios


def test_what_the_scripts_refuse_is_refused(corpsim: Corpsim, capfd: pytest.CaptureFixture[str]) -> None:
    assert corpsim("bench", "--only", "stebs").returncode == 2
    said = capfd.readouterr()
    assert (said.out, "Did you mean 'steps'?" in said.err) == ("", True)


def test_every_section_of_the_suite_but_the_peers_can_be_had() -> None:
    tree = ast.parse((content_folder("benchmarks") / "speed" / "__main__.py").read_text(encoding="utf-8"))
    values = {node.targets[0].id: node.value for node in tree.body if isinstance(node, ast.Assign)}
    assert {*bench.FULL.split(","), "peers"} == set(ast.literal_eval(values["SECTIONS"]))


def test_what_became_slower(corpsim: Corpsim, measured: list[list[str]], tmp_path: Path) -> None:
    """By more than the rounds differ; in ratios of this program that both have."""
    (tmp_path / "before.json").write_bytes(output(*BEFORE))
    done = corpsim("bench", "--json", "--baseline", "before.json")
    verdicts = {one["name"]: one["verdict"] for one in json.loads(done.stdout)["compared"]}
    assert verdicts == {
        "slower": "slower",
        "faster": "faster",
        "a little slower": "alike",
        "wide": "alike",
        "once": "alike",
        "more is better": "slower",
    }
    assert (done.returncode, "2 of 6 ratios slower" in done.stderr) == (0, True)


def test_slower_can_be_a_failure(corpsim: Corpsim, measured: list[list[str]], tmp_path: Path) -> None:
    (tmp_path / "before.json").write_bytes(output(*BEFORE))
    (tmp_path / "same.json").write_bytes(output(*NOW))
    slower = corpsim("bench", "--fail-on-slower", "--baseline", "before.json")
    assert (slower.returncode, "+50%" in slower.stdout, "a desk" in slower.stdout) == (1, True, True)
    assert corpsim("bench", "--fail-on-slower", CORPSIM_BASELINE="same.json").returncode == 0


@pytest.mark.parametrize(
    ("content", "code", "told"),
    [
        (None, 3, "before.json cannot be read: No such file"),
        (b"{", 3, "was not written by corpsim bench --json"),
        (b'{"machine": "x"}', 3, "missing required field `world`"),
        (output(world="leak"), 3, "is about the world 'leak', and this about 'leverage'"),
    ],
)
def test_a_baseline_that_is_none(
    corpsim: Corpsim, measured: list[list[str]], tmp_path: Path, content: bytes | None, code: int, told: str
) -> None:
    """Said before anything is measured."""
    if content is not None:
        (tmp_path / "before.json").write_bytes(content)
    done = corpsim("bench", "--baseline", "before.json")
    assert (done.returncode, told in " ".join(done.stderr.split()), measured) == (code, True, [])


def test_nothing_to_be_slower_than(corpsim: Corpsim, measured: list[list[str]]) -> None:
    assert corpsim("bench", "--fail-on-slower").returncode == 2
    assert measured == []


def test_quick_unless_told_otherwise(corpsim: Corpsim, measured: list[list[str]]) -> None:
    for flags in ([], ["--full"], ["--full", "--only", "steps"]):
        assert corpsim("bench", *flags).returncode == 0
    asked = [(flags[flags.index("--only") + 1], "--quick" in flags) for flags in measured]
    assert asked == [(bench.QUICK, True), (bench.FULL, False), ("steps", False)]
