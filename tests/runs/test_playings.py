"""The playings of an episode: the one that counts, and the attempts before it."""

from pathlib import Path

import pytest

from corpsim.errors import UnknownName
from corpsim.runs.playings import attempts_of, find_playing, playings_of
from corpsim.runs.settings import parse_config
from corpsim.runs.store import RunFolder


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    """A run of two episodes that were begun, the second after eleven attempts, and one more that was not yet."""
    config = parse_config({"worlds": ["leverage"], "agents": ["do_nothing"], "seeds": [0, 1, 2]})
    run = RunFolder.create(tmp_path / "run", config)
    run.settle()
    first, second, third = (plan.id for plan in run.plans)
    for episode, times in ((first, 1), (second, 12), (third, 2)):
        for _ in range(times):
            run.set_aside(episode)
            run.episode_path(episode).touch()
    run.set_aside(third)
    return run


def test_attempts_are_in_the_order_of_time(folder: RunFolder) -> None:
    """The eleventh is after the second; files that are nobody's are passed over."""
    first, second, third = folder.plans
    attempts = folder.path / "attempts"
    for name in (
        "note.txt",
        f"{first.id}.x.jsonl",
        f"{first.id}.0.jsonl",
        "0009-other-s0.1.jsonl",
        f"{first.id}.jsonl",
    ):
        (attempts / name).touch()
    (attempts / f"{first.id}.3.jsonl").mkdir()
    found = [(one.plan, one.attempt) for one in attempts_of(folder)]
    assert found == [*((second, n) for n in range(1, 12)), (third, 1), (third, 2)]
    assert all(one.path.is_file() for one in attempts_of(folder))
    assert [one.attempt for one in playings_of(folder, second)] == [*range(1, 12), 0]
    assert [one.attempt for one in playings_of(folder, third)] == [1, 2]
    assert [one.name for one in playings_of(folder, first)] == [first.id]


def test_a_playing_is_found_by_name_and_by_number(folder: RunFolder) -> None:
    """`2` is the episode and `2.11` an attempt; a name that is neither is refused, whatever is in it."""
    _, second, third = folder.plans
    assert find_playing(folder, "2").path == folder.episode_path(second.id)
    assert find_playing(folder, "2.11") == find_playing(folder, f"{second.id}.11")
    assert find_playing(folder, "2.11").name == f"{second.id}.11"
    assert find_playing(folder, "3.2").path == folder.attempt_path(third.id, 2)
    wrong = ["3", "2.12", "2.0", "2.01", ".1", "2.", "9.1", "", f"../attempts/{second.id}.1", f"{second.id}.1\n"]
    for name in (*wrong, f"{second.id}.1/../../manifest", "../manifest.1", "9" * 5_000, "1." + "9" * 5_000, "\0.1"):
        with pytest.raises(UnknownName):
            find_playing(folder, name)


def test_a_run_without_attempts(folder: RunFolder) -> None:
    """A run that nothing was set aside in, or whose folder is gone, has none."""
    for path in (folder.path / "attempts").iterdir():
        path.unlink()
    assert attempts_of(folder) == []
    (folder.path / "attempts").rmdir()
    assert attempts_of(folder) == []
