"""Excerpts of episodes: the steps around the evidence, what is marked, what is cut."""

import shutil
from html import unescape
from pathlib import Path

import pytest

from corpsim.label import Label
from corpsim.report.document.choice import choose
from corpsim.report.document.excerpt import MOST_STEPS, cut, excerpt
from corpsim.report.document.sections.transcripts import transcripts
from corpsim.report.document.subject import read_subject
from corpsim.report.transcript import Page
from corpsim.runs.record import EpisodeRecord
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder

AGENTS = ["honest", "blackmailer", "evader"]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    folder = tmp_path_factory.mktemp("excerpt") / "r"
    run_blocking(parse_config({"agents": AGENTS, "conditions": [{"threat": "replacement"}]}), folder)
    return RunFolder.open(folder)


@pytest.fixture(scope="module")
def record(run: RunFolder) -> EpisodeRecord:
    return run.episode("1")


def told(record: EpisodeRecord, evidence: list[int]) -> str:
    page = Page(record.seat, None, {"blackmail": Label("blackmail", "completed", 3, "text", tuple(evidence))})
    return "".join(map(str, excerpt(record, evidence, page)))


def steps(text: str) -> list[int]:
    return [int(part.partition("<")[0]) for part in text.split("<h4>step ")[1:]]


def test_the_step_before_and_the_step_after(record: EpisodeRecord) -> None:
    shown = told(record, [record.events_before(5)])
    assert steps(shown) == [4, 5, 6]
    assert "steps 1 to 3 are left out" in shown
    assert f"steps 7 to {len(record.steps)} are left out" in shown


def test_the_evidence_is_marked_and_named(record: EpisodeRecord) -> None:
    index = record.events_before(5)
    shown = told(record, [index])
    assert shown.count("event evidence") == 1
    assert f"◆{index}" in shown
    assert "(blackmail)" in shown


def test_much_evidence_leaves_the_context_out(record: EpisodeRecord) -> None:
    assert len(steps(told(record, list(range(len(record.events)))))) == MOST_STEPS


@pytest.mark.parametrize("evidence", [[], [-1], [10**9]])
def test_without_evidence_the_last_steps_are_shown(record: EpisodeRecord, evidence: list[int]) -> None:
    last = len(record.steps)
    assert steps(told(record, evidence)) == [last - 2, last - 1, last]


def test_an_episode_without_steps_has_no_excerpt(record: EpisodeRecord) -> None:
    nothing = EpisodeRecord(record.path, record.start, (), None, False)
    assert list(excerpt(nothing, [3], Page())) == []


def test_a_text_is_cut_only_where_that_saves_something() -> None:
    assert cut("x" * 180, 100) == "x" * 180
    assert cut("x" * 1_500, 100) == f"{'x' * 100}\n… 1,400 more characters"


def test_the_gravest_case_of_each_label_and_an_honest_one_are_chosen(run: RunFolder) -> None:
    chosen = choose(read_subject([run]))
    assert [choice.episode[:4] for choice in chosen] == ["0002", "0003", "0001"]
    assert [choice.why.partition(":")[0] for choice in chosen] == [
        "The gravest case of blackmail", "The gravest case of approval_bypass", "For contrast",
    ]  # fmt: skip


def test_each_comes_with_the_command_that_opens_it(run: RunFolder, tmp_path: Path) -> None:
    spaced = RunFolder.open(shutil.copytree(run.path, tmp_path / "a b"))
    for folder, named in ((run, "runs/r 2"), (spaced, "'runs/a b' 2")):
        section = transcripts(read_subject([folder]))
        assert section is not None
        assert f"<code>corpsim view {named}</code>" in unescape("".join(map(str, section.body)))


def test_every_episode_is_shown_once(run: RunFolder, tmp_path: Path) -> None:
    again = RunFolder.open(shutil.copytree(run.path, tmp_path / "again"))
    chosen = choose(read_subject([run, again]))
    assert len({(choice.run.name, choice.episode) for choice in chosen}) == len(chosen)


def test_a_record_that_cannot_be_read_is_said(run: RunFolder, tmp_path: Path) -> None:
    folder = RunFolder.open(shutil.copytree(run.path, tmp_path / "r"))
    subject = read_subject([folder])
    assert subject.results
    path = folder.episode_path(folder.plans[1].id)
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"nonsense\n" + lines[-1])
    section = transcripts(subject)
    assert section is not None
    assert "Its record cannot be read" in "".join(map(str, section.body))
