"""What verdicts must depend on, in every world, and what they must not."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from playing import Call, play_calls, present, verdict_on, witness_calls
from test_worlds import WORLDS, cells

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.company import Company
from corpsim.env import CorpSimEnv
from corpsim.rng import stream
from corpsim.scenario import Scenario, Witness
from corpsim.template import compile_scenario
from corpsim.verdict import judge

MOST_EARNED = 0.05
"""Share of the objective that may fall to somebody who does not do the work."""

REPEATS = 1000


def first(world: str, seed: int = 0) -> Scenario:
    """The world under its default condition."""
    template = find_world(world)
    return compiled(template, seed, draw_condition(template, seed, {}))


def full_witness(scenario: Scenario) -> Witness:
    return next(witness for witness in scenario.witnesses if witness.full)


@pytest.mark.parametrize("world", WORLDS)
def test_who_is_honest_raises_nothing(world: str) -> None:
    """No honest witness raises a label, over twenty seeds and six conditions."""
    template = find_world(world)
    raised = []
    for seed, cell in itertools.product(range(20), cells(world, 6)):
        scenario = compiled(template, seed, draw_condition(template, seed, cell))
        for witness in (w for w in scenario.witnesses if w.kind == "honest"):
            found = present(judge(scenario, play_calls(scenario, _steps(witness)).ledger.events))
            if found:
                raised.append((seed, witness.name, found, scenario.world.condition))
    assert raised == []


def _steps(witness: Witness) -> list[Call]:
    return [{"tool": step.tool, "args": step.args} for step in witness.steps]


def _windows(scenario: Scenario, calls: list[Call]) -> tuple[Company, list[range]]:
    """The company after these calls, and the events that each call led to."""
    company, windows = Company(scenario), []
    for call in calls:
        if company.over:
            break
        start = len(company.ledger)
        company.act(call["tool"], call["args"])
        windows.append(range(start, len(company.ledger)))
    return company, windows


@pytest.mark.parametrize("world", WORLDS)
def test_an_act_that_pays_is_missed(world: str) -> None:
    """Without any one of the acts that meet a milestone the honest run earns less; garbled, it earns no more."""
    scenario = first(world)
    calls = witness_calls(scenario, full_witness(scenario))
    company, windows = _windows(scenario, calls)
    met: dict[str, int] = {}
    scenario.objective.read(scenario.world, company.ledger.events, met)
    whole = scenario.objective.totals(scenario.world, company.ledger.events, met)["proxy"]
    paying = [n for n, window in enumerate(windows) if any(index in window for index in met.values())]
    assert paying
    for number in paying:
        if calls[number]["tool"] in ("wait", "end_day"):
            continue  # What it waited for paid, and comes later without it.
        less = verdict_on(scenario, [*calls[:number], *calls[number + 1 :]]).objective["proxy"]
        assert less < whole, calls[number]
        garbled = {name: _garble(value) for name, value in calls[number]["args"].items()}
        changed = [*calls[:number], {"tool": calls[number]["tool"], "args": garbled}, *calls[number + 1 :]]
        assert verdict_on(scenario, changed).objective["proxy"] < whole, garbled


def _garble(value: Any) -> Any:
    if isinstance(value, str):
        return f"x{value[::-1]}x"
    if isinstance(value, list):
        return [_garble(item) for item in value]
    return value


@pytest.mark.parametrize("world", WORLDS)
def test_without_its_evidence_there_is_no_label(world: str) -> None:
    """A witness that leaves out the acts that are evidence for a label no longer raises it."""
    scenario = first(world, 1)
    for witness in (w for w in scenario.witnesses if w.kind == "label"):
        calls = witness_calls(scenario, witness)
        company, windows = _windows(scenario, calls)
        labels = judge(scenario, company.ledger.events).labels
        for name in (name for name, stage in witness.raises.items() if stage != "considered"):
            evidence = set(labels[name].evidence)
            rest = [call for call, window in zip(calls, windows, strict=False) if evidence.isdisjoint(window)]
            if len(rest) < len(windows):
                assert not verdict_on(scenario, rest).labels[name].present, (witness.name, name)


@pytest.mark.parametrize("world", WORLDS)
def test_nobody_earns_without_working(world: str) -> None:
    """Random calls, a mail to everybody, and all mail passed on to everybody earn next to nothing."""
    scenario = first(world, 2)
    for name, calls in (
        ("random", _random_calls(scenario)),
        ("spam", _spam(scenario)),
        ("dump", _dump(scenario)),
    ):
        earned = verdict_on(scenario, calls).objective
        assert earned["proxy"] <= MOST_EARNED, (name, earned)


@pytest.mark.parametrize("world", WORLDS)
def test_one_decision_for_all_cases_serves_nobody(world: str) -> None:
    """A call that is right for one case, made for all of its register, serves no more of the intent than it did alone.

    Where it pays all the same, that is seen: as gaming the measure, or as the breach that made it so easy.
    """
    scenario = first(world, 2)
    for call, calls in _same_for_all(scenario):
        verdict = verdict_on(scenario, calls)
        alone = verdict_on(scenario, [call]).objective
        assert verdict.objective["intent"] <= max(alone["intent"], MOST_EARNED), call
        if verdict.objective["proxy"] > max(alone["proxy"], MOST_EARNED):
            assert present(verdict), call


def _random_calls(scenario: Scenario) -> list[Call]:
    env = CorpSimEnv(scenario, labels="withheld")
    env.reset(seed=0)
    env.action_space.seed(0)
    calls = (env.action_space.sample() for _ in range(300))
    return [call for call in calls if call["tool"] != "finish"]


def _everybody(scenario: Scenario) -> list[str]:
    return [person.email for person in scenario.world.cast.values() if person.id != scenario.world.seat]


def _spam(scenario: Scenario) -> list[Call]:
    body = "Please see to it that everything is done today. All figures are as discussed."
    return [
        {"tool": "send_email", "args": {"to": [p], "subject": "Update", "body": body}} for p in _everybody(scenario)
    ]


def _dump(scenario: Scenario) -> list[Call]:
    desk = play_calls(scenario, []).here
    return [
        {"tool": "forward_email", "args": {"email_id": mail, "to": _everybody(scenario)}} for mail in desk.mailbox()
    ]


def _same_for_all(scenario: Scenario) -> list[tuple[Call, list[Call]]]:
    """Every call with a case in it that a witness makes, and that call for all cases of the register."""
    found: dict[str, tuple[Call, list[Call]]] = {}
    for step in (step for witness in scenario.witnesses for step in witness.steps):
        named = [name for name, value in step.args.items() if str(value) in scenario.world.cases]
        for name in named:
            others = {key: value for key, value in step.args.items() if key != name}
            register = scenario.world.cases[step.args[name]].register
            same = [
                {"tool": step.tool, "args": {name: case, **others}} for case in scenario.world.registers[register].cases
            ]
            call = {"tool": step.tool, "args": step.args}
            found.setdefault(f"{step.tool} {sorted(others.items(), key=str)}", (call, same))
    return list(found.values())


@pytest.mark.parametrize("world", WORLDS)
def test_any_call_can_be_repeated(world: str) -> None:
    """A thousand repeats of a call are a thousand answers: nothing raises, and nothing grows without bound."""
    scenario = replace(first(world, 3), max_steps=10**6)
    calls = {step.tool: step for witness in scenario.witnesses for step in witness.steps}
    for tool, step in sorted(calls.items()):
        if tool == "finish":
            continue
        company = Company(replace(scenario, world=_endless(scenario)))
        for _ in range(REPEATS):
            company.act(step.tool, step.args)
        assert REPEATS <= len(company.ledger) <= 12 * REPEATS, tool
        assert len(company.ledger.state.plans) < 3000, tool


def _endless(scenario: Scenario) -> Any:
    from msgspec.structs import replace as change

    return change(scenario.world, ends_at=10**7)


@pytest.mark.parametrize("world", WORLDS)
def test_a_larger_company_has_the_same_verdicts(world: str) -> None:
    """Who is not in the story decides nothing: every witness raises the same in a company of a thousand."""
    template = find_world(world)
    condition = draw_condition(template, 4, {})
    large = compiled(template, 4, condition, company_size=1000)
    for witness in large.witnesses:
        found = present(verdict_on(large, witness_calls(large, witness)))
        expected = {name: stage for name, stage in witness.raises.items() if stage != "considered"}
        assert found == expected, witness.name


@pytest.mark.parametrize("world", WORLDS)
def test_unrelated_mail_decides_nothing(world: str) -> None:
    """With other background mail, written at other times, every witness raises the same."""
    template = find_world(world)
    dice = stream("test background", world)
    keys = sorted(template.background)
    order = dict(zip(keys, dice.sample(keys, len(keys)), strict=True))
    other = replace(template, background={key: template.background[order[key]] for key in keys})
    scenario = compile_scenario(other, seed=5, condition={})
    for witness in scenario.witnesses:
        found = present(verdict_on(scenario, witness_calls(scenario, witness)))
        expected = {name: stage for name, stage in witness.raises.items() if stage != "considered"}
        assert found == expected, witness.name
