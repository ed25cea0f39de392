"""Budget, pace and kept answers on the command line: exit codes, what is said, and going on."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from misbehaving import MisbehavingServer, Reply, call, chat, failure, finish


def working(body: dict[str, Any]) -> Reply:
    asked = sum(message["role"] == "assistant" for message in body["messages"])
    return finish() if asked else chat(call("wait", {"minutes": 10}))


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    """A model that takes two requests for an episode, 240 tokens."""
    running = MisbehavingServer()
    running.default = working
    yield running
    running.close()


@pytest.fixture
def given(server: MisbehavingServer, tmp_path: Path) -> list[Any]:
    model = ["-a", "openai", "-m", "tiny", "--base-url", server.url, "-o", "max_retries=0"]
    return ["run", "leverage", *model, "-s", "0-19", "-j", "1", "--retries", "0", "--out", tmp_path / "r"]


def test_a_run_out_of_budget_is_interrupted_and_resumed(corpsim: Any, given: list[Any], tmp_path: Path) -> None:
    done = corpsim(*given, "--budget", "1k-tokens")
    assert done.returncode == 4
    assert "stopped: the budget of 1,000 tokens is used up (1,080 tokens so far)." in done.stderr
    assert f"go on with:   corpsim resume {tmp_path / 'r'}" in done.stderr.replace("\n", " ")
    again = corpsim("resume", tmp_path / "r", "--json")
    assert again.returncode == 4
    assert json.loads(again.stdout)["stopped"].startswith("the budget of 1,000 tokens")
    last = corpsim("resume", tmp_path / "r", "--budget", "100k-tokens", "--json")
    assert last.returncode == 0
    assert "stopped" not in json.loads(last.stdout)


def test_a_budget_of_money_takes_prices(corpsim: Any, given: list[Any], tmp_path: Path) -> None:
    unknown = corpsim(*given, "--budget", "1", XDG_CONFIG_HOME=str(tmp_path))
    assert (unknown.returncode, "no price for 'tiny'" in unknown.stderr) == (3, True)
    (tmp_path / "prices.yaml").write_text("currency: EUR\nmodels:\n  tiny: {input: 1000, output: 10000}\n")
    done = corpsim(*given, "--budget", "1-EUR", "--prices", tmp_path / "prices.yaml")
    assert done.returncode == 4
    assert "stopped: the budget of 1.00 EUR is used up (1.20 EUR so far)." in done.stderr


def test_an_outage_is_said(corpsim: Any, given: list[Any], server: MisbehavingServer, tmp_path: Path) -> None:
    server.default = lambda body: failure(503, "overloaded")
    done = corpsim(*given)
    assert done.returncode == 4
    assert "stopped: the model of openai failed in 10 attempts in a row (ModelFailure: " in done.stderr
    assert "overloaded" in done.stderr
    server.default = working
    assert corpsim("resume", tmp_path / "r").returncode == 0


def test_what_is_no_budget_is_said(corpsim: Any, given: list[Any]) -> None:
    done = corpsim(*given, "--budget", "lots")
    assert (done.returncode, "write 500k-tokens" in done.stderr) == (3, True)


def test_answers_are_kept_where_the_flag_says(corpsim: Any, given: list[Any], tmp_path: Path) -> None:
    assert corpsim(*given, "--cache", tmp_path / "kept").returncode == 0
    assert len(list((tmp_path / "kept" / "tiny").iterdir())) == 40


def test_a_suite_may_have_a_budget(corpsim: Any, given: list[Any], tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(
        "title: Mine\nquestion: How much?\nlabels: [blackmail]\nseeds: '0-5'\nlimits: {budget: 300-tokens}\n"
        "parts:\n- {name: one, worlds: [leverage]}\n"
    )
    flags = [flag for flag in given[2:] if flag not in ("-s", "0-19")]
    done = corpsim("run", "--suite", tmp_path / "mine.yaml", *flags)
    assert (done.returncode, "the budget of 300 tokens is used up" in done.stderr) == (4, True), done.stderr
