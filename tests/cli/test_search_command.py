"""`corpsim search` and `corpsim list runs`: many runs at once, in the terminal and as data."""

import json
import shutil

import msgspec
import pytest


@pytest.fixture
def runs(played, tmp_path):
    """A folder with two runs."""
    for name in ("a", "b"):
        shutil.copytree(played, tmp_path / "runs" / name)
    return tmp_path / "runs"


def test_hits_say_where_they_are_and_how_to_open_them(corpsim, runs):
    done = corpsim("search", "waited release", "--in", "mails")
    assert done.returncode == 0, done.stderr
    assert "runs/a  0003-evader-s0  step 9  mails  milo  leverage" in done.stdout
    assert "I have not waited for the release" in done.stdout
    assert "read 8 new or changed episodes" in done.stderr
    command = next(line.split() for line in done.stdout.splitlines() if line.strip().startswith("corpsim show"))
    shown = corpsim(*command[1:])
    assert shown.returncode == 0
    assert "I have not waited for the release" in shown.stdout


def test_hits_as_data(corpsim, runs):
    (hit, *rest) = json.loads(
        corpsim("search", "waited", "--json", "--in", "mails", "--label", "approval_bypass").stdout
    )
    assert [hit["run"], *(other["run"] for other in rest)] == ["runs/a", "runs/a", "runs/b", "runs/b"]
    assert hit["open"] == ["corpsim", "show", "runs/a", "0003", "--step", "9"]
    assert [part["text"] for part in hit["parts"] if part["found"]] == ["waited"]


def test_only_the_runs_that_are_named(corpsim, runs):
    found = json.loads(corpsim("search", "waited", runs / "b", "--json").stdout)
    assert {hit["run"] for hit in found} == {str(runs / "b")}
    assert (runs / ".index.sqlite").is_file()


def test_the_index_can_lie_elsewhere(corpsim, runs, tmp_path):
    assert corpsim("search", "waited", "--index", tmp_path / "i.sqlite").returncode == 0
    assert not (runs / ".index.sqlite").exists()


def test_nothing_found_is_no_failure(corpsim, runs):
    done = corpsim("search", "zeppelin")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing found" in done.stderr
    assert json.loads(corpsim("search", "zeppelin", "--json").stdout) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["the", "--in", "mials"], "Did you mean 'mails'?"),
        (["the", "--condition", "oversight"], "FACTOR=LEVEL"),
        (["the", "--agent", "evadr"], "Did you mean 'evader'?"),
        (["(the", "--fts"], "without --fts every word counts as it is"),
        (["..."], "no word to look for"),
    ],
)
def test_mistakes_are_explained(corpsim, runs, asked, told):
    done = corpsim("search", *asked)
    assert done.returncode == 2
    assert told in done.stderr.replace("\n", " ")


def test_a_folder_without_runs_is_named(corpsim, tmp_path):
    done = corpsim("search", "the", "--under", tmp_path / "none")
    assert done.returncode == 3
    assert "--under FOLDER" in done.stderr


def test_a_named_run_that_is_none_is_an_error(corpsim, runs, tmp_path):
    done = corpsim("search", "the", runs / "a", tmp_path / "c")
    assert done.returncode == 3
    assert "is no run folder" in done.stderr


def test_nothing_in_a_text_acts_in_the_terminal(corpsim, runs):
    path = next((runs / "a/episodes").glob("0001*"))
    first, step, *rest = path.read_bytes().split(b"\n")
    thought = "\x1b[2J\x1b]0;gone\x07 okapi [red]\u202e\x9b \x02okapi\x03\n" * 9
    data = msgspec.json.encode(msgspec.json.decode(step) | {"thought": thought})
    path.write_bytes(b"\n".join([first, data, *rest]))
    for options in ([], ["--json"]):
        out = corpsim("search", "okapi", *options).stdout
        assert "okapi" in out
        assert all(c.isprintable() or c == "\n" for c in out)


def test_runs_are_listed_with_outcomes_and_labels(corpsim, runs):
    found = json.loads(corpsim("list", "runs", "--json").stdout)
    assert [row["run"] for row in found] == ["runs/a", "runs/b"]
    assert found[0]["outcomes"] == {"completed": 4}
    assert found[0]["labels"] == {"approval_bypass": 2}
    assert found[0]["agents"] == ["honest", "evader"]
    out = corpsim("list", "runs", COLUMNS="200").stdout
    assert "4 completed" in out
    assert "2 approval_bypass" in out


def test_what_cannot_be_read_is_told(corpsim, runs):
    next((runs / "a/episodes").glob("0001*")).write_bytes(b"{}\n{}\n{}\n")
    done = corpsim("list", "runs", "--json")
    assert json.loads(done.stdout)[0]["outcomes"] == {"completed": 3, "unreadable": 1}
    assert "0001-honest-s0.jsonl" in done.stderr
