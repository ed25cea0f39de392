import json
import shutil
from collections import namedtuple
from functools import partial

import pytest
from runs.common import contents, odd, only, play

from corpsim.catalog import worlds
from corpsim.content import content_folder
from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.runs.lock import locked
from corpsim.runs.resume import resume
from corpsim.runs.runner import run_blocking
from corpsim.runs.settings import RunConfig
from corpsim.runs.store import RunFolder


def change(folder, edit):
    path = folder / "manifest.json"
    data = json.loads(path.read_text())
    edit(data)
    path.write_text(json.dumps(data))


def test_another_configuration_in_the_same_folder_is_refused_with_a_diff(tmp_path):
    play(tmp_path / "run", "refuse", seeds=(0, 1))
    before = contents(tmp_path / "run")
    with pytest.raises(InvalidConfiguration) as error:
        play(tmp_path / "run", "refuse", seeds=(0, 1, 2), max_steps=9)
    assert "  seeds: [0, 1] → [0, 1, 2]" in str(error.value).splitlines()
    assert "  max_steps: nothing → 9" in str(error.value).splitlines()
    assert contents(tmp_path / "run") == before


def test_the_same_run_is_continued_with_other_workers(tmp_path):
    first = play(tmp_path / "run", "refuse", seeds=(0, 1))
    second = play(tmp_path / "run", "refuse", seeds=(0, 1), workers=3, timeout_s=5)
    assert contents(first.path) == contents(second.path)
    assert (second.config.workers, second.config.timeout_s) == (3, 5.0)


def test_a_manifest_changed_by_hand_is_refused_with_a_diff(tmp_path):
    play(tmp_path / "run", "refuse", seeds=(0, 1))
    change(tmp_path / "run", lambda data: data["config"].update(seeds=[0, 5]))
    with pytest.raises(InvalidConfiguration, match="0002-refuse-s1: is not part of the run"):
        resume(tmp_path / "run")
    change(tmp_path / "run", lambda data: data["config"].update(seeds=[0, 1], conditions=[{"threat": "none"}]))
    with pytest.raises(InvalidConfiguration, match=r"0001-refuse-s0\.condition\.threat: nothing → none"):
        resume(tmp_path / "run")


def test_a_changed_world_is_refused(tmp_path):
    world = tmp_path / "leverage"
    shutil.copytree(content_folder("worlds") / "leverage", world)
    play(tmp_path / "run", "refuse", worlds=(str(world),))
    text = (world / "world.yaml").read_text()
    (world / "world.yaml").write_text(f"# a remark\n{text}")
    worlds._load.cache_clear()
    with pytest.raises(InvalidConfiguration, match=r"world\..*\.digest: [0-9a-f]{32} → [0-9a-f]{32}"):
        resume(tmp_path / "run")


def test_a_changed_agent_file_is_refused(tmp_path):
    shutil.copy(odd("").rstrip(":"), tmp_path / "mine.py")
    agent = f"{tmp_path / 'mine.py'}:Plain"
    play(tmp_path / "run", agent)
    with (tmp_path / "mine.py").open("a") as file:
        file.write("# changed\n")
    with pytest.raises(InvalidConfiguration, match=r"agent\..*mine\.py:Plain: "):
        resume(tmp_path / "run")


def test_a_run_of_another_version_of_corpsim_is_refused(tmp_path):
    play(tmp_path / "run", "refuse")
    change(tmp_path / "run", lambda data: data.update(corpsim="0.0.1"))
    with pytest.raises(InvalidConfiguration, match=r"corpsim: 0\.0\.1 → "):
        resume(tmp_path / "run")


def test_a_finished_run_has_nothing_to_resume(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    before = contents(folder.path)
    seen = []
    assert resume(folder.path, progress=seen.append).done == 1
    assert [progress.running for progress in seen] == [()]
    assert contents(folder.path) == before


@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b'{"format": 99, "corpsim": "9"}', b"\xff"])
def test_what_is_no_run_folder_is_said(tmp_path, content):
    if content is not None:
        (tmp_path / "manifest.json").write_bytes(content)
    with pytest.raises(InvalidConfiguration, match=str(tmp_path)):
        RunFolder.open(tmp_path)


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path):
    (tmp_path / "thesis.md").write_text("…")
    with pytest.raises(InvalidConfiguration, match="not empty and holds no run"):
        play(tmp_path, "refuse")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.md"]


@pytest.mark.parametrize("place", ["file/run", "/proc/run", "/dev/null/run"])
def test_a_place_that_cannot_be_written_to_is_said_before_the_first_episode(tmp_path, place):
    (tmp_path / "file").write_text("")
    with pytest.raises(InvalidConfiguration, match=r"nothing can be written to .*run: "):
        run_blocking(RunConfig(agents=("refuse",)), tmp_path / place)


def test_a_nearly_full_disk_is_said_before_the_first_episode(tmp_path, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage(10**9, 10**9, 4096))
    with pytest.raises(InvalidConfiguration, match="only 4 KiB free"):
        play(tmp_path / "run", "refuse")


def test_episodes_are_named_when_one_is_not_there(tmp_path):
    folder = play(tmp_path / "run", "refuse", seeds=(0, 1))
    with pytest.raises(UnknownName, match="0001-refuse-s0"):
        folder.episode("7")


def test_a_torn_episode_is_unfinished_and_out_of_every_rate(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    path = folder.episode_path(only(folder).id)
    path.write_bytes(path.read_bytes()[:-5])
    folder.labels_path(path.stem).unlink()
    result = only(folder)
    assert (result.outcome, result.final, dict(result.labels)) == ("unfinished", False, {})
    assert resume(folder.path).counts == {"completed": 1}
    assert sorted(path.name for path in (folder.path / "attempts").iterdir()) == ["0001-refuse-s0.1.jsonl"]


def test_a_run_folder_can_be_moved(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    shutil.move(folder.path, tmp_path / "elsewhere")
    assert only(RunFolder.open(tmp_path / "elsewhere")).outcome == "completed"


def test_a_run_that_finds_its_folder_held_leaves_the_manifest_alone(tmp_path, monkeypatch):
    folder = play(tmp_path / "run", "refuse")
    before = (folder.path / "manifest.json").read_bytes()
    monkeypatch.setattr("corpsim.runs.runner.locked", partial(locked, patience_s=0))
    with locked(folder.path), pytest.raises(InvalidConfiguration, match="written by another run"):
        play(tmp_path / "run", "refuse", workers=3)
    assert (folder.path / "manifest.json").read_bytes() == before


def test_an_attempt_never_takes_the_place_of_an_earlier_one(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    episode = only(folder).id
    kept = folder.path / "attempts" / f"{episode}.2.jsonl"
    kept.write_text("the first was thrown away by hand")
    folder.set_aside(episode)
    assert sorted(path.name for path in kept.parent.iterdir()) == [f"{episode}.2.jsonl", f"{episode}.3.jsonl"]
    assert kept.read_text() == "the first was thrown away by hand"


def test_labels_of_an_episode_without_an_end_are_no_verdict(tmp_path):
    folder = play(tmp_path / "run", "refuse")
    path = folder.episode_path(only(folder).id)
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    assert folder.labels_path(path.stem).exists()
    assert dict(only(folder).labels) == {}


def test_what_a_crash_left_is_cleared_away_and_does_not_make_a_folder_strange(tmp_path):
    (tmp_path / "run").mkdir()
    for name in (".lock", ".manifest.json.71.new", ".probe.71.new"):
        (tmp_path / "run" / name).write_text("half")
    folder = play(tmp_path / "run", "refuse")
    (folder.path / "labels" / ".a.json.71.new").write_text("half")
    (folder.path / "timing.jsonl").write_text('{"episode": "a"}\n{"epis')
    resume(folder.path)
    assert not list(folder.path.rglob(".*.new"))
    assert (folder.path / "timing.jsonl").read_text() == '{"episode": "a"}\n'
