"""The index follows the run folders, is made anew when it cannot be used, and is never more than a copy."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from corpsim.evidence import following
from corpsim.evidence.following import follow
from corpsim.evidence.index import APPLICATION, INDEXED, NAME, CannotIndex, use
from corpsim.evidence.rows import rows
from corpsim.runs.store import RunFolder


@pytest.fixture
def place(tmp_path):
    return tmp_path / NAME


def held(connection):
    """Table → what the index holds of it, in the order in which it was read."""
    found = {}
    for table in INDEXED:
        cursor = connection.execute(f"SELECT * FROM {table} ORDER BY run, {_order(table)}")  # noqa: S608
        found[table] = [row[1:] for row in cursor]
    return found


def _order(table):
    return "id" if table == "runs" else "episode, id"


def followed(place, *folders):
    """What the index holds once it has followed these runs, and what that took."""
    return use(place, lambda connection: (follow(connection, folders), held(connection)))


def truth(*folders):
    return {table: [tuple(row) for row in rows(table, *map(RunFolder.open, folders))] for table in INDEXED}


def test_the_index_holds_the_tables(place, paired_run):
    took, found = followed(place, paired_run.path)
    assert took.read == len(paired_run.plans)
    assert found == truth(paired_run.path)


def test_only_what_changed_is_read_again(place, spoiled):
    followed(place, spoiled.path)
    assert followed(place, spoiled.path)[0].read == 0
    labels = spoiled.labels_path(spoiled.plans[1].id)
    labels.write_bytes(labels.read_bytes().replace(b'"completed"', b'"attempted"').replace(b'"none"', b'"considered"'))
    took, found = followed(place, spoiled.path)
    assert took.read == 1
    assert found == truth(spoiled.path)


def test_what_is_gone_goes(place, spoiled, paired_run):
    other = Path(shutil.copytree(paired_run.path, spoiled.path.with_name("b")))
    followed(place, spoiled.path, other)
    spoiled.episode_path(spoiled.plans[0].id).unlink()
    shutil.rmtree(other)
    took, found = followed(place, spoiled.path)
    assert took.read == 0
    assert found == truth(spoiled.path)
    use(place, lambda connection: connection.execute("INSERT INTO said(said, rank) VALUES ('integrity-check', 1)"))


def test_an_index_is_the_same_whatever_it_has_been_through(place, tmp_path, spoiled):
    """Begun with a part of the episodes, stopped in the middle, and gone on with."""
    kept = [plan.id for plan in spoiled.plans]
    hidden = tmp_path / "hidden.jsonl"
    spoiled.episode_path(kept[2]).rename(hidden)
    followed(place, spoiled.path)
    hidden.rename(spoiled.episode_path(kept[2]))
    followed(place, spoiled.path)
    assert followed(place, spoiled.path)[1] == followed(tmp_path / "anew.sqlite", spoiled.path)[1]


def test_a_stop_in_the_middle_leaves_whole_episodes(place, spoiled, monkeypatch):
    insert = following._insert
    monkeypatch.setattr(following, "TOGETHER", 1)

    def stops(connection, some):
        if getattr(some[0][1], "episode", "") == spoiled.plans[3].id:
            insert(connection, some[: len(some) // 2])
            raise KeyboardInterrupt
        insert(connection, some)

    monkeypatch.setattr(following, "_insert", stops)
    with pytest.raises(KeyboardInterrupt):
        followed(place, spoiled.path)
    monkeypatch.setattr(following, "_insert", insert)
    took, found = followed(place, spoiled.path)
    assert took.read == len(spoiled.plans) - 3
    assert found == truth(spoiled.path)


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def no_head(path):
    path.write_bytes(b"x" * 200 + path.read_bytes()[200:])


def holes(path):
    data = bytearray(path.read_bytes())
    for page in range(4096, len(data), 3 * 4096):
        data[page : page + 64] = os.urandom(64)
    path.write_bytes(data)


def no_table(path):
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TABLE texts")


def no_search(path):
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE said_data SET block = x'00'")


def other_version(path):
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 7")


@pytest.mark.parametrize("damage", [cut, no_head, holes, no_table, no_search, other_version])
def test_a_damaged_index_is_made_anew(place, spoiled, damage):
    followed(place, spoiled.path)
    damage(place)
    spoiled.labels_path(spoiled.plans[1].id).touch()
    _, found = followed(place, spoiled.path)
    assert found == truth(spoiled.path)


def test_another_name_is_made_anew_as_well_if_it_is_an_index(tmp_path, spoiled):
    place = tmp_path / "mine.sqlite"
    followed(place, spoiled.path)
    assert int.from_bytes(place.read_bytes()[68:72], "big") == APPLICATION
    cut(place)
    assert followed(place, spoiled.path)[1] == truth(spoiled.path)


def test_what_is_no_index_is_left_as_it_is(tmp_path, spoiled):
    notes = tmp_path / "notes.txt"
    notes.write_text("mine " * 100)
    base = tmp_path / "mine.sqlite"
    with sqlite3.connect(base) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()
    for path in (notes, base):
        before = path.read_bytes()
        with pytest.raises(CannotIndex, match="left as it is"):
            followed(path, spoiled.path)
        assert path.read_bytes() == before


def test_a_place_that_cannot_be_written_is_named(tmp_path, spoiled):
    with pytest.raises(CannotIndex, match="--index FILE"):
        followed(tmp_path / "no/such/index.sqlite", spoiled.path)


def test_several_processes_make_one_index(place, spoiled):
    code = (
        "import sys; from pathlib import Path; from corpsim.evidence import following, index; following.TOGETHER = 1;"
        "print(index.use(Path(sys.argv[1]), lambda c: following.follow(c, [Path(sys.argv[2])])).read)"
    )
    command = [sys.executable, "-c", code, str(place), str(spoiled.path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    read = [int(process.communicate(timeout=60)[0]) for process in running]
    assert sum(read) == len(spoiled.plans)
    assert followed(place, spoiled.path)[1] == truth(spoiled.path)


def test_an_episode_that_cannot_be_read_is_told_and_the_others_are_there(place, spoiled):
    broken, unlabelled = (spoiled.plans[number].id for number in (0, 2))
    spoiled.episode_path(broken).write_bytes(b"{}\n" + spoiled.episode_path(broken).read_bytes())
    spoiled.labels_path(unlabelled).write_bytes(b"[" * 100_000)
    for _ in range(2):
        took, found = followed(place, spoiled.path)
        assert set(took.problems) == {str(spoiled.episode_path(name)) for name in (broken, unlabelled)}
        assert {row[1] for row in found["episodes"]} == {p.id for p in spoiled.plans} - {broken, unlabelled}


def test_a_run_that_cannot_be_read_is_told(place, spoiled):
    (spoiled.path / "manifest.json").write_text("{")
    took, found = followed(place, spoiled.path)
    assert list(took.problems) == [str(spoiled.path)]
    assert found["episodes"] == []
