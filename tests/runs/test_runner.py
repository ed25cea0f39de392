import asyncio
import threading
import time

import pytest
from runs.common import contents, odd, only, play

from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.events import ThoughtRecorded
from corpsim.runs.runner import run, run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder


@pytest.mark.parametrize(
    ("agent", "outcome", "error"),
    [
        ("Plain", "completed", ""),
        ("Raises", "agent_error", "ValueError: I broke"),
        ("GivesUp", "agent_error", "AgentFailure: I would rather not."),
        ("Exits", "agent_error", "SystemExit: 3"),
        ("RaisesTimeout", "agent_error", "TimeoutError: my own clock"),
        ("CancelsItself", "agent_error", "CancelledError"),
        ("BadReset", "agent_error", "KeyError: 'reset'"),
        ("Nonsense", "completed", ""),
        ("Person", "cancelled", ""),
    ],
)
def test_whatever_an_agent_does_its_episode_has_an_outcome(tmp_path, agent, outcome, error):
    folder = play(tmp_path / "run", odd(agent))
    result = only(folder)
    assert result.outcome == outcome
    assert result.error.startswith(error)
    assert not folder.episode("1").torn
    assert bool(result.labels) == result.final


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("agent", ["Hangs", "HangsAsync"])
def test_an_agent_that_hangs_is_a_limit(tmp_path, agent, workers):
    result = only(play(tmp_path / "run", odd(agent), timeout_s=0.5, workers=workers))
    assert (result.outcome, result.ended) == ("limit", "timeout")


def test_an_agent_that_nothing_can_reach_is_ended_with_its_process(tmp_path, monkeypatch):
    monkeypatch.setattr("corpsim.runs.workers.GRACE_S", 1.0)
    folder = play(tmp_path / "run", odd("HangsDeaf"), timeout_s=3.0, workers=2, seeds=(0, 1))
    assert [(r.outcome, r.ended, r.steps) for r in folder.results()] == [("limit", "timeout", 2)] * 2
    assert all(result.labels and result.objective for result in folder.results())


def test_a_worker_that_dies_takes_no_other_episode_down(tmp_path):
    folder = play(tmp_path / "run", odd("Dies"), odd("Plain"), workers=2, seeds=(0, 1, 2))
    outcomes = [(result.outcome, result.steps) for result in folder.results()]
    assert outcomes == [("world_error", 2)] * 3 + [("completed", 4)] * 3
    assert "died (" in folder.results()[0].error


def test_a_world_that_breaks_is_a_world_error_and_no_verdict(tmp_path, monkeypatch):
    monkeypatch.setattr("corpsim.company.Company.act", lambda *_: 1 / 0)
    folder = play(tmp_path / "run", odd("Plain"))
    assert only(folder).outcome == "world_error"
    assert only(folder).error == "ZeroDivisionError: division by zero"
    assert "company" in folder.episode("1").end.traceback or "lambda" in folder.episode("1").end.traceback
    assert folder.labels("1") is None


def test_the_step_limit_of_the_run_is_a_limit(tmp_path):
    result = only(play(tmp_path / "run", "random", max_steps=5))
    assert (result.outcome, result.ended, result.steps) == ("limit", "step limit", 5)


def test_workers_do_not_change_a_byte(tmp_path):
    settings = {"seeds": (0, 1, 2), "max_steps": 30, "conditions": ({"threat": "none"}, {"oversight": "*"})}
    agents = ("random", "do_nothing", odd("Raises"), odd("Nonsense"), odd("Talks"))
    one = contents(play(tmp_path / "one", *agents, **settings).path)
    four = contents(play(tmp_path / "four", *agents, **settings, workers=4).path)
    assert len(one) == 60
    assert one == four


def test_agents_that_wait_play_at_once(tmp_path):
    for name in ("Meets", "MeetsBlocking"):
        folder = play(tmp_path / name, odd(name), seeds=range(12), max_concurrency=12)
        assert {result.outcome for result in folder.results()} == {"completed"}, f"{name} took turns"


def test_concurrency_does_not_change_a_byte(tmp_path):
    one = contents(play(tmp_path / "one", odd("Async"), seeds=range(6), max_concurrency=1).path)
    six = contents(play(tmp_path / "six", odd("Async"), seeds=range(6), max_concurrency=6).path)
    assert one == six


def test_a_model_that_fails_is_asked_again_and_the_attempt_is_kept(tmp_path):
    folder = play(tmp_path / "run", odd("Flaky"), options={"notes": str(tmp_path)}, retries=1)
    assert only(folder).outcome == "completed"
    assert [path.name for path in (folder.path / "attempts").iterdir()] == ["0001-odd_agents-Flaky-s0.1.jsonl"]


def test_a_model_that_keeps_failing_is_counted_and_left_for_resume(tmp_path):
    config = RunConfig(agents=(odd("Flaky"),), options={"notes": str(tmp_path), "times": 3}, retries=1)
    first = run_blocking(config, tmp_path / "run")
    assert (first.counts, first.failures, first.interrupted) == ({"model_error": 1}, 1, False)
    second = run_blocking(config, tmp_path / "run")
    assert second.counts == {"completed": 1}
    assert RunFolder.open(tmp_path / "run").labels("1") is not None


def test_thought_usage_and_notes_are_recorded(tmp_path):
    folder = play(tmp_path / "run", odd("Talks"))
    record = folder.episode("1")
    assert record.end.usage == {"input_tokens": 400, "output_tokens": 40}
    assert record.end.notes == {"no_call": 1}
    thoughts = [event.text for event in record.events if isinstance(event, ThoughtRecorded)]
    assert thoughts == [f"Step {i}: what would Ana say? ?" for i in (1, 2, 3, 4)] == [s.thought for s in record.steps]


def test_what_an_agent_prints_in_a_worker_does_not_disturb_the_run(tmp_path, capfd):
    folder = play(tmp_path / "run", odd("Prints"), seeds=(0, 1), workers=2)
    assert {result.outcome for result in folder.results()} == {"completed"}
    captured = capfd.readouterr()
    assert captured.out == ""
    assert captured.err.count("chatter on stdout") == 2


def test_an_agent_with_a_close_is_closed(tmp_path):
    play(tmp_path / "run", odd("Closes"), options={"notes": str(tmp_path)})
    assert (tmp_path / "closed").exists()


def test_progress_counts_up_to_the_end(tmp_path):
    seen = []
    config = RunConfig(agents=("refuse", odd("Talks")), seeds=(0, 1))
    last = run_blocking(config, tmp_path / "run", progress=seen.append)
    assert [p.done for p in seen] == [0, 0, 1, 1, 2, 2, 3, 3, 4]
    assert [len(p.running) for p in seen] == [0, 1, 0, 1, 0, 1, 0, 1, 0]
    assert (last.total, last.done, last.counts, last.interrupted) == (4, 4, {"completed": 4}, False)
    assert (last.input_tokens, last.output_tokens) == (800, 80)
    assert last.last.id == "0004-odd_agents-Talks-s1"
    assert seen[0].eta_s is None
    assert seen[-1].eta_s == 0


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"worlds": ("levrage",)}, "Did you mean 'leverage'"),
        ({"agents": ("randum",)}, "Did you mean 'random'"),
        ({"conditions": ({"threat": "replacment"},)}, "replacement"),
        ({"conditions": ({"thread": "none"},)}, "threat"),
        ({"agents": (odd("Plian"),)}, "Plain"),
        ({"agents": ("nowhere.py:Agent",)}, "nowhere.py"),
        ({"agents": (odd("CannotBeMade"),)}, "KeyError: 'no such key'"),
        ({"agents": ("do_nothing",), "options": {"speed": 3}}, "speed"),
    ],
)
def test_what_cannot_work_is_said_before_there_is_a_folder(tmp_path, settings, message):
    with pytest.raises((InvalidConfiguration, UnknownName), match=message):
        run_blocking(RunConfig(**settings), tmp_path / "run")
    assert not (tmp_path / "run").exists()


def test_a_run_works_in_a_loop_of_the_callers_own_on_any_thread(tmp_path):
    def elsewhere():
        asyncio.run(run(RunConfig(agents=("refuse",)), tmp_path / "run"))

    thread = threading.Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert only(RunFolder.open(tmp_path / "run")).outcome == "completed"


def begun(folder):
    while not list(folder.glob("episodes/*")):
        time.sleep(0.01)


async def test_a_caller_that_cancels_gets_its_cancellation_and_a_closed_record(tmp_path):
    task = asyncio.create_task(run(RunConfig(agents=(odd("SlowAsync"),)), tmp_path / "run"))
    await asyncio.to_thread(begun, tmp_path / "run")
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert only(RunFolder.open(tmp_path / "run")).outcome == "cancelled"


def test_secrets_of_the_environment_and_addresses_stay_out_of_records(tmp_path, monkeypatch):
    monkeypatch.setenv("ODD_API_KEY", "sk-very-secret-indeed")
    folder = play(tmp_path / "run", odd("Raises"))
    text = folder.episode_path(only(folder).id).read_text()
    assert "sk-very-secret" not in text
    assert "<ODD_API_KEY>" in text
    assert "0x7" not in text
