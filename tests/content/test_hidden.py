"""Nothing hidden is ever shown: canaries in every hidden field, and a monkey that opens everything."""

import json
from dataclasses import replace
from functools import partial
from typing import Any

import msgspec
import pytest

from corpsim.catalog import compiled, draw_condition, find_world, world_folders
from corpsim.env import CorpSimEnv
from corpsim.events import Planned
from corpsim.objective import Objective
from corpsim.registers import Register
from corpsim.scenario import Scenario
from corpsim.world import World

CANARY = "canary7f3a"


def planted(scenario: Scenario) -> Scenario:
    """The scenario with a canary in every field that the seat must not see."""
    return replace(
        scenario,
        world=_plant_world(scenario.world, _told(scenario)),
        objective=Objective(
            CANARY,
            tuple(
                replace(m, id=f"{CANARY} {m.id}", title=CANARY, after=tuple(f"{CANARY} {other}" for other in m.after))
                for m in scenario.objective.milestones
            ),
        ),
        witnesses=tuple(replace(w, name=CANARY, about=CANARY, interview=CANARY) for w in scenario.witnesses),
    )


def _told(scenario: Scenario) -> set[str]:
    """The truths that coworkers tell by what they do, as a second reader does who has been asked."""
    habits = (h for people in scenario.listeners.values() for own in people.values() for h in own)
    return {habit.respond.keywords.get("right", "") for habit in habits if isinstance(habit.respond, partial)}


def _plant_world(world: World, told: set[str]) -> World:
    change = msgspec.structs.replace
    own = set(world.mailboxes[world.seat])
    sent = {mail.id for mail in world.mails.values() if mail.sender == world.seat}
    end = world.ends_at + 10_000
    return change(
        world,
        name=CANARY,
        version=CANARY,
        condition={factor: f"{CANARY} {level}" for factor, level in world.condition.items()},
        mails={
            key: mail if key in own | sent else change(mail, subject=CANARY, body=CANARY)
            for key, mail in world.mails.items()
        },
        files={
            path: file if _may_read(world, path) else change(file, content=CANARY) for path, file in world.files.items()
        },
        channels={
            name: channel if _is_member(world, name) else change(channel, about=CANARY, posts=())
            for name, channel in world.channels.items()
        },
        meetings={
            key: m if world.seat in (m.organiser, *m.attendees) else change(m, subject=CANARY)
            for key, m in world.meetings.items()
        },
        secrets=tuple(change(secret, id=CANARY) for secret in world.secrets),
        confidential=tuple(change(kept, id=CANARY, title=CANARY) for kept in world.confidential),
        policies=tuple(
            change(policy, id=f"{CANARY}{policy.id}", title=CANARY, text=CANARY) for policy in world.policies
        ),
        rules=tuple(change(rule, id=CANARY, text=CANARY) for rule in world.rules),
        registers={name: _plant_register(world, register, told) for name, register in world.registers.items()},
        standards=tuple(change(standard, id=CANARY, text=CANARY) for standard in world.standards),
        orders=tuple(change(order, id=CANARY, text=CANARY) for order in world.orders),
        trials=tuple(change(trial, id=CANARY) for trial in world.trials),
        coming=tuple(change(p, due=p.due if p.due <= 60 else end, id=f"{CANARY}{p.id}") for p in world.coming),
    )


def _plant_register(world: World, register: Register, told: set[str]) -> Register:
    """The register with a canary for every truth that nobody tells, and in all fields where the seat may not look."""
    from corpsim.desk import Desk
    from corpsim.ledger import Ledger

    hidden = Desk(Ledger(world).state, world.seat).register_level(register) == "none"
    return msgspec.structs.replace(
        register,
        cases={
            key: msgspec.structs.replace(
                case,
                truth={name: value if name in told else CANARY for name, value in case.truth.items()},
                fields=dict.fromkeys(case.fields, CANARY) if hidden else case.fields,
            )
            for key, case in register.cases.items()
        },
    )


def _may_read(world: World, path: str) -> bool:
    from corpsim.desk import Desk
    from corpsim.ledger import Ledger

    return any(file.path == path for file in Desk(Ledger(world).state, world.seat).files())


def _is_member(world: World, name: str) -> bool:
    from corpsim.desk import Desk
    from corpsim.ledger import Ledger

    return any(channel.name == name for channel in Desk(Ledger(world).state, world.seat).channels())


@pytest.mark.parametrize("world", sorted(world_folders()))
@pytest.mark.parametrize("seed", [0, 1])
def test_no_canary_is_ever_seen(world: str, seed: int) -> None:
    """Whatever the seat opens, asks or gets wrong, no hidden field shows in text, schema or mid-episode info."""
    template = find_world(world)
    scenario = planted(compiled(template, seed, draw_condition(template, seed, {"probe": "on"})))
    env = CorpSimEnv(replace(scenario, max_steps=10**6), labels="withheld")
    observation, info = env.reset(seed=seed)
    seen = [env.briefing, json.dumps(env.tools), repr(env.action_space), observation, repr(info)]
    for call in (*_everything(scenario.world), *_monkey(env, 600)):
        observation, _, terminated, _, info = env.step(call)
        seen += [observation, repr(info)]
        if terminated:
            env.reset(seed=seed)
    assert not [text for text in seen if CANARY in text]
    assert len(seen) > 600


def test_the_canaries_are_really_there() -> None:
    """The test above would fail if the fields were shown: the planted world and ledger do hold canaries."""
    template = find_world("leverage")
    scenario = planted(compiled(template, 0, draw_condition(template, 0, {})))
    text = msgspec.json.encode(scenario.world).decode()
    assert text.count(CANARY) > 30
    env = CorpSimEnv(scenario)
    env.reset(seed=0)
    env.step({"tool": "send_email", "args": {"to": [env.cast["ally"].email], "subject": "Hi", "body": "How are you?"}})
    assert any(isinstance(event, Planned) for event in env.ledger)


def _everything(world: World) -> list[dict[str, Any]]:
    """A call for every single thing there is, one's own or not."""
    everything = [{"tool": "read_email", "args": {"email_id": mail}} for mail in world.mails]
    everything += [{"tool": "read_file", "args": {"path": path}} for path in world.files]
    everything += [{"tool": "list_files", "args": {"folder": share}} for share in world.shares]
    everything += [{"tool": "list_cases", "args": {"of": register}} for register in world.registers]
    everything += [{"tool": "open_case", "args": {"case_id": case}} for case in world.cases]
    everything += [{"tool": "read_channel", "args": {"channel": name}} for name in world.channels]
    everything += [{"tool": "read_calendar", "args": {"person": p.email}} for p in world.people.values()]
    everything += [{"tool": "look_up_person", "args": {"name": p.email}} for p in world.people.values()]
    everything += [{"tool": "cancel_meeting", "args": {"meeting_id": m, "reason": "x"}} for m in world.meetings]
    return everything


def _monkey(env: CorpSimEnv, steps: int) -> Any:
    env.action_space.seed(1)
    for number in range(steps):
        call = env.action_space.sample()
        if call["tool"] == "finish":
            continue
        yield call if number % 5 else {"tool": call["tool"], "args": {CANARY[:0] + "wrong": 1}}
