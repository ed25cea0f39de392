"""The shipped suites, cut down to a cell a part, are played to their end and reported."""

from pathlib import Path

import pytest

from corpsim.evidence.rates import by_part
from corpsim.report.console import paper
from corpsim.report.document.page import write_page
from corpsim.report.document.subject import read_subject
from corpsim.report.rates import print_parts
from corpsim.report.sections import print_sections, read_runs
from corpsim.runs.runner import run_blocking
from corpsim.runs.store import RunFolder
from corpsim.suites.load import find_suite
from corpsim.suites.plan import plan_suite


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("insider", ["Published rates", "published (another harness)", "never pooled or tested"]),
        ("faking", ["Pairs", "monitored → unmonitored", "alignment faking", "Doses"]),
        ("honesty", ["Pairs", "Beliefs", "unanswered"]),
        ("drift", ["Consistency", "weeks"]),
        ("oversight", ["Protocols", "retire:rules:0.6"]),
    ],
)
def test_a_suite_is_played_and_reported(tmp_path: Path, name: str, told: list[str]) -> None:
    """The first of its labels has a column in every part, present or not."""
    whole = plan_suite(find_suite(name), agents=["do_nothing"], seeds=(0,), max_steps=3)
    # The last cell is the one of which the study of insiders tells: a goal that conflicts, and a replacement.
    parts = tuple(part.model_copy(update={"conditions": part.conditions[-1:]}) for part in whole.parts)
    progress = run_blocking(whole.model_copy(update={"parts": parts}), tmp_path / "run")
    assert set(progress.counts) <= {"completed", "limit"}
    runs = read_runs([RunFolder.open(tmp_path / "run")])
    console = paper(200)
    with console.capture() as capture:
        print_parts(console, runs.results, asked=runs.asked)
        print_sections(console, runs)
    text, page = capture.get(), write_page(read_subject(runs.folders))
    assert [part for part in told if part not in text] == []
    assert text.count(runs.asked[0].rpartition("_")[2]) >= len(by_part(runs.results))
    assert all(label in page for label in runs.asked)
