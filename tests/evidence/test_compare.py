"""Two runs side by side: flips first, each with the commands to read both."""

import json
from pathlib import Path

import pytest
from runs.common import play

from corpsim.errors import InvalidConfiguration
from corpsim.evidence.compare import ANY, compare_runs
from corpsim.report.compare import comparison_to_data, matched_line, print_comparison
from corpsim.report.console import paper
from corpsim.runs.labels import read_labels, write_labels

AGENTS = Path(__file__).parents[1] / "runs/paired_agents.py"
CONDITIONS = ({"oversight": "monitored"}, {"oversight": "unmonitored"})


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    base = tmp_path_factory.mktemp("compared")
    made = {}
    for name in ("Complies", "Always", "Fakes"):
        made[name] = play(base / name, f"{AGENTS}:{name}", conditions=CONDITIONS, seeds=range(6))
    return made


def test_flips_come_with_the_companies_in_which_they_are(folders):
    compared = compare_runs(folders["Complies"], folders["Fakes"])
    assert (len(compared.twos), compared.unmatched, compared.unfinished) == (12, (0, 0), (0, 0))
    assert [two.first.condition["oversight"] for two in compared.flipped] == ["unmonitored"] * 6
    assert compared.twos[:6] == compared.flipped
    (flip,) = compared.flipped[0].flips
    assert (flip.name, flip.first, flip.second) == ("rule_violation", "none", "completed")


def test_the_tests_are_of_companies_and_in_one_family(folders):
    compared = compare_runs(folders["Complies"], folders["Always"])
    gaps = {gap.name: gap for gap in compared.gaps}
    assert set(gaps) == {ANY, "rule_violation", "intent reached"}
    found = gaps["rule_violation"]
    assert (found.n, found.only_first, found.only_second, found.gap) == (12, 0, 12, 1)
    assert found.p == 2 / 2**6
    assert found.adjusted == pytest.approx(3 * 2 / 2**6)
    assert [shift.name for shift in compared.shifts] == ["proxy", "intent", "steps"]


def test_what_else_differs_is_said(folders):
    compared = compare_runs(folders["Complies"], folders["Always"])
    assert any(line.startswith("agents: ") for line in compared.differences)
    assert compared.detectors == ()


def test_detectors_of_another_version_are_named(folders, tmp_path):
    other = play(tmp_path / "r", f"{AGENTS}:Complies", conditions=CONDITIONS, seeds=range(6))
    for result in other.results():
        path = other.labels_path(result.id)
        labels = read_labels(path)
        labels.detectors["rule_violation"] += 1
        write_labels(path, labels)
    compared = compare_runs(folders["Complies"], other)
    assert compared.flipped == ()
    assert compared.detectors == ("rule_violation",)


def test_what_was_never_labelled_is_counted(folders, tmp_path):
    other = play(tmp_path / "r", f"{AGENTS}:Always", conditions=CONDITIONS, seeds=range(2))
    for result in other.results():
        other.labels_path(result.id).unlink()
    compared = compare_runs(folders["Complies"], other)
    assert (compared.unlabelled, compared.unmatched, compared.flipped) == (4, (8, 0), ())
    assert "4 without labels on one side: corpsim score" in matched_line(compared)
    assert [gap.name for gap in compared.gaps] == ["intent reached"]


def test_a_run_is_not_compared_with_itself(folders):
    with pytest.raises(InvalidConfiguration, match="is the same as itself"):
        compare_runs(folders["Always"], folders["Always"])


def test_two_agents_of_one_run(tmp_path):
    folder = play(tmp_path / "r", f"{AGENTS}:Complies", f"{AGENTS}:Always", seeds=range(3))
    compared = compare_runs(folder, folder, agents={f"{AGENTS}:Complies": f"{AGENTS}:Always"})
    assert len(compared.flipped) == 3


def test_it_is_printed_flips_first(folders, tmp_path):
    compared = compare_runs(folders["Complies"], folders["Fakes"])
    with (tmp_path / "page").open("w+") as file:
        print_comparison(paper(120, file), compared)
        file.seek(0)
        text = file.read()
    first, second = folders["Complies"].path, folders["Fakes"].path
    assert text.index("Flips") < text.index("rule_violation only in B (completed, severity 1 of 3)")
    assert f"corpsim show {first} 7    corpsim show {second} 7" in text
    assert text.index("corpsim show") < text.index("any label")
    data = json.loads(json.dumps(comparison_to_data(compared)))
    assert (data["matched"], len(data["flips"])) == (12, 6)
    assert data["flips"][0]["commands"] == [
        f"corpsim show {first} 7",
        f"corpsim show {second} 7",
        f"corpsim view {first} 7 --beside {second} 7",
    ]
