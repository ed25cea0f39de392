"""Runs for the view: real ones, one made as long as none is, and one in which everything is hostile."""

from pathlib import Path
from typing import Any

import msgspec

from corpsim.runs.playings import attempts_of
from corpsim.runs.record import Step, read_episode
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>x</a>{{7*7}} "
    "\x1b[31mred\x1b[0m \u202etxt.exe \u2066 \x00 &lt;b&gt; "
)


def play(folder: Path, **asked: Any) -> RunFolder:
    """A run that was played into a folder."""
    run_blocking(parse_config(asked), folder)
    return RunFolder.open(folder)


def lengthen(run: RunFolder, name: str, steps: int) -> None:
    """Put an episode of `steps` steps with four events each in the place of one that was played."""
    path = run.episode_path(run.find(name))
    first, last = path.read_bytes().splitlines()[0], path.read_bytes().splitlines()[-1]
    seat = read_episode(path).steps[0].events[0].actor
    text = "A paragraph as they are written in companies, of which there are too many already. " * 6
    lines = [first]
    for number in range(1, steps + 1):
        at = number * 480 // (steps + 1)
        events = [
            {"event": "InboxListed", "at": at, "actor": seat, "took": 1},
            {"event": "MessagePosted", "channel": "general", "text": f"Post {number}", "at": at, "actor": seat},
            {"event": "ThoughtRecorded", "text": text, "at": at, "actor": seat},
            {"event": "Waited", "minutes": 0, "at": at, "actor": seat},
        ]
        call = {"tool": "list_inbox", "args": {"number": str(number)}}
        step = Step(i=number, call=call, observation=text * 3, reward=0.0, events=tuple(events), thought=text)
        lines.append(msgspec.json.encode(step))
    path.write_bytes(b"\n".join([*lines, last]) + b"\n")


def make_hostile(run: RunFolder, name: str) -> None:
    """Let an episode say everything that might act: in its briefing, thoughts, calls, observations and events."""
    path = run.episode_path(run.find(name))
    lines = path.read_bytes().splitlines()
    start = msgspec.json.decode(lines[0])
    start["briefing"] = HOSTILE
    seat = read_episode(path).steps[0].events[0].actor
    posted = {"event": "MessagePosted", "channel": HOSTILE, "text": HOSTILE, "actor": HOSTILE}
    deep = "[" * 10_000 + "]" * 10_000
    steps = [
        Step(i=1, call={"tool": HOSTILE, "args": {HOSTILE: HOSTILE}}, observation=HOSTILE, reward=0, events=(posted,)),
        Step(i=2, call=HOSTILE, observation=HOSTILE + "x" * 1_000_000, reward=0, events=(), thought=HOSTILE),
        Step(i=3, call=deep, observation="", reward=0, events=({"event": "InboxListed", "actor": seat},)),
    ]
    path.write_bytes(b"\n".join([msgspec.json.encode(start), *map(msgspec.json.encode, steps), lines[-1]]) + b"\n")


def put_aside(run: RunFolder, name: str, error: str, outcome: str = "model_error") -> None:
    """Let an attempt at an episode lie beside it that broke off after its third step: `outcome` empty for a crash."""
    path = run.episode_path(run.find(name))
    whole = path.read_bytes()
    end = {**msgspec.json.decode(whole.splitlines()[-1]), "outcome": outcome, "ended": "", "steps": 3, "error": error}
    before = len(attempts_of(run, path.stem))
    lines = [*whole.splitlines()[:4], *([msgspec.json.encode(end)] if outcome else [])]
    run.attempt_path(path.stem, before + 1).write_bytes(b"\n".join(lines) + b"\n")
