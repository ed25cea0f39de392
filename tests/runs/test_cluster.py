"""On a real Ray cluster of this machine a run comes to the same bytes, whatever happens to its processes."""

import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from misbehaving import MisbehavingServer, call, chat, failure, finish
from runs.common import contents, odd, only, play

from corpsim.errors import InvalidConfiguration
from corpsim.runs.executors import post
from corpsim.runs.executors.cluster import MissingRay
from corpsim.runs.executors.kit import pack_kit
from corpsim.runs.executors.outpost import ScriptOutpost
from corpsim.runs.progress import Progress
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig, parse_config

AGENTS = Path(__file__).with_name("cluster_agents.py")
TURNS = (chat(call("list_inbox"), content="hm"), chat(call("search_email", {"query": "a"})), finish())


def own(name):
    return f"{AGENTS}:{name}"


def both(tmp_path, *agents, **settings):
    """The same run here and on the cluster."""
    settings = {"workers": 2, **settings}
    here = play(tmp_path / "here", *agents, **settings)
    there = play(tmp_path / "there", *agents, executor="ray", **settings)
    return here, there


def test_scripts_come_to_the_same_bytes(tmp_path, ray):
    """Their mistakes too; nothing that the cluster does is in the folder."""
    agents = ("honest", "blackmailer", odd("Talks"), odd("Raises"), odd("GivesUp"))
    here, there = both(tmp_path, *agents, seeds=(0, 1))
    assert contents(here.path) == contents(there.path)
    assert len(there.results()) == 10
    assert sorted(p.name for p in here.path.iterdir()) == sorted(p.name for p in there.path.iterdir())


def test_models_come_to_the_same_bytes(tmp_path, ray, monkeypatch):
    server = MisbehavingServer()
    monkeypatch.setenv("CORPSIM_BASE_URL", server.url)
    monkeypatch.setenv("CORPSIM_API_KEY", "sk-canary-0123456789abcdef")

    def answer(body):
        assert server.headers[-1]["authorization"] == "Bearer sk-canary-0123456789abcdef"
        return TURNS[sum(message["role"] == "assistant" for message in body["messages"])]

    server.default = answer
    options = {"model": "m"}
    here, there = both(tmp_path, "openai", seeds=range(6), max_concurrency=4, options=options)
    assert contents(here.path) == contents(there.path)
    server.default = lambda body: failure(401, "no: sk-canary-0123456789abcdef")
    failed = play(tmp_path / "failed", "openai", executor="ray", options=options, retries=1)
    assert only(failed).outcome == "model_error"
    assert len(list(failed.path.glob("attempts/*"))) == 1
    assert "canary" not in "".join(path.read_text() for path in failed.path.rglob("*") if path.is_file())
    server.close()


def test_a_process_that_is_killed_costs_only_its_episode(tmp_path, ray):
    """It is played again in another, to the same bytes."""
    for name in ("pids", "none"):
        (tmp_path / name).mkdir()
    options = {"folder": str(tmp_path / "pids")}
    there = play(tmp_path / "run", own("DiesOnce"), executor="ray", seeds=range(4), options=options)
    assert [result.outcome for result in there.results()] == ["completed"] * 4
    assert len(list((tmp_path / "pids").iterdir())) == 2
    here = play(tmp_path / "here", own("DiesOnce"), seeds=range(4), options=options)
    assert contents(here.path) == contents(there.path)
    assert not list(there.path.glob("attempts/*"))


def test_processes_that_somebody_kills_cost_only_their_episodes(tmp_path, ray):
    (tmp_path / "pids").mkdir()
    killed = []

    def kill():
        while len(killed) < 2:
            time.sleep(0.3)
            for path in sorted((tmp_path / "pids").iterdir()):
                if len(killed) < 2 and path.name not in killed:
                    killed.append(path.name)
                    os.kill(int(path.name), signal.SIGKILL)

    thread = threading.Thread(target=kill)
    thread.start()
    options = {"folder": str(tmp_path / "pids")}
    there = play(tmp_path / "run", own("Lingers"), executor="ray", workers=2, seeds=range(6), options=options)
    thread.join()
    here = play(tmp_path / "here", own("Lingers"), seeds=range(6), options=options)
    assert contents(here.path) == contents(there.path)
    assert len(list((tmp_path / "pids").iterdir())) >= 4


def test_an_episode_that_always_kills_its_process_is_given_up(tmp_path, ray):
    result = only(play(tmp_path / "run", own("Dies"), executor="ray"))
    assert result.outcome == "world_error"
    assert "3 processes died" in result.error


@pytest.mark.parametrize("agent", ["Sleeps", "Hangs"])
def test_time_is_kept_there_as_well(tmp_path, ray, monkeypatch, agent):
    """By the alarm of the process, or by the run where that is not heard."""
    monkeypatch.setattr(post, "GRACE_S", 1.0)
    result = only(play(tmp_path / "run", own(agent), executor="ray", timeout_s=2))
    assert (result.outcome, result.ended) == ("limit", "timeout")
    assert result.steps == (1 if agent == "Sleeps" else 0)


def test_no_file_system_is_shared(tmp_path, ray, monkeypatch, small_world_folder):
    """Worlds and agents given by a path are sent; here they are found under the path, there they are not."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(small_world_folder, tmp_path / "mine" / small_world_folder.name)
    shutil.copy(AGENTS, tmp_path / "mine" / "own.py")
    world = f"mine/{small_world_folder.name}"
    here, there = both(tmp_path, "mine/own.py:Plain", worlds=(world,))
    assert contents(here.path) == contents(there.path)
    assert only(there).outcome == "completed"


@pytest.fixture
def small_world_folder():
    return Path(__file__).resolve().parents[2] / "worlds" / "leverage"


@pytest.mark.parametrize("what", ["corpsim", "worlds", "agents"])
def test_another_installation_is_refused(tmp_path, what, monkeypatch):
    """Another version of the package, of a world or of an agent; it says which."""
    folder = play(tmp_path / "run", own("Plain"))
    kit = pack_kit(folder, 1)
    manifest = json.loads(kit.manifest)
    changed = {
        "corpsim": "0.0.0.old",
        "worlds": {"leverage": {**manifest["worlds"]["leverage"], "digest": "0" * 32}},
        "agents": {own("Plain"): "0" * 32},
    }
    assert ScriptOutpost(kit).ready() == ""
    trouble = ScriptOutpost(kit._replace(manifest=json.dumps(manifest | {what: changed[what]}))).ready()
    assert "differs" in trouble
    assert re.search("0.0.0.old →|0{32} →", trouble)


def test_a_run_goes_on_wherever_it_began(tmp_path, ray):
    """From here to there and back: each part is played elsewhere, and nothing twice."""
    whole = play(tmp_path / "whole", "honest", seeds=range(6))
    folder = tmp_path / "run"

    def begin(executor, last):
        def stop(progress: Progress):
            if progress.done >= last:
                signal.raise_signal(signal.SIGINT)

        return resume(folder, executor=executor, progress=stop)

    config = RunConfig(agents=("honest",), seeds=tuple(range(6)))
    assert run_blocking(
        config, folder, progress=lambda p: p.done >= 2 and signal.raise_signal(signal.SIGINT)
    ).interrupted
    assert begin("ray", 4).interrupted
    assert not resume(folder, executor="local").interrupted
    assert contents(folder) == contents(whole.path)


def cli(*args, **variables):
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
    return subprocess.Popen([sys.executable, "-m", "corpsim.cli", *args], env=env)


@pytest.mark.slow
def test_ctrl_c_stops_a_cluster_of_the_run_s_own(tmp_path):
    """The exit code says that it can be resumed, and it can, here. What else is called a cluster is of no account."""
    pytest.importorskip("ray")
    pids = tmp_path / "pids"
    pids.mkdir()
    option = ("-o", f"folder={pids}")
    run = cli(
        "run",
        "-a",
        own("Lingers"),
        *option,
        "-s",
        "0-19",
        "-w",
        "2",
        "--executor",
        "ray",
        "--out",
        str(tmp_path / "run"),
        RAY_ADDRESS="127.0.0.1:1",
    )
    while not any((tmp_path / "run").glob("episodes/*")):
        time.sleep(0.2)
        assert run.poll() is None
    run.send_signal(signal.SIGINT)
    assert run.wait(60) == 4
    for path in pids.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)
    assert cli("resume", str(tmp_path / "run"), "--executor", "local").wait(120) == 0
    here = play(tmp_path / "here", own("Lingers"), seeds=range(20), workers=2, options={"folder": str(pids)})
    assert contents(here.path) == contents(tmp_path / "run")


@pytest.mark.slow
def test_a_cluster_by_its_address(tmp_path):
    """One that runs already, and lets in whoever has its token; it is left running."""
    pytest.importorskip("ray")
    token = {"RAY_AUTH_MODE": "token", "RAY_AUTH_TOKEN": secrets.token_hex(32)}
    paths = os.pathsep.join(sys.path)
    env = {**os.environ, "PYTHONPATH": paths, "RAY_USAGE_STATS_ENABLED": "0", **token}
    tool = [sys.executable, "-m", "ray.scripts.scripts"]
    port = "27379"
    start = [*tool, "start", "--head", "--block", f"--port={port}", "--num-cpus=2", "--include-dashboard=false"]
    with subprocess.Popen(start, env=env) as head:
        try:
            while not _listens(int(port)):
                time.sleep(0.5)
                assert head.poll() is None
            there = cli(
                *("run", "-s", "0-3", "--executor", "ray", "--ray-address", f"127.0.0.1:{port}"),
                *("--out", str(tmp_path / "there")),
                **token,
            )
            assert there.wait(120) == 0
            assert contents(play(tmp_path / "here", "honest", seeds=range(4)).path) == contents(tmp_path / "there")
            assert head.poll() is None
        finally:
            head.terminate()


def _listens(port):
    with socket.socket() as door:
        return door.connect_ex(("127.0.0.1", port)) == 0


def test_without_ray_it_is_said_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingRay, match=r"pip install 'corpsim\[ray\]'"):
        play(tmp_path / "run", "honest", executor="ray")


def test_an_address_is_a_host_and_a_port():
    for address in ("auto", "10.0.0.1:6379", "head.example:6379"):
        assert parse_config({"ray_address": address}).ray_address == address
    for address in ("ray://head:10001", "head", "user@head:1"):
        with pytest.raises(InvalidConfiguration, match="ray_address"):
            parse_config({"ray_address": address})
