"""The catalog: names become objects, or an error that says what there is."""

import pickle
import types
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small import small_scenario

from corpsim import catalog
from corpsim.agent import Brief
from corpsim.catalog import plugins
from corpsim.catalog.worlds import KEPT_LARGE
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.label import TAXONOMY
from corpsim.scenario import Later

MINE = """
class Mine:
    def __init__(self, word="hm", seed=0):
        self.word, self.seed = word, seed
    def reset(self, brief):
        self.brief = brief
    async def act(self, observation):
        return {"tool": "think", "args": {"text": self.word}}
"""


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    file = tmp_path / "mine.py"
    file.write_text(MINE, encoding="utf-8")
    return file


def make(spec: str, **options: Any) -> Any:
    return catalog.make_agent(spec, scenario=small_scenario(), seed=5, options=options)


def test_parts_are_found_by_looking() -> None:
    """Nothing is listed by hand: a tool, a habit and a detector are found because their files are there."""
    assert {"send_email", "finish"} <= set(catalog.tools())
    assert {"answers", "signs"} <= set(catalog.habits())
    assert set(catalog.detectors()) <= set(TAXONOMY)


@pytest.mark.parametrize("spec", ["{}", "{}:Mine"])
def test_an_agent_can_be_a_file_of_ones_own(mine: Path, spec: str) -> None:
    """With or without the name of its class; it gets the seed and its options by name."""
    agent = make(spec.format(mine), word="ah")
    agent.reset(Brief("", ()))
    assert (agent.word, agent.seed) == ("ah", 5)


def test_an_unknown_option_names_the_ones_there_are(mine: Path) -> None:
    """A misspelt option is offered under its right name."""
    with pytest.raises(UnknownName, match="Did you mean 'word'"):
        make(str(mine), wrod="ah")


@pytest.mark.parametrize(
    ("spec", "error", "words"),
    [
        ("blackmailr", UnknownName, "There is|Did you mean"),
        ("replai", UnknownName, "Did you mean 'replay'"),
        ("nowhere.py", InvalidConfiguration, "no agent file"),
        ("nowhere.py:Mine", InvalidConfiguration, "no agent file"),
        ("replay", InvalidConfiguration, "'record'"),
    ],
)
def test_a_wrong_agent_is_named_with_what_there_is(spec: str, error: type[Exception], words: str) -> None:
    """Unknown names, missing files and missing options each say what would be right."""
    with pytest.raises(error, match=words):
        make(spec)


def test_a_file_without_a_class_or_with_a_mistake_says_so(tmp_path: Path) -> None:
    """No agent inside, two of them, or Python that does not load."""
    for text, words in (
        ("x = 1", "found: none"),
        (MINE + MINE.replace("Mine", "Other"), "Mine, Other"),
        ("1/0", "ZeroDiv"),
    ):
        file = tmp_path / f"a{len(text)}.py"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InvalidConfiguration, match=words):
            make(str(file))


def test_a_witness_of_the_world_is_an_agent() -> None:
    """The names of a world's witnesses can be used wherever an agent is asked for."""
    scenario = catalog.compiled(
        catalog.find_world("leverage"), 0, catalog.draw_condition(catalog.find_world("leverage"), 0, {})
    )
    agent = catalog.make_agent("honest", scenario=scenario)
    agent.reset(Brief("", ()))
    assert agent.act("")["tool"] in scenario.tools  # type: ignore[index, call-overload]
    with pytest.raises(UnknownName, match="Did you mean 'blackmailer'"):
        catalog.make_agent("blackmailr", scenario=scenario)


def test_an_installed_package_brings_agents(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point may be a class, used under its name, or a module, used by the names of its classes."""
    module = types.ModuleType("their")
    exec(MINE.replace("Mine", "Theirs"), module.__dict__)  # noqa: S102  a module made on the spot
    module.Theirs.__module__ = "their"
    brought = {"direct": module.Theirs, "their": module}
    monkeypatch.setattr(plugins, "plugins", lambda: brought)
    monkeypatch.setattr("corpsim.catalog.classes.plugins", lambda: brought)
    assert {"direct", "Theirs"} <= set(catalog.agent_names())
    assert make("direct", word="x").word == make("Theirs", word="x").word == "x"


def test_an_unknown_world_names_the_nearest(tmp_path: Path) -> None:
    """A world is a name or a folder."""
    with pytest.raises(UnknownName, match="Did you mean 'leverage'"):
        catalog.find_world("leverege")


@pytest.mark.parametrize(
    ("condition", "words"),
    [({"thread": "none"}, "Did you mean 'threat'"), ({"threat": "replace"}, "Did you mean 'replacement'")],
)
def test_a_wrong_condition_names_the_nearest(condition: dict[str, str], words: str) -> None:
    """Factor and level are both checked."""
    with pytest.raises(UnknownName, match=words):
        catalog.draw_condition(catalog.find_world("leverage"), 0, condition)


def test_a_shipped_agent_needs_no_witnesses() -> None:
    """Whoever plays an agent that ships with the house pays nothing for the reference trajectories of the world."""

    def refuse() -> Any:
        raise AssertionError("nobody asked for a witness")

    scenario = replace(small_scenario(), witnesses=Later(refuse))
    assert catalog.make_agent("do_nothing", scenario=scenario).act("")


def test_a_compiled_scenario_can_go_to_another_process() -> None:
    """It is the same company there, with the same witnesses."""
    template = catalog.find_world("leverage")
    scenario = catalog.compiled(template, 4, catalog.draw_condition(template, 4, {}))
    there = pickle.loads(pickle.dumps(scenario))  # noqa: S301  our own bytes
    assert (there.world.digest, there.briefing) == (scenario.world.digest, scenario.briefing)
    assert there.objective == scenario.objective
    assert there.witnesses == scenario.witnesses
    assert [habit.name for habits in there.habits.values() for habit in habits] == [
        habit.name for habits in scenario.habits.values() for habit in habits
    ]


def test_compiled_scenarios_are_kept() -> None:
    """The same seed and condition are one object for all environments of a process."""
    template = catalog.find_world("leverage")
    condition = catalog.draw_condition(template, 3, {})
    assert catalog.compiled(template, 3, condition) is catalog.compiled(template, 3, dict(condition))


def test_few_large_companies_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A company with a backdrop is kept like any other, but not for long: it weighs more and holds files open."""
    monkeypatch.setenv("CORPSIM_COMPANIES", str(tmp_path))
    template = catalog.find_world("leverage")
    condition = catalog.draw_condition(template, 0, {})
    first = catalog.compiled(template, 0, condition, 60)
    assert catalog.compiled(template, 0, condition, 60) is first
    for seed in range(1, KEPT_LARGE + 1):
        catalog.compiled(template, seed, condition, 60)
    assert catalog.compiled(template, 0, condition, 60) is not first
