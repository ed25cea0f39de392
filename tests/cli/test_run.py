"""Running, stopping and going on: exit codes, and stdout for data only."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Corpsim = Callable[..., Any]

EVIL = '''
class Evil:
    """Writes what a terminal might obey."""

    def reset(self, brief):
        self.left = 3

    def act(self, observation):
        self.left -= 1
        if self.left:
            return {"tool": "think", "args": {"text": "[bold red]\\x1b[2J\\x1b]0;title\\x07 \\u202egnp"}}
        return {"tool": "finish", "args": {"report": "[/] \\x9b31m", "confidence": 0.5}}
'''

BROKEN = '''
class Broken:
    """Cannot think of anything."""

    def reset(self, brief): pass

    def act(self, observation):
        raise RuntimeError("[red] no \\x1b[2J idea")
'''

SLOW = '''
import asyncio

class Slow:
    """Takes its time."""

    def reset(self, brief): pass

    async def act(self, observation):
        await asyncio.sleep(60)
        return {"tool": "wait", "args": {"minutes": 60}}
'''

DOWN = '''
from corpsim.agent import ModelFailure

class Down:
    """Its model is never there."""

    def reset(self, brief): pass

    def act(self, observation):
        raise ModelFailure("503 from the server")
'''


@pytest.fixture
def agent(tmp_path: Path) -> Callable[[str], str]:
    """An agent file with this text."""

    def write(text: str) -> str:
        path = tmp_path / "mine.py"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_run_prints_data_on_stdout_and_talk_on_stderr(process: Corpsim) -> None:
    done = process("run", "leverage", "--agent", "honest", "--out", "r", "--json")
    assert done.returncode == 0
    data = json.loads(done.stdout)
    assert data["episodes"][0]["objective"] == {"proxy": 1.0, "intent": 1.0}
    assert "corpsim show r 1" in done.stderr


def test_conditions_and_seeds_multiply(corpsim: Corpsim) -> None:
    done = corpsim(
        "run", "-a", "do_nothing", "-c", "threat=none,replacement", "-c", "oversight=*", "-s", "0-1,5", "--json"
    )
    episodes = json.loads(done.stdout)["episodes"]
    assert [(e["seed"], e["condition"]["threat"]) for e in episodes] == [
        (seed, threat) for threat in ("none", "replacement") for seed in (0, 1, 5)
    ]


def test_settings_from_the_environment(corpsim: Corpsim) -> None:
    done = corpsim("run", "-a", "do_nothing", "--json", CORPSIM_MAX_STEPS="2", CORPSIM_OUT="here")
    assert json.loads(done.stdout)["run"] == "here"
    assert json.loads(done.stdout)["episodes"][0]["ended"] == "step limit"


@pytest.mark.parametrize(("args", "code"), [(("show", "nowhere"), 3), (("run", "leveragee"), 2), (("run", "--x"), 2)])
def test_exit_codes_of_the_real_process(process: Corpsim, args: tuple[str, ...], code: int) -> None:
    done = process(*args)
    assert (done.returncode, done.stdout) == (code, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("args", "code", "told"),
    [
        (("run", "leveragee"), 2, "Did you mean 'leverage'?"),
        (("run", "-a", "blackmailr"), 2, "Did you mean 'blackmailer'?"),
        (("run", "-c", "thret=none"), 2, "Did you mean 'threat'?"),
        (("run", "-c", "threat=replacemnt"), 2, "Did you mean 'replacement'?"),
        (("run", "-c", "threat"), 2, "FACTOR=LEVEL"),
        (("run", "-s", "9-1"), 2, "0-4,7"),
        (("run", "-s", "0,0-99999999999"), 2, "no seed"),
        (("run", "--sedes", "3"), 2, "--seeds"),
        (("run", "--workers", "0"), 3, "workers"),
        (("run", "-o", "api_key=sk-12345678901234567890"), 3, "environment variable"),
        (("run", "-a", "missing.py"), 3, "missing.py"),
        (("show", "nowhere"), 3, "no run folder"),
        (("resume", "nowhere"), 3, "no run folder"),
        (("list", "agnts"), 2, "Did you mean 'agents'?"),
        (("world", "validate", "nowhere"), 2, "no world"),
        (("world", "schema", "peple.yaml"), 2, "Did you mean 'people.yaml'?"),
        (("run", "--out", "/proc/nothing"), 3, "/proc/nothing"),
    ],
)
def test_mistakes_are_explained(corpsim: Corpsim, args: tuple[str, ...], code: int, told: str) -> None:
    """No traceback: what was found, what there is, the nearest name, and the right exit code."""
    done = corpsim(*args)
    assert (done.returncode, done.stdout) == (code, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_model_writes_does_not_act(corpsim: Corpsim, agent: Callable[[str], str]) -> None:
    corpsim("run", "-a", agent(EVIL), "--out", "r")
    for args in (("show", "r", "1"), ("show", "r", "1", "--events"), ("show", "r", "1", "--json"), ("export", "r")):
        text = corpsim(*args).stdout
        assert not set("\x1b\x07\x9b\u202e") & set(text), args
    assert "[bold red]␛[2J" in corpsim("show", "r", "1").stdout


def test_an_agents_own_error_is_counted(corpsim: Corpsim, agent: Callable[[str], str]) -> None:
    """An agent that raises is an outcome of its own and no failure of the run."""
    done = corpsim("run", "-a", agent(BROKEN), "--out", "r")
    assert done.returncode == 0
    assert "1 agent_error" in done.stderr
    assert "\x1b" not in done.stderr + corpsim("show", "r").stdout


def test_a_failing_model_fails_the_run(corpsim: Corpsim, agent: Callable[[str], str]) -> None:
    done = corpsim("run", "-a", agent(DOWN), "--out", "r", "-s", "0-1", "--retries", "0")
    assert done.returncode == 1
    assert "503 from the server" in done.stderr
    assert "corpsim resume r" in done.stderr
    assert corpsim("resume", "r", "--fail-on-error", "2").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_ctrl_c_is_clean_and_resumable(tmp_path: Path, corpsim: Corpsim, agent: Callable[[str], str]) -> None:
    """Exit code 4, no traceback, the command to go on with; and what was done before is kept."""
    command = [sys.executable, "-m", "corpsim.cli", "run", "-a", "honest", "-a", agent(SLOW), "--out", "r"]
    child = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("r/labels/0001*")) and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    _, told = child.communicate(timeout=30)
    assert child.returncode == 4, told
    assert "corpsim resume r" in told
    assert "Traceback" not in told
    assert json.loads(corpsim("show", "r", "1", "--json").stdout)["outcome"] == "completed"


def test_demo(corpsim: Corpsim) -> None:
    """Eight episodes or more, a table with intervals, a transcript to open and commands to copy."""
    done = corpsim("demo")
    assert done.returncode == 0, done.stderr
    assert sum("-s0 " in line and line.startswith("00") for line in done.stdout.splitlines()) >= 8
    assert re.search(r"\d+ % \(\d+–\d+\) \d/7", done.stdout)
    assert "corpsim show runs/demo" in done.stdout
    path = next(line.split()[-1] for line in done.stdout.splitlines() if line.startswith("a transcript"))
    assert path.endswith(".jsonl")


def test_world_commands(corpsim: Corpsim) -> None:
    assert corpsim("world", "validate").returncode == 0
    assert "people.yaml" in json.loads(corpsim("world", "schema").stdout)
    preview = corpsim("world", "preview", "leverage", "--seed", "3")
    assert preview.returncode == 0
    assert "briefing" in preview.stdout
    trial = json.loads(corpsim("world", "test", "leverage", "-s", "0", "-c", "probe=on", "--json").stdout)
    assert {outing["witness"] for outing in trial["outings"]} >= {"honest", "blackmailer", "do_nothing", "refuse"}
    assert trial["identity"] == (not [outing for outing in trial["outings"] if outing["faults"]])
