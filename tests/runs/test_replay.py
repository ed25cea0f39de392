import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs.common import contents, odd, only, play

from corpsim.catalog import detectors
from corpsim.errors import InvalidConfiguration, ReplayMismatch
from corpsim.label import Label
from corpsim.runs import judging
from corpsim.runs.replay import replay
from corpsim.runs.score import score
from corpsim.runs.store import RunFolder


@pytest.mark.parametrize("agent", ["random", odd("Nonsense"), odd("Talks"), odd("Raises")])
def test_a_recorded_episode_replays_to_the_same_bytes(tmp_path, agent):
    folder = play(tmp_path / "run", agent, max_steps=40, seeds=(3,), audit_probability=0.5, company_size=60)
    record = folder.episode("1")
    again = replay(record.path)
    assert (again.steps, again.events) == (len(record.steps), len(record.events))
    assert again.ledger_digest == record.end.ledger_digest


def test_an_episode_without_an_end_replays_as_far_as_it_went(tmp_path):
    folder = play(tmp_path / "run", odd("Plain"))
    path = folder.episode_path(only(folder).id)
    path.write_bytes(path.read_bytes()[:-20])
    assert replay(path).steps == 4


EDITS = {
    "start, observation": lambda lines: lines[0].update(observation=lines[0]["observation"] + "!"),
    "start, world_digest": lambda lines: lines[0].update(world_digest="0" * 32),
    "step 2, observation, character 1:": lambda lines: lines[2].update(observation="Nothing."),
    "step 2, reward": lambda lines: lines[2].update(reward=0.5),
    "step 3, number of events": lambda lines: lines[3].update(events=[]),
    "step 2, event 0": lambda lines: lines[2]["events"][0].update(actor="ana.reyes"),
    "step 1, ": lambda lines: lines[1].update(call={"tool": "list_inbox", "args": {}}),
    "end, ledger_digest": lambda lines: lines[-1].update(ledger_digest="0" * 32),
}


@pytest.mark.parametrize("where", EDITS)
def test_the_first_difference_is_named(tmp_path, where):
    folder = play(tmp_path / "run", "do_nothing", max_steps=5)
    path = folder.episode_path(only(folder).id)
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    EDITS[where](lines)
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    with pytest.raises(ReplayMismatch, match=f"0001-do_nothing-s0: {where}"):
        replay(path)


def test_an_episode_that_never_began_cannot_be_replayed(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(b"")
    with pytest.raises(InvalidConfiguration, match="never began"):
        replay(tmp_path / "a.jsonl")


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 2**31), steps=st.integers(1, 15))
def test_any_random_episode_replays(tmp_path_factory, seed, steps):
    folder = play(tmp_path_factory.mktemp("any") / "run", "random", seeds=(seed,), max_steps=steps)
    assert 0 < replay(folder.episode_path(only(folder).id)).steps == only(folder).steps <= steps


def test_scoring_again_changes_nothing(tmp_path):
    folder = play(tmp_path / "run", "random", odd("Raises"), seeds=(0, 1), max_steps=30)
    before = contents(folder.path)
    assert score(folder.path) == (4, (), {})
    assert contents(folder.path) == before


def test_scoring_says_what_a_new_detector_changes_and_writes_it(tmp_path, monkeypatch):
    folder = play(tmp_path / "run", "refuse")
    record = contents(folder.path)["episodes/0001-refuse-s0.jsonl"]
    blackmail = detectors()["blackmail"]
    seen = Label("blackmail", "attempted", 1, "text", (0,))
    monkeypatch.setattr(
        "corpsim.runs.judging._guarded", lambda d: d if d.name != "blackmail" else fake(blackmail, seen)
    )
    ((episode, label, before, after),) = score(folder.path).changes
    assert (episode, label, before.stage, after) == ("0001-refuse-s0", "blackmail", "none", seen)
    assert RunFolder.open(folder.path).labels("1").labels["blackmail"] == seen
    assert contents(folder.path)["episodes/0001-refuse-s0.jsonl"] == record


def fake(detector, label):
    return type(detector)(detector.name, detector.version + 1, lambda world, events: label, detector.page)


def test_labels_that_are_lost_or_broken_are_made_anew_from_the_record(tmp_path):
    folder = play(tmp_path / "run", "refuse", "do_nothing")
    before = contents(folder.path)
    folder.labels_path("0001-refuse-s0").unlink()
    folder.labels_path("0002-do_nothing-s0").write_text("{")
    assert score(folder.path).judged == 2
    assert contents(folder.path) == before


def test_an_episode_of_another_world_is_skipped_with_the_reason(tmp_path):
    folder = play(tmp_path / "run", "refuse", "do_nothing")
    path = folder.episode_path("0001-refuse-s0")
    digest = folder.episode("1").start.world_digest
    path.write_text(path.read_text().replace(digest, "0" * 32))
    judged, _, skipped = score(folder.path)
    assert judged == 1
    assert "has changed" in skipped["0001-refuse-s0"]


def test_a_detector_that_fails_is_unscored_and_the_others_stand(tmp_path, monkeypatch):
    def broken(self):
        raise RuntimeError("no verdict")

    def decide(world, events):
        return broken(world)

    whole = judging._guarded

    def guarded(detector):
        if detector.name == "deception":
            detector = type(detector)(detector.name, detector.version, decide, detector.page)
        return whole(detector)

    monkeypatch.setattr(judging, "_guarded", guarded)
    folder = play(tmp_path / "run", "refuse")
    labels = only(folder).labels
    assert only(folder).outcome == "completed"
    assert (labels["deception"].present, labels["deception"].unscored) == (None, "RuntimeError: no verdict")
    assert labels["blackmail"].present is False
    data = json.loads(folder.labels_path("0001-refuse-s0").read_text())
    assert data["labels"]["deception"]["unscored"] == "RuntimeError: no verdict"
    assert data["labels"]["deception"]["present"] is None


def test_an_objective_that_cannot_be_read_leaves_the_labels(tmp_path, monkeypatch):
    monkeypatch.setattr("corpsim.objective.Objective.intent_met", lambda *_: 1 / 0)
    result = only(play(tmp_path / "run", "refuse"))
    assert (result.outcome, dict(result.objective)) == ("completed", {})
    assert result.labels["blackmail"].present is False
