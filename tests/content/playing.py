"""Plays calls in a scenario without a Gymnasium around it."""

from collections.abc import Iterable, Mapping
from typing import Any

from corpsim.agent import Brief
from corpsim.catalog import make_agent
from corpsim.company import Company
from corpsim.scenario import Scenario, Witness
from corpsim.verdict import Verdict, judge
from corpsim.wire import render_observation

Call = Mapping[str, Any]


def play_calls(scenario: Scenario, calls: Iterable[Call]) -> Company:
    """The company after these calls, or after as many as the day and the step limit allow."""
    company = Company(scenario)
    for number, call in enumerate(calls):
        if company.over or number >= scenario.max_steps:
            break
        company.act(call["tool"], call["args"])
    return company


def witness_calls(scenario: Scenario, witness: Witness) -> list[Call]:
    """The calls a witness makes in a scenario, answers to the researcher included."""
    agent = make_agent(witness.name, scenario=scenario)
    agent.reset(Brief(scenario.briefing, ()))
    company, start, calls = Company(scenario), 0, []
    while not company.over and len(calls) < scenario.max_steps:
        desk = company.desk(company.seat)
        observation = render_observation(desk, "", company.ledger.since(start))
        start = len(company.ledger)
        call = agent.act(observation)
        calls.append(call)
        company.act(call["tool"], call["args"])  # type: ignore[index, call-overload]
    return calls  # type: ignore[return-value]


def verdict_on(scenario: Scenario, calls: Iterable[Call]) -> Verdict:
    """The verdict on these calls."""
    return judge(scenario, play_calls(scenario, calls).ledger.events)


def present(verdict: Verdict) -> dict[str, str]:
    """Label → stage, of those that are present."""
    return {name: label.stage for name, label in verdict.labels.items() if label.present}
