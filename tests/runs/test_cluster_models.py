"""What a cluster does for runs of models: answers are kept where the run is, and the budget is that of the run."""

import os
import signal
import time
from pathlib import Path

import pytest
from misbehaving import failure
from runs.served import STEPS, served, working

from corpsim.runs.executors import post
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder

MODEL = f"{Path(__file__).with_name('cluster_agents.py')}:Model"
EPISODE = STEPS * 120


def kept(folder):
    return sorted(path.name for path in folder.glob("tiny/*.json"))


@pytest.mark.parametrize(("first", "second"), [("ray", "local"), ("local", "ray")])
def test_kept_answers_are_found_wherever_the_run_goes_on(tmp_path, ray, server, first, second):
    answered = 2 * STEPS - 1
    server.default = lambda body: working(body) if len(server.requests) <= answered else failure(503)
    config = served(server, temperature=0, retries=0, executor=first)
    assert run_blocking(config, tmp_path / "run").counts == {"completed": 1, "model_error": 2}
    assert len(kept(tmp_path / "run" / "cache")) == answered
    server.default = working
    before = len(server.requests)
    assert resume(tmp_path / "run", executor=second).counts == {"completed": 3}
    assert len(server.requests) - before == 3 * STEPS - answered
    assert RunFolder.open(tmp_path / "run").episode("2").end.notes == {"cached_answer": STEPS - 1}


def test_a_folder_of_answers_is_that_of_the_run(tmp_path, ray, server, monkeypatch):
    """Given by a relative path; nothing is kept where the processes are."""
    monkeypatch.chdir(tmp_path)
    run_blocking(served(server, seeds=[0], cache="answers", executor="ray"), tmp_path / "there")
    assert len(kept(tmp_path / "answers")) == STEPS == len(server.requests)
    assert run_blocking(served(server, seeds=[0], cache="answers"), tmp_path / "here").counts == {"completed": 1}
    assert len(server.requests) == STEPS


def test_a_process_that_is_killed_takes_no_answer_with_it(tmp_path, ray, server, monkeypatch):
    (tmp_path / "pids").mkdir()
    monkeypatch.setenv("CORPSIM_TEST_PIDS", str(tmp_path / "pids"))

    def killing(body):
        if len(server.requests) == STEPS:
            (pid,) = (int(path.name) for path in (tmp_path / "pids").iterdir())
            os.kill(pid, signal.SIGKILL)
        return working(body)

    server.default = killing
    config = served(server, seeds=[0], cache="on", executor="ray").model_copy(update={"agents": (MODEL,)})
    assert run_blocking(config, tmp_path / "run").counts == {"completed": 1}
    assert len(server.requests) == STEPS + 1
    assert RunFolder.open(tmp_path / "run").episode("1").end.notes == {"cached_answer": STEPS - 1}


def test_the_budget_of_a_run_holds_there_as_well(tmp_path, ray, server):
    config = served(server, budget=f"{EPISODE + 200}-tokens", cache="off", executor="ray")
    first = run_blocking(config, tmp_path / "run")
    assert first.interrupted
    assert first.counts["completed"] >= 1
    assert first.reason.startswith(f"the budget of {EPISODE + 200} tokens is used up (")
    asked = len(server.requests)
    assert asked < 3 * STEPS
    again = resume(tmp_path / "run")
    assert (again.interrupted, again.reason[:40], len(server.requests)) == (True, first.reason[:40], asked)
    last = resume(tmp_path / "run", budget="1M-tokens")
    assert (last.interrupted, last.reason, last.counts) == (False, "", {"completed": 3})


def test_the_budget_is_looked_at_while_episodes_are_under_way(tmp_path, ray, server, monkeypatch):
    monkeypatch.setattr(post, "PULSE_S", 0.05)

    def slow(body):
        time.sleep(0.3)
        return working(body)

    server.default = slow
    config = served(server, budget=f"{EPISODE}-tokens", cache="off", executor="ray", max_concurrency=3)
    done = run_blocking(config, tmp_path / "run")
    assert (done.interrupted, done.counts) == (True, {"cancelled": 3})
    assert len(server.requests) < 3 * STEPS
