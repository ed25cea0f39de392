"""Answers are kept: what was paid for once is not paid for again when a run goes on."""

import json
import os

import pytest
from misbehaving import failure, finish
from runs.served import STEPS, served, working

from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder


def fails_after(server, requests):
    def answer(body):
        return working(body) if len(server.requests) <= requests else failure(503)

    return answer


def kept(folder):
    return sorted(folder.glob("tiny/*.json"))


@pytest.mark.parametrize(("temperature", "cache"), [(0, "auto"), (0.7, "on"), (None, "on")])
def test_going_on_after_an_outage_asks_for_nothing_twice(tmp_path, server, temperature, cache):
    server.default = fails_after(server, 2 * STEPS - 1)
    config = served(server, temperature=temperature, cache=cache, retries=0)
    assert run_blocking(config, tmp_path / "run").counts == {"completed": 1, "model_error": 2}
    answered = 2 * STEPS - 1
    assert len(kept(tmp_path / "run" / "cache")) == answered
    server.default = working
    before = len(server.requests)
    assert resume(tmp_path / "run").counts == {"completed": 3}
    assert len(server.requests) - before == 3 * STEPS - answered
    folder = RunFolder.open(tmp_path / "run")
    second = folder.episode("2").end
    assert second.notes == {"cached_answer": STEPS - 1}
    assert second.usage == {"cached_tokens": 64, "input_tokens": 100, "output_tokens": 20,
                            "reasoning_tokens": 12, "requests": 1}  # fmt: skip
    assert [step.notes for step in folder.episode("2").steps] == [("cached_answer",)] * (STEPS - 1) + [()]


@pytest.mark.parametrize(("temperature", "cache"), [(None, "auto"), (0.7, "auto"), (0, "off")])
def test_nothing_is_kept_of_what_is_drawn_unless_asked(tmp_path, server, temperature, cache):
    run_blocking(served(server, seeds=[0], temperature=temperature, cache=cache), tmp_path / "run")
    assert not (tmp_path / "run" / "cache").exists()


def test_trials_and_seeds_do_not_share_answers(tmp_path, server):
    done = run_blocking(served(server, seeds=range(2), trials=3, temperature=0), tmp_path / "run")
    assert done.counts == {"completed": 6}
    assert len(server.requests) == 6 * STEPS


def test_runs_share_a_folder_of_answers(tmp_path, server):
    config = served(server, cache=str(tmp_path / "answers"))
    run_blocking(config, tmp_path / "first")
    asked = len(server.requests)
    assert run_blocking(config, tmp_path / "second").counts == {"completed": 3}
    assert len(server.requests) == asked == 3 * STEPS == len(kept(tmp_path / "answers"))


@pytest.mark.parametrize("damage", [b"", b"{", b"\xff\xfe", b"[]", b'{"error": "x"}', b"[" * 100_000])
def test_a_damaged_answer_is_asked_for_again(tmp_path, server, damage):
    config = served(server, seeds=[0], cache=str(tmp_path / "answers"))
    run_blocking(config, tmp_path / "first")
    place = kept(tmp_path / "answers")[0]
    whole = place.read_bytes()
    place.write_bytes(damage)
    assert run_blocking(config, tmp_path / "second").counts == {"completed": 1}
    assert len(server.requests) == STEPS + 1
    assert json.loads(place.read_bytes()) == json.loads(whole)


def test_a_place_that_takes_no_answers_stops_nothing(tmp_path, server):
    (tmp_path / "file").write_text("")
    config = served(server, seeds=[0], cache=str(tmp_path / "file"))
    assert run_blocking(config, tmp_path / "run").counts == {"completed": 1}
    assert sorted(os.listdir(tmp_path)) == ["file", "run"]


def test_an_answer_that_repeats_the_key_is_not_kept(tmp_path, server, monkeypatch):
    monkeypatch.setenv("CORPSIM_API_KEY", "sk-canary-canary")
    server.default = lambda body: finish("You sent sk-canary-canary.")
    run_blocking(served(server, seeds=[0], cache="on"), tmp_path / "run")
    assert not kept(tmp_path / "run" / "cache")


def test_what_is_asked_slowly_is_asked_at_the_pace_of_the_run(tmp_path, server):
    config = served(server, seeds=[0], requests_per_minute=300, cache="off")
    run_blocking(config, tmp_path / "run")
    quick = server.times[-1] - server.times[0]
    assert quick < 5
    server.times.clear()
    run_blocking(served(server, seeds=range(9), requests_per_minute=300, max_concurrency=9), tmp_path / "more")
    # Thirty may be asked at once, the other six are 0.2 s apart.
    assert server.times[-1] - server.times[0] >= 0.9
