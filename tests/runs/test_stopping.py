"""Kill, Ctrl-C and a full disk: what a folder holds afterwards, and that resume makes it whole."""

import os
import signal
import subprocess
import sys
import time

import pytest
from runs.common import contents, odd, play

from corpsim.errors import InvalidConfiguration
from corpsim.runs.lock import locked
from corpsim.runs.resume import resume
from corpsim.runs.store import RunFolder

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")

RUN = """
import json, sys
from corpsim.errors import CorpSimError
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
limit = int(sys.argv[3])
if limit:
    import resource
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    print(run_blocking(parse_config(json.loads(sys.argv[1])), sys.argv[2]).interrupted)
except CorpSimError as error:
    print(error.exit_code, error)
"""


def begin(folder, config, limit=0):
    arguments = [sys.executable, "-c", RUN, config.replace("'", '"'), str(folder), str(limit)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment, text=True, start_new_session=True)


def wait_for(folder, lines):
    """Until some episode in progress has that many lines, after another one is over."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        raw = [path.read_bytes() for path in folder.glob("episodes/*.jsonl")]
        over = [record for record in raw if b'{"type":"end"' in record]
        if over and any(record.count(b"\n") >= lines for record in raw if record not in over):
            return
        time.sleep(0.005)
    raise AssertionError("the run does not come along")


EPISODES = 10
"""So many that a run is still under way when a slow machine gets round to stopping it."""

CASES = [("Slow", 1), ("Slow", 2), ("SlowAsync", 1)]


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory):
    """Agent → what an uninterrupted run of it leaves."""
    root = tmp_path_factory.mktemp("whole")
    return {a: contents(play(root / a, odd(a), seeds=range(EPISODES)).path) for a in ("Slow", "SlowAsync")}


def config(agent, workers):
    return (
        f"{{'agents': ['{odd(agent)}'], 'seeds': {list(range(EPISODES))}, 'workers': {workers}, 'max_concurrency': 2}}"
    )


@pytest.mark.parametrize(("agent", "workers"), CASES)
def test_a_run_killed_in_the_middle_resumes_to_the_same_bytes(tmp_path, uninterrupted, agent, workers):
    process = begin(tmp_path / "run", config(agent, workers))
    wait_for(tmp_path / "run", 4)
    process.kill()
    process.wait()
    before = {result.id: result.outcome for result in RunFolder.open(tmp_path / "run").results()}
    assert "completed" in before.values()
    assert len(before) < EPISODES or set(before.values()) != {"completed"}
    after = resume(tmp_path / "run")
    assert (after.counts, after.interrupted) == ({"completed": EPISODES}, False)
    assert contents(tmp_path / "run") == uninterrupted[agent]
    assert list((tmp_path / "run" / "attempts").iterdir())


@pytest.mark.parametrize(("agent", "workers"), CASES)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_closes_the_records_and_resume_goes_on(tmp_path, uninterrupted, agent, workers, number):
    process = begin(tmp_path / "run", config(agent, workers))
    wait_for(tmp_path / "run", 4)
    process.send_signal(number)
    assert process.communicate(timeout=30)[0] == "True\n"
    assert process.returncode == 0
    folder = RunFolder.open(tmp_path / "run")
    outcomes = [result.outcome for result in folder.results()]
    assert set(outcomes) == {"completed", "cancelled"}
    assert not any(folder.episode(result.id).torn for result in folder.results())
    assert resume(tmp_path / "run").counts == {"completed": EPISODES}
    assert contents(tmp_path / "run") == uninterrupted[agent]


@pytest.mark.parametrize("agent", ["Hangs", "HangsAsync"])
def test_ctrl_c_reaches_an_agent_that_hangs(tmp_path, agent):
    process = begin(tmp_path / "run", config(agent, 1))
    time.sleep(0.1)
    while not list((tmp_path / "run").glob("episodes/*.jsonl")):
        time.sleep(0.01)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "True\n"


def test_a_second_ctrl_c_reaches_an_agent_that_holds_up_the_loop(tmp_path):
    process = begin(tmp_path / "run", config("HangsTheLoop", 1))
    while not list((tmp_path / "run").glob("episodes/*.jsonl")):
        time.sleep(0.01)
    for _ in range(2):
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
    assert process.communicate(timeout=20)[0] == "True\n"
    assert {result.outcome for result in RunFolder.open(tmp_path / "run").results()} == {"cancelled"}


def test_the_seed_of_pythons_hashes_changes_no_byte(tmp_path, monkeypatch):
    for seed in ("1", "2"):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        begin(tmp_path / seed, "{'agents': ['random', 'do_nothing'], 'seeds': [0, 1], 'max_steps': 40}").wait()
    assert contents(tmp_path / "1") == contents(tmp_path / "2") != {}


def test_a_disk_that_fills_up_stops_the_run_and_it_can_be_resumed(tmp_path):
    config = f"{{'agents': ['do_nothing', '{odd('Verbose')}'], 'seeds': [0, 1]}}"
    process = begin(tmp_path / "run", config, limit=100_000)
    output = process.communicate(timeout=60)[0]
    assert output.startswith("4 cannot write ")
    assert "File too large" in output
    assert resume(tmp_path / "run").counts == {"completed": 4}
    assert contents(tmp_path / "run") == contents(play(tmp_path / "b", "do_nothing", odd("Verbose"), seeds=(0, 1)).path)


def test_a_full_disk_is_said_before_the_first_episode(tmp_path):
    process = begin(tmp_path / "run", "{'agents': ['do_nothing']}", limit=1_000)
    assert process.communicate(timeout=60)[0].startswith("3 nothing can be written to ")
    assert not list((tmp_path / "run").glob("episodes/*"))


def test_two_runs_do_not_share_a_folder_at_the_same_time(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    with (
        locked(folder.path),
        pytest.raises(InvalidConfiguration, match="written by another run"),
        locked(folder.path, patience_s=0.1),
    ):
        pass
