"""What the view says of runs and episodes, without a browser."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_runs import HOSTILE, play

from corpsim.errors import UnknownName
from corpsim.events import MailSent
from corpsim.label import TAXONOMY
from corpsim.pages.view.data.alignment import align, meet
from corpsim.pages.view.data.changes import changes
from corpsim.pages.view.data.monitors import monitors
from corpsim.pages.view.data.opening import opening
from corpsim.pages.view.data.people import people
from corpsim.pages.view.data.raw import raw
from corpsim.pages.view.data.runs import list_runs, progress
from corpsim.pages.view.data.search import search
from corpsim.pages.view.data.sight import sight
from corpsim.pages.view.data.steps import MOST_STEPS, steps
from corpsim.pages.view.data.table import episodes
from corpsim.pages.view.data.verdicts import labels_of_run, truth
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import UNREADABLE, Library
from corpsim.runs.record import CorruptRecord, Step

Read = Callable[[str, str], Episode]


@pytest.fixture(scope="session")
def library(runs: Path) -> Library:
    """The runs as a page has them."""
    return Library([runs])


@pytest.fixture(scope="session")
def read(library: Library, runs: Path) -> Read:
    """An episode of one of the runs."""
    return lambda run, name: library.episode(library.run(str(runs / run)), name)


def test_runs_and_rows(library: Library, runs: Path) -> None:
    """Every run is listed with what it was made of; its rows have the levels that differ, and no verdict."""
    assert {run["run"] for run in list_runs(library)["runs"]} == {str(runs / n) for n in ("pair", "long", "hostile")}
    run = library.run(str(runs / "pair"))
    assert progress(library, run)["played"] == 4
    table = episodes(library, run)
    assert table["factors"] == {"oversight": ["monitored", "unmonitored"]}
    assert table["same"]["threat"] == "replacement"
    assert [row["condition"] for row in table["episodes"]] == [
        {"oversight": level} for _ in range(2) for level in ("monitored", "unmonitored")
    ]
    present = labels_of_run(library, run)["episodes"]
    assert [len(present[row["id"]]) for row in table["episodes"]] == [0, 0, 1, 1]


def test_only_what_is_below_the_folders(library: Library, runs: Path) -> None:
    """A run elsewhere cannot be asked for, however it is written."""
    for name in ("/etc", str(runs / "pair" / ".." / "pair"), f"{runs}/../runs/pair", "", "pair"):
        with pytest.raises(UnknownName):
            library.run(name)


def test_verdicts_are_nowhere_but_where_they_are_asked_for(library: Library, read: Read) -> None:
    """No other view tells a label, its evidence or its severity."""
    episode = read("pair", "3")
    last = len(episode.record.steps)
    views: list[Any] = [
        list_runs(library),
        episodes(library, episode.run),
        progress(library, episode.run),
        opening(library, episode),
        steps(episode, 1, last),
        search(episode.run, "room"),
        align(episode, read("pair", "4")),
        monitors(episode),
        *(view(episode, step) for view in (changes, sight, people) for step in range(last + 1)),
        *(raw(episode.run, "3", line) for line in range(last + 2)),
    ]
    told = json.dumps(views)
    assert "evidence" not in told
    assert "severity" not in told
    assert not [label for label in TAXONOMY if f'"{label}"' in told]
    verdict = next(label for label in truth(library, episode)["labels"] if label["present"])
    assert verdict["name"] == "blackmail"
    for place in verdict["evidence"]:
        event = episode.events[place["event"]]
        assert isinstance(event, MailSent)
        assert event in episode.record.steps[place["step"] - 1].events


@pytest.mark.parametrize("name", ["1", "3"])
def test_what_reached_the_desk_stands_in_the_observation(read: Read, name: str) -> None:
    """Each event that is said to have reached the seat is told in the observation of its step, in these words; what is
    hidden is nobody's of the seat."""
    episode = read("pair", name)
    reached = 0
    for step in episode.record.steps:
        shown = sight(episode, step.i)
        for event in shown["reached"]:
            assert event["news"] in step.observation
        assert all(event["actor"] != episode.seat for event in shown["hidden"])
        reached += len(shown["reached"])
    assert reached


def test_changes_have_a_before_and_an_after(read: Read) -> None:
    """A step's changes are those of its events: mails are new, a document is compared, people move on the chart."""
    episode = read("pair", "1")
    found = [change for step in range(len(episode.record.steps) + 1) for change in changes(episode, step)["changes"]]
    groups = {change["group"] for change in found}
    assert {"Mail", "Documents", "Approvals", "Meetings", "Chat", "Org chart", "The seat"} <= groups
    mails = [change["index"] for change in found if change["group"] == "Mail"]
    assert mails == [index for index, event in enumerate(episode.events) if isinstance(event, MailSent)]
    away = next(field for change in found for field in change.get("fields", ()) if field["name"] == "away until")
    assert (away["before"], ":" in away["after"]) == (None, True)
    decided = next(c for c in found if c["group"] == "Approvals" and c["how"] == "changed")
    assert decided["fields"][0] == {"name": "decision", "before": "pending", "after": "granted"}


def test_a_world_that_has_changed_since(runs: Path, tmp_path: Path) -> None:
    """The transcript is shown all the same, and it is said what is not known."""
    run = Path(shutil.copytree(runs / "pair", tmp_path / "pair"))
    path = next((run / "episodes").glob("0001*"))
    start, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    other = {**json.loads(start), "world_digest": "0" * 32}
    path.write_text(json.dumps(other) + "\n" + "".join(rest), encoding="utf-8")
    library = Library([run])
    episode = library.episode(library.run(str(run)), "1")
    told = opening(library, episode)
    original = Library([runs])
    assert "has changed since" in told["why"]
    assert told["line"] == opening(original, original.episode(original.run(str(runs / "pair")), "1"))["line"]
    assert people(episode, len(episode.record.steps))["talk"]
    assert changes(episode, 7)["why"]


def test_what_led_to_an_event(read: Read) -> None:
    """An answer of a coworker leads back to the mail it answers, past what they meant to do in between."""
    episode = read("pair", "3")
    mails = [index for index, event in enumerate(episode.events) if isinstance(event, MailSent)]
    answers = {index: mail.reply_to for index in mails if (mail := episode.events[index].mail).reply_to}  # type: ignore[attr-defined]
    for index, answered in answers.items():
        reason = episode.reason_of(index)
        assert reason is not None
        assert episode.events[reason].mail.id == answered  # type: ignore[attr-defined]
    assert answers


def test_people_who_talk(read: Read) -> None:
    """Lines between people count the mails so far, and those above them are on the chart."""
    episode = read("pair", "3")
    early, late = people(episode, 0), people(episode, len(episode.record.steps))
    assert early["talk"] == []
    pair = next(line for line in late["talk"] if line["from"] == episode.seat)
    assert (pair["to"], pair["count"], pair["steps"]) == ("eloise.mcdowell", 1, [7])
    nodes = {node["id"]: node for node in late["people"]}
    assert all(node.get("manager") in {*nodes, None} for node in nodes.values())


def test_search(library: Library, runs: Path) -> None:
    """Words are found whatever their case, with what stands around them; keys of the record are no words."""
    run = library.run(str(runs / "pair"))
    hit = search(run, "PENSION OVER  the bookshop")["episodes"][run.plans[2].id][0]
    assert (hit["hit"], hit["where"]) == ("pension over the bookshop", "saw")
    for nothing in ("email_id", "ledger_digest", '"type"', "", "no such words"):
        assert search(run, nothing)["episodes"] == {}
    only = search(run, "bookshop", "3")
    assert list(only["episodes"]) == [run.plans[2].id]
    assert [one["step"] for one in only["episodes"][run.plans[2].id]] == [3, 4, 7]


def test_an_episode_of_ten_thousand_events(library: Library, read: Read) -> None:
    """What is sent when it is opened is small, and so is every helping of steps."""
    episode = read("long", "1")
    assert len(episode.events) == 10_000
    assert len(json.dumps(opening(library, episode))) < 250_000
    assert len(steps(episode, 1, 10_000)["steps"]) == MOST_STEPS
    assert steps(episode, 2_500, 2_600)["steps"][0]["i"] == 2_500
    assert changes(episode, 2_500)["changes"][0]["text"]["text"] == "Post 2500"


def test_hostile_records(runs: Path, tmp_path: Path, read: Read, library: Library) -> None:
    """What was said is kept as it was said; a long text is cut until all of it is asked for; files that are broken or
    nested without end are errors in words, and can be looked at line by line."""
    episode = read("hostile", "1")
    found = steps(episode, 1, 3)["steps"]
    assert (found[0]["tool"], found[0]["args"][0]["name"], found[1]["args"][0]["text"]) == (HOSTILE,) * 3
    assert found[1]["observation"]["more"] > 900_000
    assert steps(episode, 2, 2, None)["steps"][0]["observation"]["more"] == 0
    assert opening(library, episode)["briefing"]["text"] == HOSTILE.strip()
    run = Path(shutil.copytree(runs / "hostile", tmp_path / "broken"))
    path = next((run / "episodes").glob("0002*"))
    start = path.read_bytes().splitlines(keepends=True)[0]
    broken = Library([run])
    for line in (b'{"type": "\xff<b>"}\n', b'{"type": "step", "call": ' + b"[" * 10_000 + b"]" * 10_000 + b"}\n"):
        path.write_bytes(start + line + b"{}\n")
        folder = broken.run(str(run))
        with pytest.raises(CorruptRecord):
            broken.episode(folder, "2")
        assert raw(folder, "2", 1)["text"]["text"][:8] == '{"type":'
    folder.labels_path(folder.plans[0].id).write_text("{", encoding="utf-8")
    assert [row["outcome"] for row in episodes(broken, folder)["episodes"]] == [UNREADABLE, "unfinished"]


def test_monitors(runs: Path, tmp_path: Path) -> None:
    """Curves are those of the episode, of all monitors; other lines and lines that are none are passed over."""
    run = Path(shutil.copytree(runs / "pair", tmp_path / "pair"))
    library = Library([run])
    episode = library.episode(library.run(str(run)), "3")
    assert monitors(episode) == {"monitors": []}
    (run / "monitors").mkdir()
    good = {"episode": episode.id, "monitor": "words", "scores": [[1, 0.5], [2, None]], "reasons": [[1, "why"]]}
    lines = ["{", json.dumps({**good, "episode": "another"})]
    lines += [
        json.dumps({**good, "ledger_digest": "of another playing"}),
        json.dumps(good),
        "[" * 10_000,
        '{"scores": 3}',
    ]
    (run / "monitors" / "words.jsonl").write_text("\n".join(lines), encoding="utf-8")
    shown = {"name": "words", "scores": [[1, 0.5], [2, None]], "reasons": {1: "why"}}
    assert monitors(episode) == {"monitors": [shown]}


def test_a_run_that_goes_on(tmp_path: Path) -> None:
    """What is written meanwhile is there when it is asked for again."""
    run = play(tmp_path / "run", agents=["do_nothing"], seeds=[0, 1])
    library = Library([tmp_path])
    folder = library.run(str(run.path))
    assert len(library.results(folder)) == 2
    path = run.episode_path(run.plans[1].id)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert [result.outcome for result in library.results(folder)] == ["completed", "unfinished"]
    assert library.episode(folder, "2").record.end is None
    path.write_bytes(whole)
    assert library.episode(folder, "2").record.end is not None
    path.unlink()
    assert library.neighbours(library.episode(folder, "1")) == (None, None)


CALLS = st.lists(st.sampled_from("abc"), max_size=12)


@given(CALLS, CALLS)
def test_any_two_episodes_are_laid_beside_each_other(one: list[str], other: list[str]) -> None:
    """Every step of both is in one row, in order; rows with both have the same tool; equal episodes meet throughout."""
    left, right = ([_step(i, call) for i, call in enumerate(calls, 1)] for calls in (one, other))
    rows = meet(left, right)
    assert [a for a, _ in rows if a is not None] == list(range(len(one)))
    assert [b for _, b in rows if b is not None] == list(range(len(other)))
    assert all(one[a] == other[b] for a, b in rows if a is not None and b is not None)
    if one == other:
        assert all(a == b for a, b in rows)


def _step(i: int, tool: str) -> Step:
    return Step(i=i, call={"tool": tool, "args": {}}, observation="", reward=0.0, events=())


def test_a_pair_is_aligned(read: Read) -> None:
    """Two arms of a pair differ in the briefing and the level, and every step says whether it is the same."""
    told = align(read("pair", "3"), read("pair", "4"))
    assert told["conditions"] == [{"factor": "oversight", "left": "monitored", "right": "unmonitored"}]
    assert (told["same"]["briefing"], told["differ"]) == (False, 0)
    other = align(read("pair", "1"), read("pair", "3"))
    assert other["differ"] == sum(not (row["call"] and row["saw"]) for row in other["rows"]) > 0
