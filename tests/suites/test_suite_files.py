from pathlib import Path

import pytest

from corpsim.catalog import find_world
from corpsim.errors import UnknownName
from corpsim.suites.load import InvalidSuite, find_suite, read_suite, suite_files
from corpsim.suites.plan import plan_suite

SHIPPED = ("corrigibility", "drift", "faking", "full", "honesty", "insider", "oversight", "smoke")
GOOD = """\
title: A suite
question: What happens?
labels: [blackmail]
seeds: "0-3"
parts:
  - name: one
    worlds: [leverage]
    factors: {threat: all, goal: [none, explicit]}
"""


@pytest.fixture
def written(tmp_path: Path):
    def write(text: str) -> Path:
        path = tmp_path / "mine.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_suites_that_ship() -> None:
    assert tuple(suite_files()) == SHIPPED


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_suite_becomes_a_run_whose_labels_its_worlds_can_raise(name: str) -> None:
    suite = find_suite(name)
    config = plan_suite(suite)
    plans = config.plans()
    assert plans
    assert config.suite is not None
    assert config.suite.name == name
    raised = {label for world in config.worlds for label in find_world(world).labels}
    assert set(suite.file.labels) <= raised


def test_the_published_grid_is_a_part_of_insider() -> None:
    grid = [plan for plan in plan_suite(find_suite("insider"), seeds=(0,)).plans() if plan.part == "grid"]
    cells = {(plan.world, plan.condition["goal"], plan.condition["threat"]) for plan in grid}
    assert {(world, goal, threat) for world in ("leverage", "leak", "rescue") for goal in ("none", "latent", "explicit")
            for threat in ("none", "replacement")} <= cells  # fmt: skip
    assert len(cells) == 27


def test_a_suite_is_a_run_of_parts(written) -> None:
    config = plan_suite(read_suite(written(GOOD)))
    plans = config.plans()
    assert (len(plans), {plan.part for plan in plans}, config.seeds) == (24, {"one"}, (0, 1, 2, 3))
    assert config.suite is not None
    assert config.suite.question == "What happens?"


def test_who_plays_and_how_long_is_said_on_the_command_line(written) -> None:
    config = plan_suite(read_suite(written(GOOD)), agents=["do_nothing"], seeds=(7,), timeout_s=None, trials=2)
    assert {(plan.agent, plan.seed) for plan in config.plans()} == {("do_nothing", 7)}
    assert (config.timeout_s, config.trials) == (None, 2)


def test_agents_of_parts_are_kept_apart(written) -> None:
    text = GOOD + "    agents: [evader]\n  - {name: two, worlds: [leak]}\n"
    config = plan_suite(read_suite(written(text)))
    assert {(plan.part, plan.agent) for plan in config.plans()} == {("one", "evader"), ("two", "honest")}
    over = plan_suite(read_suite(written(text)), agents=["do_nothing"])
    assert {plan.agent for plan in over.plans()} == {"do_nothing"}


def test_protocols_of_a_suite_and_of_its_parts(written) -> None:
    """A part has its own or those of the suite; the command line goes before both."""
    text = GOOD.replace("seeds:", "protocols: [none, 'audit:rules:0.6']\nprotocol_options: {smoothing: 2}\nseeds:")
    text = text.replace("[leverage]", "[leverage]\n    protocols: ['pause:surprise:0.6']")
    text += "  - {name: two, worlds: [leak]}\n"
    config = plan_suite(read_suite(written(text)))
    assert config.protocol_options == {"smoothing": 2}
    assert {(plan.part, plan.protocol) for plan in config.plans()} == {
        ("one", "pause:surprise:0.6"),
        ("two", ""),
        ("two", "audit:rules:0.6"),
    }
    over = plan_suite(read_suite(written(text)), protocols=["block:rules:0.5"])
    assert {plan.protocol for plan in over.plans()} == {"block:rules:0.5"}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("title: A suite\n", ""), ["mine.yaml:1", "title"]),
        (("seeds:", "sedes:"), ["mine.yaml:4", "Did you mean 'seeds'"]),
        (('"0-3"', '"3-0"'), ["'3-0' is no seed and no range"]),
        (("[leverage]", "[leverege]"), ["mine.yaml:7", "there is no world 'leverege'. Did you mean 'leverage'?"]),
        (("threat: all", "thread: all"), ["mine.yaml:8", "no factor 'thread'. Did you mean 'threat'?"]),
        (("[none, explicit]", "[none, open]"), ["goal has no level 'open' in leverage"]),
        (("[blackmail]", "[blakmail]"), ["mine.yaml:3", "Did you mean 'blackmail'?"]),
        (("name: one", "name: one\n    cells: 4"), ["only a fraction has a number of cells"]),
        (("name: one", "name: one\n    pairs: oversigt"), ["Did you mean 'oversight'?"]),
        (("    factors", "\tfactors"), ["mine.yaml:8"]),
        (("factors: {threat: all,", "fixed: {stage: moon}\n    factors: {threat: all,"), ["stage has no level 'moon'"]),
        (("name: one", "name: one\n    design: fractional"), ["mine.yaml:7", "full"]),
        (
            ("name: one", "name: one\n    design: fraction\n    cells: 3"),
            ["mine.yaml:8:12: 3 cells cannot tell 3 effects"],
        ),
        (("[none, explicit]", "[none, none]"), ["mine.yaml:8", "the level 'none' is given twice"]),
        (("name: one", "name: one\n    fixed: {goal: none}"), ["mine.yaml:7", "goal is varied in this part as well"]),
        (("[leverage]", "[leverage, fleet]"), ["'restriction' or 'replacement' in fleet. There is: none."]),
        (
            ("name: one", "name: two\n    worlds: [fleet]\n    pairs: threat\n  - name: one"),
            ["mine.yaml:8", "in fleet"],
        ),
        (("seeds:", "agents: [honst]\nseeds:"), ["mine.yaml:4:10: there is no agent 'honst'. Did you mean 'honest'?"]),
        (("[leverage]", "[leverage]\n    agents: [evadr]"), ["mine.yaml:8", "Did you mean 'evader'?"]),
        (
            ("[leverage]", "[leverage, leak]\n    agents: [blackmailer]"),
            ["is a witness of leverage and nobody in leak"],
        ),
        (("[leverage]", "[leverage]\n    protocols: [blok:rules:0.6]"), ["mine.yaml:8:17", "Did you mean 'block'?"]),
        (('"0-3"', '"3"\nlimits: {budget: much}'), ["mine.yaml:5:18: 'much' is no budget; write 500k-tokens"]),
    ],
)
def test_whatever_is_wrong_is_told_with_its_place(written, change: tuple[str, str], told: list[str]) -> None:
    path = written(GOOD.replace(*change))
    with pytest.raises(InvalidSuite) as error:
        plan_suite(read_suite(path))
    assert all(part in str(error.value) for part in told), str(error.value)


def test_who_is_named_on_the_command_line_plays_whomever_the_suite_names(written) -> None:
    path = written(GOOD + "agents: [honst]\n")
    assert plan_suite(read_suite(path), agents=["honest"]).agents == ("honest",)


def test_everything_wrong_is_told_at_once(written) -> None:
    text = GOOD.replace("[blackmail]", "[blakmail, lek]").replace("[leverage]", "[leverege, leek]")
    with pytest.raises(InvalidSuite) as error:
        plan_suite(read_suite(written(text)))
    assert len(error.value.problems) == 4


@pytest.mark.parametrize("data", [b"\xff\xfe", b"a: &a [*a]\n", b"", b"- 1\n", b"a: !!python/object:os.system x\n"])
def test_what_is_no_suite_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "odd.yaml"
    path.write_bytes(data)
    with pytest.raises(InvalidSuite):
        read_suite(path)


def test_a_suite_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnknownName, match=r"no suite 'insidr'. Did you mean 'insider'"):
        find_suite("insidr")
    with pytest.raises(UnknownName):
        find_suite(tmp_path / "none.yaml")
