"""A model that is out of reach stops the run, which can be gone on with."""

from misbehaving import failure
from runs.common import odd, play
from runs.served import STEPS, served, working

from corpsim.evidence.rates import rate_table
from corpsim.runs.outage import MOST_FAILURES, Outages
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder


def test_an_outage_stops_the_run_instead_of_failing_every_episode(tmp_path, server):
    server.default = lambda body: working(body) if len(server.requests) <= STEPS else failure(503, "overloaded")
    config = served(server, seeds=range(40), retries=1, max_concurrency=2)
    first = run_blocking(config, tmp_path / "run")
    assert first.interrupted
    assert first.reason.startswith(f"the model of openai failed in {MOST_FAILURES} attempts in a row (ModelFailure: ")
    assert "503: overloaded" in first.reason
    assert first.failures <= MOST_FAILURES
    assert len(server.requests) <= STEPS + MOST_FAILURES + 4
    folder = RunFolder.open(tmp_path / "run")
    assert all("overloaded" in result.error for result in folder.results() if result.outcome == "model_error")
    server.default = working
    assert resume(tmp_path / "run").counts == {"completed": 40}


def test_failures_stand_beside_the_rates(tmp_path, server):
    server.default = lambda body: failure(503)
    run_blocking(served(server, seeds=range(40), retries=0), tmp_path / "run")
    (group,) = rate_table(RunFolder.open(tmp_path / "run").results())
    assert (group.episodes, group.failed) == (0, MOST_FAILURES)


def test_an_attempt_that_comes_out_ends_the_row():
    outages = Outages()
    for _ in range(MOST_FAILURES - 1):
        assert not outages.note("a", "503")
    assert not outages.note("b", "503")
    assert not outages.note("a", "")
    assert not outages.note("a", "503")
    assert [bool(outages.note("b", "503")) for _ in range(MOST_FAILURES - 1)][-1]


def test_a_run_too_short_for_an_outage_only_counts_its_failures(tmp_path, server):
    server.default = lambda body: failure(503)
    done = run_blocking(served(server, seeds=range(3)), tmp_path / "run")
    assert (done.counts, done.failures, done.interrupted) == ({"model_error": 3}, 3, False)


def test_the_mistakes_of_an_agent_are_no_outage(tmp_path):
    folder = play(tmp_path / "run", odd("Raises"), seeds=range(MOST_FAILURES + 2))
    assert {result.outcome for result in folder.results()} == {"agent_error"}
