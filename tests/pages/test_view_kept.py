"""What the view keeps of what it read: bounded, however many runs are looked at, and nothing read twice."""

import gc
import shutil
import weakref
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.pages.view import episode as episode_module
from corpsim.pages.view import library as library_module
from corpsim.pages.view.data.runs import list_runs
from corpsim.pages.view.data.steps import steps
from corpsim.pages.view.kept import Kept
from corpsim.pages.view.library import Library
from corpsim.runs.store import RunFolder

ASKED = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2), st.integers(0, 8)), max_size=60)


@given(ASKED, st.integers(0, 20), st.integers(1, 3))
def test_any_order_of_asking(asked: list[tuple[int, int, int]], most: int, least: int) -> None:
    """Never more than the bound is kept, but for the last few; what was asked for last is always kept, and right."""
    kept: Kept[int, tuple[int, int]] = Kept(most, least=least)
    for key, stamp, weight in asked:
        value = kept.get(key, stamp, lambda key=key, stamp=stamp: (key, stamp), lambda _, weight=weight: weight)  # type: ignore[misc]
        assert value == (key, stamp)
        assert kept.weight <= most or len(kept) <= least
        assert kept.get(key, stamp, lambda: pytest.fail("it was let go"), lambda _: 0) == value


def test_the_least_recently_used_goes_first() -> None:
    """What is looked at now and then stays; a file that cannot be read leaves nothing behind."""
    kept: Kept[str, str] = Kept(2)
    for key in "abac":
        kept.get(key, None, lambda key=key: key)  # type: ignore[misc]
    read = []
    for key in "ac":
        kept.get(key, None, lambda key=key: read.append(key) or key)  # type: ignore[misc,func-returns-value]
    assert read == []
    with pytest.raises(ZeroDivisionError):
        kept.get("a", "changed", lambda: str(1 // 0))
    assert (len(kept), kept.weight) == (1, 1)


def test_episodes_that_were_read_are_let_go(runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After thirty episodes of ten runs as many are in memory as the bound says; so it is with their runs."""
    monkeypatch.setattr(library_module, "LEAST_BYTES", library_module.MOST_BYTES // 3)
    monkeypatch.setattr(library_module, "MOST_RESULTS", 8)
    monkeypatch.setattr(library_module, "MOST_PLANS", 100)
    for number in range(10):
        shutil.copytree(runs / "pair", tmp_path / f"run{number}")
    library = Library([tmp_path])
    read: list[weakref.ref[object]] = []
    opened, told = read.copy(), read.copy()
    for name in sorted(library.names()):
        run = library.run(name)
        opened.append(weakref.ref(run))
        told += map(weakref.ref, library.results(run))
        read += [weakref.ref(library.episode(run, number)) for number in "123"]
    del run
    gc.collect()
    assert [sum(one() is not None for one in seen) for seen in (read, told, opened)] == [3, 8, 4]
    assert len(list_runs(library)["runs"]) == 10


def test_a_long_episode_stays_while_it_is_paged(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two episodes of ten thousand events beside each other are read once each, were they longer than all that may be
    kept."""
    monkeypatch.setattr(library_module, "MOST_BYTES", 1)
    read = []
    whole = episode_module.read_episode
    monkeypatch.setattr(episode_module, "read_episode", lambda path: read.append(path) or whole(path))  # type: ignore[func-returns-value]
    library = Library([runs])
    long, other = (library.run(str(runs / name)) for name in ("long", "hostile"))
    for first in range(1, 2_500, 50):
        assert len(steps(library.episode(long, "1"), first, first + 9)["steps"]) == 10
        library.episode(other, "1")
    assert len(read) == 2


def test_many_runs_are_listed_without_looking_for_each(
    runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folders are walked once for the list, not once for every run in it."""
    for number in range(5):
        shutil.copytree(runs / "pair", tmp_path / f"run{number}", ignore=shutil.ignore_patterns("*.jsonl"))
    walked = []
    below = library_module.runs_below
    monkeypatch.setattr(library_module, "runs_below", lambda folder: walked.append(folder) or below(folder))  # type: ignore[func-returns-value]
    assert [run["planned"] for run in list_runs(Library([tmp_path]))["runs"]] == [4] * 5
    assert walked == [tmp_path]


def test_a_run_below_two_folders_is_one(runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Named twice, absolutely and from here, it is listed once, under the name it was first given."""
    monkeypatch.chdir(runs.parent)
    library = Library([runs / "pair", Path(runs.name)])
    assert [name for name in library.names() if name.endswith("pair")] == [str(runs / "pair")]
    assert isinstance(library.run(f"{runs.name}/pair"), RunFolder)
