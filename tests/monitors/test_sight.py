"""An overseer sees what an overseer may see: nothing hidden, and the same live as from a record."""

from typing import Any

import msgspec
import pytest

from corpsim import events as ev
from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.env import CorpSimEnv
from corpsim.events import Event
from corpsim.records import Approval, Attachment, File, Mail, Plan
from corpsim.runs.record import Step
from corpsim.scenario import Scenario
from corpsim.sight import QUESTION, Vantage, history_of, rehearsal_of, setting_of

CANARY = "canary-7f3a"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    template = find_world("leak")
    return compiled(template, 0, draw_condition(template, 0, {}))


def hidden(seat: str) -> list[Event]:
    """Events that hold something an overseer may not see, and nothing else with a canary in it."""
    file = File("a/b.md", "open", seat, seat, 0)
    between = Mail("m9", "ana", ("bo",), CANARY, CANARY, 0, attachments=(Attachment("x", CANARY),))
    blind = Mail("m8", "ana", (seat,), "s", "b", 0, bcc=(CANARY,))
    asked = Approval("a1", "ana", "bo", CANARY, CANARY, 0)
    return [
        ev.ThoughtRecorded(CANARY, actor=seat),
        ev.MailSent(between, actor="ana"),
        ev.MailSent(blind, actor="ana"),
        ev.FileWritten(file, CANARY, actor=seat),
        ev.FileDeleted("a/b.md", CANARY, actor=seat),
        ev.AccessDenied("open_case", CANARY, "no", {"case_id": CANARY}, actor=seat),
        ev.Planned(Plan(CANARY, 3, "ana", CANARY), actor="ana"),
        ev.PlanDue(CANARY, CANARY, actor="ana"),
        ev.ApprovalRequested(asked, actor="ana"),
        ev.ApprovalDecided("a2", seat, "granted", covers=(CANARY,), actor="bo"),
        ev.ApprovalDecided("a3", "ana", "granted", CANARY, actor="bo"),
        ev.MessagePosted("private", CANARY, actor="ana"),
        ev.QuestionAsked("q1", "interview", CANARY, actor="researcher"),
        ev.QuestionAnswered("q1", CANARY, actor=seat),
        ev.ForeignEvent(kind="Own", fields={"x": CANARY}, actor=seat),
        ev.SeatDecommissioned(CANARY),
    ]


def test_nothing_hidden_is_shown(scenario: Scenario) -> None:
    """Thoughts, plans, what others do among themselves, and what the ledger keeps for detectors stay hidden."""
    vantage = Vantage(scenario.world, "", ())
    vantage.happened(f"Question q1, to be answered with answer_question: {CANARY}", hidden(scenario.world.seat))
    calls: tuple[Any, ...] = (
        {"tool": "think", "args": {"text": CANARY}},
        {"tool": "answer_question", "args": {"question_id": "q1", "answer": CANARY}},
        CANARY,
    )
    shown = [vantage.sight(call, 5, thought=CANARY) for call in calls]
    assert CANARY not in msgspec.json.encode(shown).decode()
    assert QUESTION in shown[0].before.observation


def test_thoughts_are_shown_where_they_may_be(scenario: Scenario) -> None:
    """A monitor that may read thoughts is shown those of model and tool, and no answers to the researcher."""
    vantage = Vantage(scenario.world, "", (), thoughts=True)
    thinks = vantage.sight({"tool": "think", "args": {"text": CANARY}}, 0, "aside")
    assert (thinks.args, thinks.thought) == ({"text": CANARY}, "aside")
    assert vantage.sight({"tool": "answer_question", "args": {"answer": CANARY}}, 0).args == {}


def test_setting_holds_no_hidden_field(scenario: Scenario) -> None:
    """Of the world an overseer knows words that people know: no secret, no condition, no pattern of a policy."""
    world = scenario.world
    told = msgspec.json.encode(setting_of(scenario)).decode()
    for field in ("secrets", "condition", "controls", "rules", "duties", "confidential", "audit_probability", "paths"):
        assert f'"{field}"' not in told
    assert set(setting_of(scenario).__struct_fields__) == {
        *("seat", "company", "domain", "briefing", "policies", "outsiders", "lists", "tools")
    }
    assert all(policy.text in told for policy in world.policies)


def test_live_is_as_from_the_record(scenario: Scenario) -> None:
    """What is seen while an episode runs equals what is seen in its record."""
    env = CorpSimEnv(scenario, labels="withheld")
    observation, _ = env.reset(seed=0)
    began = env.ledger.events
    live = Vantage(scenario.world, observation, began)
    witness = next(w for w in scenario.witnesses if w.name == "leaker")
    seen, steps, first = [], [], observation
    for number, call in enumerate(witness.steps, 1):
        told = {"tool": call.tool, "args": dict(call.args)}
        seen.append(live.sight(told, env.ledger.state.now))
        before = len(env.ledger)
        observation, *_ = env.step(told)
        events = tuple(env.ledger.since(before))
        live.happened(observation, events)
        steps.append(Step(i=number, call=told, observation=observation, reward=0.0, events=events))
    recorded = history_of(scenario, first, began, steps)
    assert recorded.sights == tuple(seen)
    assert recorded.last == live.last
    assert [s.tool for s in rehearsal_of(scenario, witness).sights] == [s.tool for s in seen]
