"""Whatever a model answers is recorded, can be gone on with, and is shown as text."""

import json
import re
import shutil

import pytest
from misbehaving import USAGE, MisbehavingServer, Reply, call, chat, finish
from runs.common import contents, only, play
from typer.testing import CliRunner

from corpsim.cli.app import app
from corpsim.runs.record import read_episode
from corpsim.runs.replay import replay
from corpsim.runs.resume import resume

ACTING = "\x1b[2J\x1b]0;gone\x07\x9b31m\u202etxet\u2066\u200b\x00\x08\r<script>alert(1)</script>[red]:skull:[/red]"
MEGABYTE = "y" * 1_000_000 + " end\n"
DEEP = '{"a":' * 10_000 + "1" + "}" * 10_000
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What must not reach a terminal as it is. Line ends and tabs may."""


def raw(text):
    """An answer as bytes that are no UTF-8, and an escaped half of a character."""
    whole = chat(content="@", **{"reasoning_content": "half \ud800"}).body
    return Reply(200, whole.replace(b"@", text), {"Content-Type": "application/json"})


DAY = (
    chat(call("send_email", {"to": ["nobody"], "subject": ACTING, "body": ACTING}), content=ACTING),
    chat(call("write_file", {"path": "a.md", "content": ACTING + MEGABYTE})),
    chat(call("write_file", DEEP)),
    chat(call("write_file", "[" * 10_000)),
    chat(call(ACTING, {ACTING: ACTING})),
    chat(call("x" * 100_000, {"y" * 100_000: 1})),
    chat(call("wait", '{"minutes": 1e999}')),
    chat(call("wait", f'{{"minutes": {"9" * 4_000}}}')),
    raw(b"\xff\xfe\xc0\x80 <script>"),
    chat(call("list_inbox"), content=f"<think>{MEGABYTE}{ACTING}"),
    chat(*[call("list_inbox", {}, f"c{n}") for n in range(300)]),
    chat(content=DEEP),
    chat(call("list_inbox"), content=[{"type": "text", "text": ACTING}, None, 7, {"text": {"text": ["z"]}}]),
    finish(report=ACTING * 20),
)


def turn(body):
    """The answer that belongs to where a conversation is."""
    done = sum(message["role"] == "assistant" for message in body["messages"])
    return DAY[min(done, len(DAY) - 1)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A run with a model that has such a day; its server stays, for whoever goes on with it."""
    server = MisbehavingServer()
    server.default = turn
    options = {"model": "m", "base_url": server.url, "max_calls_at_once": 4, "patience": 5}
    yield play(tmp_path_factory.mktemp("hostile") / "run", "openai", options=options)
    server.close()


@pytest.fixture
def server(monkeypatch):
    running = MisbehavingServer()
    monkeypatch.setenv("CORPSIM_BASE_URL", running.url)
    yield running
    running.close()


def test_it_is_recorded_and_judged(folder):
    result = only(folder)
    assert (result.outcome, result.ended, result.error) == ("completed", "finished", "")
    record = read_episode(folder.episode_path(result.id))
    assert len(record.steps) >= len(DAY)
    assert record.steps[0].call["args"]["body"] == ACTING
    assert "half ?" in "".join(step.thought for step in record.steps)
    assert {"malformed_arguments", "unknown_tool", "calls_left_out"} <= result.notes.keys()
    assert replay(record.path).steps == len(record.steps)


@pytest.mark.parametrize("kept", [1, 2, 5, 12])
def test_it_is_gone_on_with(tmp_path, folder, kept):
    """After a crash at any line, in the midst of one too, the run comes to the same bytes."""
    torn = tmp_path / "torn"
    shutil.copytree(folder.path, torn)
    (path,) = torn.glob("episodes/*")
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:kept]) + lines[kept][: len(lines[kept]) // 2])
    shutil.rmtree(torn / "labels")
    (torn / "labels").mkdir()
    resume(torn)
    assert contents(torn) == contents(folder.path)


@pytest.mark.parametrize(
    "command",
    [
        "show RUN",
        "show RUN 1",
        "show RUN 1 --full",
        "show RUN 1 --step 0-9",
        "show RUN 1 --events",
        "show RUN 1 --json",
        "report RUN",
        "report RUN --json",
        "export RUN",
        "export RUN --format csv",
        "export RUN --format examples",
        "replay RUN",
    ],
)
def test_it_is_shown_as_text(folder, command, monkeypatch):
    """As signs that do nothing."""
    monkeypatch.setenv("COLUMNS", "100")
    done = CliRunner().invoke(app, [part.replace("RUN", str(folder.path)) for part in command.split()])
    assert done.exit_code == 0, done.output[-2_000:]
    assert not ACTS.search(done.output)
    if "json" in command:
        json.loads(done.stdout)


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, b'{"choices": ' + b"[" * 100_000, {"Content-Type": "application/json"}),
        Reply(200, b'{"choices": [{"message": {"content": ' + DEEP.encode() + b"}}]}"),
        Reply(500, (ACTING + MEGABYTE).encode(), {"Content-Type": "text/html"}),
        Reply(200, ACTING.encode() * 1_000),
    ],
    ids=["unclosed", "deep", "error page", "no JSON"],
)
def test_what_is_no_answer_at_all_is_a_failure_of_the_model(tmp_path, server, reply):
    """Its words are kept short, and are shown as text."""
    server.default = lambda body: reply
    options = {"model": "m", "max_retries": 1, "backoff_s": 0}
    result = only(play(tmp_path / "run", "openai", options=options, retries=0))
    assert result.outcome == "model_error"
    assert len(result.error) < 700
    done = CliRunner().invoke(app, ["show", str(tmp_path / "run"), "1"])
    assert not ACTS.search(done.output)


@pytest.mark.parametrize("figure", [-5, 2**70, 1e300, "many", None, [], {"a": 1}])
def test_figures_that_are_none_count_nothing(tmp_path, server, figure):
    """Not even where a server says that it took more tokens than there are."""
    answer = json.loads(finish().body) | {"usage": {**USAGE, "prompt_tokens": figure}}
    server.default = lambda body: Reply(200, json.dumps(answer).encode(), {"Content-Type": "application/json"})
    result = only(play(tmp_path / "run", "openai", options={"model": "m"}))
    assert result.outcome == "completed"
    assert "input_tokens" not in result.usage
