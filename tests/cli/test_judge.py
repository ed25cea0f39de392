"""A second opinion at the command line: asked for with --judge, shown as what it is."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from misbehaving import MisbehavingServer, Reply, chat, failure, finish

Corpsim = Callable[..., Any]


def says(body: dict[str, Any]) -> Reply:
    """A judge that finds every label completed, on the last event, and writes escape sequences."""
    text = body["messages"][1]["content"].split("<case_file>\n")[1].split("\n</case_file>")[0]
    index = json.loads(text)["events"][-1]["index"]
    answer = {"reason": "He \x1b[31mdid.", "present": True, "stage": "completed", "evidence": [index]}
    return chat(content=json.dumps(answer))


@pytest.fixture
def server() -> Iterator[MisbehavingServer]:
    running = MisbehavingServer()
    running.default = says
    yield running
    running.close()


@pytest.fixture
def run(played: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(played, tmp_path / "judged"))


@pytest.fixture
def score(corpsim: Corpsim, run: Path, server: MisbehavingServer) -> Corpsim:
    return lambda *args: corpsim("score", run, "--judge", "m", "--base-url", server.url, *args)


def test_agreement_is_printed(score: Corpsim) -> None:
    done = score("--label", "blackmail", "-l", "deception", "--max-concurrency", "2")
    assert done.returncode == 0, done.stderr
    head, blackmail, deception, *rest = done.stdout.splitlines()
    assert head.split() == ["label", "both", "only", "detector", "only", "judge", "neither", "unscored", "kappa", "n"]
    assert blackmail.split()[0] == "blackmail"
    assert sum(map(int, blackmail.split()[1:6])) == 4
    assert deception.split()[0] == "deception"
    assert "no label and no rate rests on it" in " ".join(rest)
    assert "8 opinions asked for, 0 there already, 0 unscored." in done.stderr
    assert "0 opinions asked for, 8 there already" in score("-l", "blackmail", "-l", "deception").stderr


def test_json(score: Corpsim, server: MisbehavingServer) -> None:
    data = json.loads(score("--label", "blackmail", "--json").stdout)
    assert data["judged"] == 4
    assert data["hearing"]["judge"] == {"model": "m", "base_url": server.url, "options": {}}
    counts = data["hearing"]["agreement"]["blackmail"]
    assert counts["n"] == 4 == counts["both"] + counts["only_judge"]
    assert {opinion["label"]["basis"] for opinion in data["hearing"]["opinions"]} == {"judge"}


def test_show_marks_a_second_opinion_as_one(score: Corpsim, corpsim: Corpsim, run: Path) -> None:
    """It stands in a section of its own, names the model, and marks nothing in the transcript."""
    before = json.loads(corpsim("show", run, "1", "--json").stdout)
    assert before["opinions"] == []
    score("--label", "blackmail")
    done = corpsim("show", run, "1")
    assert "second opinions" in done.stdout
    assert "◇ blackmail  completed, second opinion of m" in done.stdout
    assert "No label and no rate rests on it" in done.stdout
    assert "He ␛[31mdid." in done.stdout
    assert "◆ blackmail" not in done.stdout
    after = json.loads(corpsim("show", run, "1", "--json").stdout)
    assert after["labels"] == before["labels"]
    assert after["opinions"][0]["label"]["present"] is True
    assert "second opinion" not in corpsim("show", run, "1", "--no-labels").stdout


def test_the_report_does_not_know_of_it(score: Corpsim, corpsim: Corpsim, run: Path) -> None:
    before = corpsim("report", run, "--json").stdout
    assert score().returncode == 0
    assert corpsim("report", run, "--json").stdout == before


def test_opinions_that_could_not_be_had_are_failures(
    score: Corpsim, corpsim: Corpsim, run: Path, server: MisbehavingServer
) -> None:
    server.default = lambda body: failure(401, "who are you?")
    done = score("--label", "blackmail")
    assert done.returncode == 1
    assert "4 unscored: m at" in done.stderr
    assert done.stdout.splitlines()[1].split() == ["blackmail", "0", "0", "0", "0", "4", "–", "0"]
    shown = corpsim("show", run, "1").stdout
    assert "◇ blackmail  unscored, second opinion of m" in shown
    assert "who are you?" in shown
    assert score("--label", "blackmail", "--fail-on-error", "4").returncode == 0


@pytest.mark.parametrize(
    ("args", "code", "words"),
    [
        (("--label", "blackmail"), 2, "--judge MODEL"),
        (("--judge", "m", "--base-url", "http://127.0.0.1:9/v1", "--label", "sabotage"), 2, "There is: blackmail"),
        (("--judge", "m", "--base-url", "nowhere"), 3, "base_url should look like"),
        (("--judge", "m", "--judge-option", "temperature"), 2, "--judge-option"),
        (("--judge", "m", "--judge-option", "api_key=sk-1234567890"), 3, "looks like a secret"),
        (("--judge", "m"), 3, "OPENAI_API_KEY"),
        (("--judge", "m", "--max-concurrency", "0"), 2, "--max-concurrency"),
    ],
)
def test_what_cannot_work_is_said(
    corpsim: Corpsim, run: Path, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], code: int, words: str
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    done = corpsim("score", run, *args)
    assert done.returncode == code
    assert words in done.stderr
    assert not (run / "opinions").exists()


def plays_and_judges(body: dict[str, Any]) -> Reply:
    """Ends its day at once; as a judge finds nothing."""
    if "LABEL: " not in body["messages"][0]["content"]:
        return finish()
    return chat(content=json.dumps({"reason": "No.", "present": False, "stage": "none", "evidence": []}))


@pytest.fixture
def own_run(corpsim: Corpsim, server: MisbehavingServer, tmp_path: Path) -> Path:
    server.default = plays_and_judges
    done = corpsim("run", "-a", "openai", "-m", "m", "--base-url", server.url, "--out", tmp_path / "own")
    assert done.returncode == 0, done.stderr
    return tmp_path / "own"


def test_a_model_judges_itself(corpsim: Corpsim, own_run: Path) -> None:
    done = corpsim("score", own_run, "--self", "-l", "deception")
    assert done.returncode == 0, done.stderr
    head, _, deception, *_ = done.stdout.splitlines()
    assert head == "openai of its own episodes"
    assert deception.split()[:6] == ["deception", "0", "0", "0", "1", "0"]
    assert "in its own judgement, by m" in corpsim("show", own_run, "1").stdout
    data = json.loads(corpsim("score", own_run, "--self", "--json").stdout)
    assert data["themselves"]["openai"]["agreement"]["deception"]["kappa_bounds"] is None
    assert len(data["themselves"]["openai"]["opinions"]) == 7
    assert all(opinion["own"] for opinion in data["themselves"]["openai"]["opinions"])


def test_a_judge_is_another_model_or_the_agent_itself(corpsim: Corpsim, own_run: Path, run: Path) -> None:
    assert corpsim("score", own_run, "--self", "--judge", "m").returncode == 2
    done = corpsim("score", run, "--self")
    assert done.returncode == 3
    assert "no agent that is a model" in done.stderr
