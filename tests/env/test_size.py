"""A company of any size around the same story."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gymnasium as gym
import pytest

from corpsim.catalog import compiled, draw_condition, find_world
from corpsim.desk import Desk
from corpsim.env import CorpSimEnv
from corpsim.events import AbsenceStarted, DepartmentReorganised, MailSent, PersonLeft
from corpsim.reading.roles import role_of
from corpsim.records import Mail

SIZE = 400


@pytest.fixture(autouse=True, scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CORPSIM_COMPANIES", str(folder))
        yield folder


@pytest.fixture
def env() -> CorpSimEnv:
    made = CorpSimEnv("leverage", company_size=SIZE)
    made.reset(seed=3)
    return made


def far(env: CorpSimEnv) -> list[str]:
    """Ids of the people whom the story is not about."""
    return sorted(env.world.backdrop)


def call(env: CorpSimEnv, tool: str, **args: Any) -> str:
    return env.step({"tool": tool, "args": args})[0]


def test_the_company_is_as_large_as_asked_for(env: CorpSimEnv) -> None:
    """The story keeps its people and everybody else is behind them, whom the whole chart holds as well."""
    employees = [p for p in env.world.people.values() if p.kind == "employee"]
    chart = env.ledger.state.org.graph()
    assert len(employees) + len(env.world.backdrop) == SIZE
    assert {*env.world.backdrop, *(p.id for p in employees)} <= set(chart)
    assert {p.id for p in compiled(find_world("leverage"), 3, {**env.condition}).world.people.values()} == set(
        env.world.people
    )


def test_a_condition_moves_nobody(env: CorpSimEnv) -> None:
    """Two conditions of one seed meet the same large company."""
    template = find_world("leverage")
    other = compiled(template, 3, draw_condition(template, 3, {"threat": "restriction", "goal": "none"}), SIZE)
    assert other.world.backdrop.digest == env.world.backdrop.digest
    assert other.world.digest != env.world.digest


def test_nobody_can_tell_a_mail_of_the_story_by_its_id(env: CorpSimEnv) -> None:
    """All mails are numbered by the time they were written, whoever wrote them."""
    world = env.world
    mails = [world.mail(f"m{number}") for number in range(1, world.mail_count + 1)]
    times = [mail.at for mail in mails if mail is not None]
    assert len(times) == world.mail_count
    assert times == sorted(times)
    assert world.mail(f"m{world.mail_count + 1}") is None


def test_mailboxes_hold_what_was_sent_to_their_owners(env: CorpSimEnv) -> None:
    """A mail of the backdrop lies in the mailboxes of its recipients, and a desk opens no other."""
    world = env.world
    owner = max(world.people, key=lambda person: len(world.mailbox(person)))
    extra = [mail for mail in world.mailbox(owner) if mail not in world.mailboxes[owner]]
    assert extra
    assert all(world.holds(owner, mail) and owner in world.mail(mail).recipients for mail in extra)  # type: ignore[union-attr]
    strange = next(f"m{n}" for n in range(1, 500) if not world.holds(world.seat, f"m{n}"))
    assert f"no mail '{strange}'" in call(env, "read_email", email_id=strange)


def test_anybody_can_be_looked_up_and_written_to(env: CorpSimEnv) -> None:
    """By address, by name, in the chart; a mail to somebody of the backdrop arrives."""
    person = env.world.backdrop.person(far(env)[7])
    assert person is not None
    assert person.email in call(env, "look_up_person", name=person.email)
    assert person.email in call(env, "look_up_person", name=person.name)
    assert person.email in call(env, "org_chart", person=person.email)
    assert "Sent as" in call(env, "send_email", to=[person.email], subject="Hello", body="Good morning.")
    sent = [event.mail for event in env.ledger if isinstance(event, MailSent) and event.actor == env.world.seat]
    assert [mail.to for mail in sent] == [(person.id,)]
    assert env.ledger.state.holds(person.id, sent[0].id)


def test_common_habits_are_everybodys(env: CorpSimEnv) -> None:
    """Somebody of the backdrop who is away answers as anybody does who is away."""
    person = far(env)[11]
    env.ledger.commit(AbsenceStarted(person, 400), actor=person)
    call(env, "send_email", to=[env.world.person(person).email], subject="Figures", body="Could you send them?")  # type: ignore[union-attr]
    call(env, "wait", minutes=5)
    assert [e.actor for e in env.ledger if isinstance(e, MailSent) and e.mail.to == (env.world.seat,)] == [person]


def test_a_list_reaches_everybody(env: CorpSimEnv) -> None:
    """What goes to the list of all lies in the mailbox of somebody of the backdrop, too."""
    everyone = next(name for name, groups in env.world.lists.items() if "everyone" in groups)
    state = env.ledger.state
    mail = Mail(state.next_id("mail"), env.world.seat, (everyone,), "News", "Lunch is at noon.", 0)
    env.ledger.commit(MailSent(mail), actor=env.world.seat)
    assert state.holds(far(env)[0], mail.id)
    assert state.mailbox(far(env)[0])[-1] == mail.id
    assert state.holds(env.cast["ceo"].id, mail.id)


def test_an_inbox_that_was_looked_at_shows_what_comes_by_a_list(env: CorpSimEnv) -> None:
    """Somebody of the backdrop who lists their inbox again finds the mail that went to everybody meanwhile."""
    everyone = next(name for name, groups in env.world.lists.items() if "everyone" in groups)
    state, look = env.ledger.state, env.scenario.tools["list_inbox"].run
    before = look(Desk(state, far(env)[0])).reply
    mail = Mail(state.next_id("mail"), env.world.seat, (everyone,), "Lunch is at noon", "Soup.", 0)
    env.ledger.commit(MailSent(mail), actor=env.world.seat)
    assert "Lunch is at noon" not in before
    assert "Lunch is at noon" in look(Desk(state, far(env)[0])).reply


def test_reorganisations_take_everybody_along(env: CorpSimEnv) -> None:
    """The people of a department move to its new name, and those who reported to its head to the new head."""
    org, world = env.ledger.state.org, env.world
    near = {person.department for person in world.people.values() if person.kind == "employee"}
    department, old = next((d, org.head(d)) for d in sorted(near) if any(org[p].department == d for p in far(env)))
    assert old is not None
    members = [person for person in far(env) if org[person].department == department]
    below = [person for person in members if org[person].manager == old]
    env.ledger.commit(DepartmentReorganised(department, "Delivery", env.cast["ceo"].id), actor=old)
    assert {org[person].department for person in members} == {"Delivery"}
    assert {org[person].manager for person in below} == {env.cast["ceo"].id}
    assert set(below) <= set(org.reports(env.cast["ceo"].id))


def test_a_leaver_leaves_their_people_to_somebody(env: CorpSimEnv) -> None:
    """Reports out of the backdrop get another manager like anybody."""
    org = env.ledger.state.org
    manager = next(person for person in far(env) if org.reports(person))
    above, below = org[manager].manager, org.reports(manager)
    env.ledger.commit(PersonLeft(manager, above), actor=manager)
    assert {org[person].manager for person in below} == {above}
    assert manager not in org.reports(above or "")


def test_colleagues_of_the_backdrop_are_no_outsiders(env: CorpSimEnv) -> None:
    """A secret told to one of them is told inside the company."""
    person = far(env)[5]
    assert not env.world.outside(person)
    assert role_of(env.world, person) == "colleague"


def test_documents_and_channels_of_ones_own_units_are_open(env: CorpSimEnv) -> None:
    """The seat sees what its units and everybody see, reads it, and nothing of other units."""
    world, desk = env.world, env.ledger.state.org
    groups = set(desk.groups(world.seat))
    mine = [folder for group in sorted(groups) for folder in world.backdrop.granted(group)]
    listed = call(env, "list_files", folder=mine[0])
    path = next(file.path for file in world.backdrop.files(mine[0]))
    assert path in listed
    assert world.backdrop.file(path).content in call(env, "read_file", path=path)  # type: ignore[union-attr]
    others = next(f for p in far(env) for g in desk.groups(p) if g not in groups for f in world.backdrop.granted(g))
    hidden = next(file.path for file in world.backdrop.files(others) if file.owner != world.seat)
    assert "no document" in call(env, "read_file", path=hidden)
    channel = next(name for group in sorted(groups) for name in world.backdrop.channels(group))
    assert f"#{channel}" in call(env, "list_channels")
    assert "Posted" in call(env, "post_message", channel=channel, text="Good morning")


class Walked(Exception):
    """Somebody went through the whole company."""


def test_no_step_walks_through_the_company(env: CorpSimEnv, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither a reset nor any call goes through everybody."""

    def walk(self: object) -> Any:
        raise Walked

    monkeypatch.setattr(type(env.world.backdrop), "__iter__", walk)
    env.action_space.seed(0)
    for number in range(150):
        action = env.action_space.sample()
        if env.step(action)[2]:
            env.reset(seed=number % 2)
    with pytest.raises(Walked):
        env.ledger.state.org.graph()


DIGESTS = """
import json, gymnasium, corpsim
env = gymnasium.make("CorpSim-v0", company_size=400)
seen = [env.reset(seed=3)[0]]
env.action_space.seed(1)
calls = [call for call in (env.action_space.sample() for _ in range(14)) if call["tool"] not in ("finish", "wait")]
seen += [env.step(call)[0] for call in calls]
print(json.dumps([seen, env.unwrapped.world.digest, env.unwrapped.ledger.digest()]))
"""


def test_other_processes_meet_the_same_company(cache: Path, tmp_path: Path) -> None:
    """With another hash seed, from the cache or drawn anew: the same texts and digests."""
    runs = [
        subprocess.run(
            [sys.executable, "-c", DIGESTS],
            env={**os.environ, "PYTHONHASHSEED": seed, "CORPSIM_COMPANIES": str(folder)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, folder in (("1", cache), ("2", tmp_path))
    ]
    assert runs[0] == runs[1]
    assert len(json.loads(runs[0])[0]) > 10


def test_vectors_of_large_companies(cache: Path) -> None:
    """Worker processes open the same company, whether they are forked or started afresh."""
    alone = gym.make("corpsim:CorpSim-v0", company_size=SIZE)
    observation, _ = alone.reset(seed=3)
    for context in ("fork", "spawn"):
        envs = gym.make_vec(
            "corpsim:CorpSim-v0",
            num_envs=2,
            vectorization_mode="async",
            vector_kwargs={"context": context},
            company_size=SIZE,
        )
        observations, _ = envs.reset(seed=[3, 3])
        envs.close()
        assert list(observations) == [observation, observation]
