"""Episodes of two runs beside each other, and the attempts that were set aside: what the view says of them."""

import json
import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import quote

import pytest
from asking import ask
from view_runs import put_aside

from corpsim.errors import UnknownName
from corpsim.pages.view.data.alignment import align
from corpsim.pages.view.data.beside import candidates, other_runs
from corpsim.pages.view.data.opening import opening
from corpsim.pages.view.data.raw import raw
from corpsim.pages.view.data.runs import progress
from corpsim.pages.view.data.search import search
from corpsim.pages.view.data.table import attempts, episodes
from corpsim.pages.view.data.verdicts import labels_of_run, truth
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import Library
from corpsim.runs.store import RunFolder

Serve = Callable[..., AbstractContextManager[str]]

RATE_LIMIT = "429 <b>Too many</b>"


@pytest.fixture
def again(runs: Path, tmp_path: Path) -> Path:
    """Two runs: `pair`, with three attempts at two of its episodes, and `long`."""
    for name in ("pair", "long"):
        shutil.copytree(runs / name, tmp_path / name)
    run = RunFolder.open(tmp_path / "pair")
    put_aside(run, "3", RATE_LIMIT)
    put_aside(run, "3", "", outcome="")
    put_aside(run, "1", "a person", outcome="cancelled")
    return tmp_path


@pytest.fixture
def library(again: Path) -> Library:
    """These two as a page has them."""
    return Library([again])


def test_attempts_are_rows_of_their_own(library: Library, again: Path) -> None:
    """They are counted beside the episodes and in none of their figures; each says what stopped it and what came of
    the episode since."""
    run = library.run(str(again / "pair"))
    table, other = episodes(library, run), episodes(library, library.run(str(again / "long")))
    assert (table["set_aside"], other["set_aside"]) == (3, 0)
    assert [row["attempt"] for row in table["episodes"]] == [0, 0, 0, 0]
    assert (progress(library, run)["played"], progress(library, run)["set_aside"]) == (4, 3)
    first, third = run.plans[0].id, run.plans[2].id
    told = [
        (row["id"], row["outcome"], row["error"], row["final"], row["now"])
        for row in attempts(library, run)["attempts"]
    ]
    assert told == [
        (f"{first}.1", "cancelled", "a person", False, "completed"),
        (f"{third}.1", "model_error", RATE_LIMIT, False, "completed"),
        (f"{third}.2", "unfinished", "", False, "completed"),
    ]
    assert len(labels_of_run(library, run)["episodes"]) == 4


def test_an_attempt_is_never_final(library: Library, again: Path) -> None:
    """Whatever its record says of itself."""
    run = library.run(str(again / "pair"))
    put_aside(run, "2", "", outcome="completed")
    told = attempts(library, run)["attempts"][1]
    assert (told["outcome"], told["final"]) == ("completed", False)
    assert not opening(library, library.episode(run, "2.1"))["final"]


def test_an_attempt_is_opened_like_an_episode(library: Library, again: Path) -> None:
    """By its name or its numbers: with its own record, its company, and no verdict; and it leads to the others."""
    run = library.run(str(again / "pair"))
    attempt = library.episode(run, "3.1")
    third = run.plans[2].id
    told = opening(library, attempt)
    assert (told["id"], told["attempt"], told["error"], len(told["line"])) == (f"{third}.1", 1, RATE_LIMIT, 3)
    assert (told["before"], told["after"]) == (None, f"{third}.2")
    assert library.neighbours(library.episode(run, "3.2")) == (f"{third}.1", third)
    assert told["company"] == opening(library, library.episode(run, "3"))["company"] != ""
    assert [(one["id"], one["outcome"]) for one in told["playings"]] == [
        (f"{third}.1", "model_error"),
        (f"{third}.2", "unfinished"),
        (third, "completed"),
    ]
    assert opening(library, library.episode(run, "2"))["playings"] == []
    known = truth(library, attempt)
    assert (known["labels"], known["pairs"], known["opinions"]) == ([], [], [])
    assert raw(run, "3.1", 99)["path"].endswith(f"attempts/{third}.1.jsonl")
    assert align(attempt, library.episode(run, "3"))["rows"][2]["saw"]


def test_attempts_are_searched_apart(library: Library, again: Path) -> None:
    """A search looks through the episodes, or the attempts, or the one that is open."""
    run = library.run(str(again / "pair"))
    every = {plan.id for plan in run.plans}
    assert set(search(run, "status")["episodes"]) == every
    tried = search(run, "status", aside=True)["episodes"]
    assert tried and not set(tried) & every
    assert set(search(run, "status", "3.1")["episodes"]) == {f"{run.plans[2].id}.1"}


def test_what_an_episode_can_stand_beside(library: Library, again: Path) -> None:
    """Runs with the same world and seed come first, then its own; in a run those that differ in the least, each with
    what differs. The episode itself is not offered, its attempts' episode is."""
    pair, long = (library.run(str(again / name)) for name in ("pair", "long"))
    episode = library.episode(pair, "3")
    shutil.copytree(again / "long", again / "elsewhere")
    manifest = again / "elsewhere" / "manifest.json"
    told = json.loads(manifest.read_bytes())
    told["config"]["seeds"] = [5]
    manifest.write_text(json.dumps(told), encoding="utf-8")
    (again / "broken").mkdir()
    (again / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    offered = [(Path(run["run"]).name, run["own"], run["alike"]) for run in other_runs(library, episode)["runs"]]
    assert offered == [("long", False, 1), ("pair", True, 4), ("elsewhere", False, 0)]
    own = candidates(library, episode, pair)["episodes"]
    assert [row["number"] for row in own] == [1, 4, 2]
    assert own[1]["differs"] == [{"name": "oversight", "here": "monitored", "there": "unmonitored"}]
    assert [one["name"] for one in own[2]["differs"]] == ["agent", "oversight"]
    assert candidates(library, library.episode(pair, "3.1"), pair)["episodes"][0]["number"] == 3
    other = candidates(library, episode, long)["episodes"][0]["differs"]
    assert {"name": "agent", "here": "blackmailer", "there": "do_nothing"} in other


def test_two_runs_are_aligned(library: Library, again: Path) -> None:
    """As two episodes of one are: every step of both stands in a row."""
    left = library.episode(library.run(str(again / "pair")), "3")
    right = library.episode(library.run(str(again / "long")), "1")
    rows = align(left, right)["rows"]
    assert [row["left"]["i"] for row in rows if row["left"]] == [step.i for step in left.record.steps]
    assert [row["right"]["i"] for row in rows if row["right"]] == [step.i for step in right.record.steps]


def test_no_verdict_is_in_them(library: Library, again: Path) -> None:
    """Neither the attempts nor what is offered tells labels, severity or evidence."""
    run = library.run(str(again / "pair"))
    episode: Episode = library.episode(run, "3")
    views = [attempts(library, run), other_runs(library, episode), candidates(library, episode, run)]
    told = json.dumps([*views, opening(library, library.episode(run, "3.1"))])
    assert not [word for word in ("evidence", "severity", 'blackmail"') if word in told]


def test_who_is_let_in(serve_view: Serve, again: Path) -> None:
    """The other run is as bound to the given folders as the first, and an attempt to its own folder."""
    run = f"run={quote(str(again / 'pair'))}&ep=3"
    shutil.copytree(again / "long", again.parent / f"{again.name}-outside")
    beyond = (again.parent / f"{again.name}-outside", f"{again}/pair/../long", f"{again}/../{again.name}-outside")
    outside = [*map(str, beyond), "/etc", "long", "\0", "x" * 5_000, f"{again}/{'x' * 5_000}", f"{again}/long/"]
    names = ["3.9", "3.1/../../manifest", "../attempts/3.1", "../../long/episodes/1", "3.1\0", "9" * 5_000, "", "3.-1"]
    with serve_view(again) as address:
        for path in outside:
            for view in (f"alignment?{run}&vs=1", f"candidates?{run}"):
                answer = ask(address, f"/api/{view}&vsrun={quote(path, safe='')}")
                assert answer.status == 422, path
                assert "default-src 'none'" in answer.headers["content-security-policy"]
        for name in names:
            assert ask(address, f"/api/alignment?{run}&vs={quote(name, safe='')}").status == 422, name
            assert (
                ask(address, f"/api/raw?run={quote(str(again / 'pair'))}&ep={quote(name, safe='') or 0}").status == 422
            )
        for view in (f"alignment?{run}&vs=3.1", f"candidates?{run}", f"beside?{run}", f"attempts?{run}"):
            assert ask(address, f"/api/{view}", host="evil.example").status == 403
            assert ask(address, f"/api/{view}", sec_fetch_site="cross-site").status == 403
            assert ask(address, f"/api/{view}").status == 200
        assert ask(address, f"/api/alignment?{run}&vs=1&vsrun={quote(str(again / 'long'))}").status == 200


@pytest.mark.parametrize(
    "name", ["a\u202etxt.exe", "esc\x1b[31m", "new\nline", "<img src=x>", "a&ep=2#run=b", "%2e%2e", " a "]
)
def test_a_run_of_any_name_is_opened_by_what_is_shown(serve_view: Serve, again: Path, name: str) -> None:
    """What a page shows of a name, signs for what cannot be seen included, is what it asks for the run with."""
    (again / "long").rename(again / name)
    with serve_view(again) as address:
        told = json.loads(ask(address, "/api/runs").body)["runs"]
        shown = next(run["run"] for run in told if not run["run"].endswith("/pair"))
        assert not {"\u202e", "\x1b"} & set(shown)
        pair = f"run={quote(str(again / 'pair'))}&ep=3&vs=1&vsrun={quote(shown, safe='')}"
        assert ask(address, f"/api/alignment?{pair}").status == 200
        assert ask(address, f"/api/opening?run={quote(shown, safe='')}&ep=1").status == 200


def test_nothing_is_written(library: Library, again: Path) -> None:
    """To look at attempts and at two runs changes no byte of either."""
    before = {path: path.stat().st_mtime_ns for path in again.rglob("*")}
    run = library.run(str(again / "pair"))
    attempt = library.episode(run, "3.1")
    for _ in (attempts(library, run), opening(library, attempt), truth(library, attempt), other_runs(library, attempt)):
        assert {path: path.stat().st_mtime_ns for path in again.rglob("*")} == before
    with pytest.raises(UnknownName):
        library.episode(run, "2.1")
