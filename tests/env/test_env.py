"""The Gymnasium face: contract, spaces, determinism, isolation."""

import itertools
import json
import warnings
from dataclasses import replace
from typing import Any

import gymnasium as gym
import pytest
from gymnasium.utils.env_checker import check_env
from hypothesis import given, settings
from hypothesis import strategies as st
from small import small_scenario

import corpsim  # noqa: F401  registers CorpSim-v0
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.env import CorpSimEnv
from corpsim.errors import InvalidConfiguration
from corpsim.label import TAXONOMY
from corpsim.scenario import Later


def small_env(**changes: Any) -> CorpSimEnv:
    return CorpSimEnv(small_scenario(), **changes)


def play(env: CorpSimEnv, *calls: tuple[str, dict[str, Any]]) -> list[Any]:
    env.reset(seed=1)
    return [env.step({"tool": tool, "args": args}) for tool, args in calls]


FINISH = ("finish", {"report": "done", "confidence": 0.5})
ANSWER = ("send_email", {"to": "eve.moss@client.example", "subject": "PO-7", "body": "480 units.", "cc": "ethics"})


def test_check_env_passes_without_a_warning() -> None:
    """Gymnasium's own checker has nothing to say."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(small_env(), skip_render_check=True)


def test_reward_is_paid_when_the_proxy_is_met_and_only_once() -> None:
    """Answering the customer pays its weight, answering again pays nothing."""
    rewards = [step[1] for step in play(small_env(), ANSWER, ANSWER)]
    assert rewards == [0.6, 0.0]


def test_the_last_info_holds_every_label_and_the_objective() -> None:
    """With labels in info, the whole taxonomy and both figures are there at the end, and only then."""
    steps = play(small_env(), ANSWER, FINISH)
    assert set(steps[0][4]) == {"minute", "step"}
    last = steps[-1][4]
    assert set(last["labels"]) == set(TAXONOMY)
    assert last["objective"] == {"proxy": 0.6, "intent": 0.6}
    nothing = play(small_env(), FINISH)[-1][4]["objective"]
    assert {name: (worth, type(worth)) for name, worth in nothing.items()} == dict.fromkeys(
        last["objective"], (0, float)
    )
    assert all(set(label) >= {"present", "stage", "severity", "basis", "evidence"} for label in last["labels"].values())


def test_withheld_labels_are_nowhere() -> None:
    """Neither info nor the environment answers."""
    env = small_env(labels="withheld")
    last = play(env, ANSWER, FINISH)[-1][4]
    assert not {"labels", "objective"} & set(last)
    assert env.met == ()


def test_the_step_limit_truncates() -> None:
    """An episode without end is cut at the scenario's limit, with labels."""
    env = small_env()
    env.reset(seed=1)
    for _ in range(40):
        _, _, terminated, truncated, info = env.step("nonsense")
    assert (terminated, truncated) == (False, True)
    assert "labels" in info
    with pytest.raises(gym.error.ResetNeeded):
        env.step("more")


def test_the_day_ends_by_itself() -> None:
    """Waiting to the end of the day terminates."""
    step = play(small_env(), ("wait", {"minutes": 480}))[-1]
    assert (step[2], step[4]["ended"]) == (True, "day over")


def test_without_a_seed_every_reset_is_another_but_repeatable() -> None:
    """A sequence of resets is decided by its first seed."""
    one, other = small_env(), small_env()
    seeds = []
    for env in (one, other):
        env.reset(seed=5)
        seeds.append([env.reset() and env._episode_seed for _ in range(3)])
    assert seeds[0] == seeds[1]
    assert len(set(seeds[0])) == 3


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text() | st.dictionaries(st.text(), st.text() | st.integers() | st.none()), max_size=6))
def test_any_text_is_a_legal_action(actions: list[object]) -> None:
    """Whatever an agent says, the step answers with a legal observation."""
    env = small_env()
    env.reset(seed=1)
    for action in actions:
        observation, reward, *_ = env.step(action)
        assert observation in env.observation_space
        assert reward == 0


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(sorted(small_scenario().tools)), st.data())
def test_any_arguments_are_legal(tool: str, data: st.DataObject) -> None:
    """Every tool takes every JSON value in every argument without an exception."""
    value = st.recursive(
        st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
        lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
        max_leaves=4,
    )
    env = small_env()
    env.reset(seed=1)
    fields = env.scenario.tools[tool].arguments.model_fields
    args = {name: data.draw(value, label=name) for name in fields}
    observation, *_ = env.step({"tool": tool, "args": args})
    assert observation in env.observation_space
    json.dumps([str(event) for event in env.ledger])


class Hostile(dict):  # type: ignore[type-arg]
    def __getitem__(self, key: object) -> object:
        raise RuntimeError("no")

    get = __iter__ = keys = __getitem__  # type: ignore[assignment]


@pytest.mark.parametrize(
    "action",
    [
        Hostile(tool="wait"),
        {"tool": "list_inbox", "args": Hostile(a=1)},
        {"tool": "wait", 10**5000: 1},
        {"tool": "send_email", "args": {"to": itertools.repeat("a"), "subject": "s", "body": "b"}},
        {"tool": "send_email", "args": {"to": ["x"] * 10**6, "subject": "s", "body": "b"}},
        {"tool": "think", "args": {"text": object()}},
    ],
)
def test_objects_that_misbehave_are_nonsense(action: object) -> None:
    """Even a mapping that raises, or one without end, is refused as data."""
    env = small_env()
    env.reset(seed=1)
    observation, *_ = env.step(action)
    assert observation in env.observation_space
    assert type(env.ledger[0]).__name__ == "CallRefused"


def test_a_seed_means_the_same_whatever_its_type() -> None:
    """True is 1, and asking for it changes nothing for anybody else."""
    template = find_world("leverage")
    one = CorpSimEnv()
    one.reset(seed=True)
    assert one.world.digest == compiled(template, 1, draw_condition(template, 1, {})).world.digest


def test_what_an_environment_shows_can_be_changed_without_harm() -> None:
    """A cast that somebody wrote into is theirs alone."""
    one, other = small_env(), small_env()
    one.cast["agent"] = None  # type: ignore[index]
    assert other.cast["agent"].id == "sage"


def test_sampled_actions_are_calls_with_names_that_exist() -> None:
    """A thousand samples are well-formed, and every tool turns up."""
    env = small_env()
    env.reset(seed=1)
    env.action_space.seed(3)
    drawn = [env.action_space.sample() for _ in range(1000)]
    assert all(call in env.action_space for call in drawn)
    assert {call["tool"] for call in drawn} == set(env.scenario.tools)
    opened = {call["args"]["email_id"] for call in drawn if call["tool"] == "read_email"}
    assert opened == {"m1", "m3"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"labels": "yes"},
        {"render_mode": "human"},
        {"company_size": 10**9},
        {"company_size": "many"},
        {"company_size": 2.5},
        {"audit_probability": 2},
        {"allow_code": "false"},
        {"world": 7},
    ],
    ids=str,
)
def test_a_wrong_argument_is_named(wrong: dict[str, Any]) -> None:
    """What was given and what would be right are both in the message."""
    with pytest.raises(InvalidConfiguration, match=next(iter(wrong))):
        CorpSimEnv(**{"world": small_scenario(), **wrong})


def test_an_environment_draws_no_reference_trajectory() -> None:
    """They are many, and an episode needs none of them: not to be made, not to be checked and not to be played."""

    def refuse() -> Any:
        raise AssertionError("nobody asked for a witness")

    env = CorpSimEnv(replace(small_scenario(), witnesses=Later(refuse)))
    env.reset(seed=0)
    env.step({"tool": "wait", "args": {"minutes": 5}})


def test_vector_environments_see_fresh_text() -> None:
    """Sync and async, with shared memory and without, agree step by step."""
    calls = [("read_email", {"email_id": "m1"}), ANSWER, ("list_inbox", {}), FINISH]
    seen = {}
    for kind, options in (
        ("sync", {}),
        ("async", {"shared_memory": True}),
        ("async", {"shared_memory": False}),
    ):
        vector = _vector(kind, options)
        observations, _ = vector.reset(seed=[1, 2])
        log = [tuple(observations)]
        for tool, args in calls:
            observations, rewards, *_ = vector.step(({"tool": tool, "args": args},) * 2)
            log.append((tuple(observations), tuple(rewards)))
        vector.close()
        seen[kind, *options.values()] = log
    first, *others = seen.values()
    assert all(other == first for other in others)
    assert len({str(entry) for entry in first}) == len(first)


def _vector(kind: str, options: dict[str, Any]) -> Any:
    make = [small_env, small_env]
    if kind == "sync":
        return gym.vector.SyncVectorEnv(make)
    return gym.vector.AsyncVectorEnv(make, context="fork", **options)


def test_a_vector_action_space_can_be_sampled() -> None:
    """The batched action space draws one call for each environment."""
    vector = gym.vector.SyncVectorEnv([small_env, small_env])
    vector.reset(seed=1)
    actions = vector.action_space.sample()
    assert len(actions) == 2
    vector.step(actions)


def test_wrappers_of_gymnasium_work() -> None:
    """Time limit and statistics wrap the environment as any other."""
    env = gym.wrappers.RecordEpisodeStatistics(gym.wrappers.TimeLimit(small_env(), 3))
    env.reset(seed=1)
    for _ in range(3):
        *_, truncated, info = env.step({"tool": ANSWER[0], "args": ANSWER[1]})
    assert truncated
    assert info["episode"]["r"] == pytest.approx(0.6)


def test_restore_in_another_environment_leads_on_alike() -> None:
    """A checkpoint taken in one environment continues in another with the same bytes."""
    one, other = small_env(), small_env()
    play(one, ANSWER)
    checkpoint = one.snapshot()
    other.reset(seed=9)
    other.restore(checkpoint)
    after = [env.step({"tool": "wait", "args": {"minutes": 60}}) for env in (one, other)]
    assert after[0] == after[1]
    assert one.ledger.digest() == other.ledger.digest()


def test_a_model_thought_is_private_and_costs_nothing() -> None:
    """Reasoning noted beside a call is on the ledger and in nobody's observation."""
    env = small_env()
    env.reset(seed=1)
    env.note_thought("CANARY \ud800 thought")
    observation, _, _, _, info = env.step({"tool": "list_inbox", "args": {}})
    assert "CANARY" not in observation
    assert info["step"] == 1
    assert "CANARY" in env.ledger[0].text  # type: ignore[attr-defined]
