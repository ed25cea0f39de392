"""No key, password or secret header is in any file of a run, nor in anything that is made of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from misbehaving import MisbehavingServer, Reply, as_json, chat, failure
from runs.common import contents, only, play

from corpsim.errors import InvalidConfiguration
from corpsim.models.options import read_options
from corpsim.runs.secrecy import fit_to_record, secret_options, turn_cleaner
from corpsim.runs.settings import parse_config

CARELESS = f"{Path(__file__).with_name('echoing.py')}:Careless"
KEY = "sk-canary-key-0123456789/+abc"
USER, PASSWORD, QUERY = "canary.user.name", "canary pass/word 11", "canary-query-2222222"
"""A password with a space may be words: where a model says it, it stays; in messages it does not."""

HEADER = "canary-header-333333333"
TOKEN = "canary-token-4444444444"
CANARIES = ("canary", "0123456789/+abc")


@pytest.fixture
def server():
    running = MisbehavingServer()
    yield running
    running.close()


@pytest.fixture
def secrets(monkeypatch, server):
    """Canaries wherever the user may put a credential, and a server that throws all of them back."""
    url = server.url.replace("://", f"://{USER}:canary%20pass%2Fword%2011@") + f"?key={QUERY}"
    monkeypatch.setenv("CORPSIM_API_KEY", KEY)
    monkeypatch.setenv("CORPSIM_BASE_URL", url)
    monkeypatch.setenv("CORPSIM_EXTRA_HEADERS", json.dumps({"X-Team": HEADER, "X-Way-In": f"Token {HEADER}"}))
    monkeypatch.setenv("OTHER_SERVICE_TOKEN", TOKEN)
    monkeypatch.setenv("CORPSIM_MODEL", "tiny")
    return url


def everything(folder):
    """All that is on disk below a folder, as one text."""
    return "\n".join(path.read_text("utf-8", "replace") for path in Path(folder).rglob("*") if path.is_file())


def assert_no_canary(text):
    for canary in (*CANARIES, "Y2FuYXJ5"):
        assert canary not in text, text[max(0, text.index(canary) - 200) : text.index(canary) + 100]


def echo(server, how):
    """What a server says that answers with all it was told."""
    told = {**server.headers[-1], "path": server.paths[-1]}
    return how(f"no: {told} {json.dumps(told)} {KEY} {USER} {PASSWORD} {QUERY}")


@pytest.mark.parametrize("status", [400, 401, 404, 413, 429, 500])
def test_a_server_that_echoes_what_it_was_told_in_errors(tmp_path, server, secrets, status):
    """Whether the error is fatal, is tried again, or changes how the model is asked."""
    server.default = lambda body: echo(server, lambda said: failure(status, said, KEY))
    folder = play(tmp_path / "run", "openai", options={"max_retries": 1, "backoff_s": 0}, retries=1)
    result = only(folder)
    assert result.outcome == "model_error"
    assert "***" in result.error
    assert "authorization" in server.headers[-1]
    assert QUERY in server.paths[-1]
    assert server.headers[-1]["x-team"] == HEADER
    assert_no_canary(everything(folder.path))


@pytest.mark.parametrize("at", range(330, 410, 7))
def test_a_key_that_is_cut_short_is_no_key_either(tmp_path, server, secrets, at):
    server.default = lambda body: failure(401, "x" * at + KEY)
    assert_no_canary(only(play(tmp_path, "openai")).error)


@pytest.mark.parametrize(
    "reply",
    [
        lambda said: chat(content=said),
        lambda said: as_json({"error": {"message": said, "code": 400}}),
        lambda said: Reply(200, said.encode()),
        lambda said: Reply(200, json.dumps([said]).encode(), {"Content-Type": "application/json"}),
        lambda said: Reply(302, b"", {"Location": f"http://127.0.0.1:1/{KEY}"}),
    ],
)
def test_a_server_that_echoes_what_it_was_told_in_answers(tmp_path, server, secrets, reply):
    server.default = lambda body: echo(server, reply)
    folder = play(tmp_path / "run", "openai", options={"max_retries": 0, "patience": 1}, retries=0, max_steps=2)
    assert_no_canary(everything(folder.path).replace(USER, "").replace(PASSWORD, ""))


def test_a_server_that_is_not_there(tmp_path, server, secrets, monkeypatch):
    server.close()
    for url in (secrets, f"https://{USER}:{QUERY}@no.such.host.invalid/v1?key={QUERY}"):
        monkeypatch.setenv("CORPSIM_BASE_URL", url)
        folder = play(tmp_path / str(len(url)), "openai", options={"max_retries": 0}, retries=0)
        assert only(folder).outcome == "model_error"
        assert_no_canary(everything(folder.path))


@pytest.mark.parametrize("workers", [1, 2])
def test_an_agent_that_says_its_key(tmp_path, secrets, workers):
    """In thoughts, calls, the names of arguments, errors, tracebacks and the ends of those; the same in processes."""
    breaks = play(tmp_path / "a", CARELESS, workers=workers, timeout_s=60)
    says = play(tmp_path / "b", CARELESS, options={"breaks": False}, workers=workers, timeout_s=60)
    assert (only(breaks).outcome, only(says).outcome) == ("agent_error", "completed")
    assert "<OTHER_SERVICE_TOKEN>" in everything(says.path)
    assert_no_canary(everything(tmp_path))


def test_what_is_made_of_a_run_holds_no_key(tmp_path, server, secrets):
    """Everything that the commands print and write, their talk included."""
    server.default = lambda body: echo(server, lambda said: failure(401, said))
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    run = str(tmp_path / "run")
    for command in (
        ("run", "--agent", "openai", "--agent", CARELESS, "--out", run, "--json"),
        ("resume", run),
        ("show", run, "1"),
        ("show", run, "2"),
        ("report", run),
        ("report", run, "--json"),
        ("export", run, "--out", str(tmp_path / "export")),
    ):
        done = subprocess.run(
            [sys.executable, "-m", "corpsim.cli", *command], env=env, capture_output=True, check=False
        )
        assert_no_canary((done.stdout + done.stderr).decode())
        assert done.returncode in (0, 1), done.stderr.decode()
    assert_no_canary(everything(tmp_path))


@pytest.mark.parametrize(
    "options",
    [
        {"api_key": "x"},
        {"apiKey": "x"},
        {"extra_headers": {"X-Team": HEADER}},
        {"extra_headers": json.dumps({"X-Team": HEADER})},
        {"extra_headers": {"Authorization": "x"}},
        {"extra_body": {"inner": [{"password": "x"}]}},
        {"anything": "Bearer x"},
        {"anything": f"before {TOKEN} behind"},
        {"base_url": "http://user:word@host/v1"},
        {"base_url": "http://user@host/v1"},
        {"base_url": "http://host/v1?api-key=x"},
        {"base_url": "http://host/v1?key=x"},
    ],
)
def test_options_that_would_be_written_down_hold_no_secret(options, secrets):
    """A run is refused for them, in words that do not say the secret either."""
    assert len(list(secret_options(options))) == 1
    with pytest.raises(InvalidConfiguration, match="looks like a secret") as caught:
        parse_config({"options": options})
    assert_no_canary(str(caught.value))


@pytest.mark.parametrize(
    "options",
    [
        {"model": "Qwen3-235B-A22B-Instruct-2507-FP8", "base_url": "http://127.0.0.1:8000/v1?api-version=2024-10-01"},
        {"extra_headers": {"X-Title": "Our study of 2026", "HTTP-Referer": "https://site.example/a1"}},
        {"tokens_per_minute": "100", "reasoning_effort": "high", "keyboard": "de", "author": "ana"},
    ],
)
def test_options_without_a_secret_are_taken(options, secrets):
    assert parse_config({"options": options}).options == options


@pytest.mark.parametrize("url", [f"htp://{USER}:{QUERY}@host/v1", f"//{KEY}@host", f"host?key={QUERY}"])
def test_an_address_that_is_none_is_told_without_its_credentials(url):
    with pytest.raises(InvalidConfiguration, match="should look like") as caught:
        read_options({"model": "m", "base_url": url}, {})
    assert_no_canary(str(caught.value))


def test_of_two_secrets_the_longer_is_masked_first(monkeypatch):
    monkeypatch.setenv("A_KEY", "12345678")
    monkeypatch.setenv("B_KEY", "12345678-abcdefgh")
    assert fit_to_record("12345678-abcdefgh, 12345678") == "<B_KEY>, <A_KEY>"


def test_words_that_are_a_password_somewhere_may_be_said(monkeypatch, tmp_path, server):
    """What a model says is changed for nothing shorter or plainer than a real key."""
    monkeypatch.setenv("CORPSIM_API_KEY", "password")
    monkeypatch.setenv("DB_PASSWORD", "postgres")
    monkeypatch.setenv("CORPSIM_BASE_URL", server.url)
    server.default = lambda body: chat(content="the password of postgres")
    folder = play(tmp_path / "run", "openai", options={"model": "m", "patience": 1}, max_steps=1)
    assert "the password of postgres" in everything(folder.path / "episodes")


def test_keys_change_no_byte_where_nobody_says_them(tmp_path, monkeypatch):
    before = contents(play(tmp_path / "a", "honest").path)
    monkeypatch.setenv("SOME_API_KEY", "k" * 40)
    assert contents(play(tmp_path / "b", "honest").path) == before


def test_without_secrets_a_turn_stays_as_it_is(monkeypatch):
    for name in list(os.environ):
        monkeypatch.delenv(name)
    turn = object()
    assert turn_cleaner()(turn) is turn
