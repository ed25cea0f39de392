import errno
import os

import pytest

from corpsim.disk import draft_of, drafted, is_draft, write_whole


def test_a_file_is_replaced_and_nothing_is_left_beside_it(tmp_path):
    (tmp_path / "a").write_text("old")
    write_whole(tmp_path / "a", b"new")
    write_whole(tmp_path / "b", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"new", "b": b"new"}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_file_that_cannot_be_written_is_as_it_was(tmp_path, monkeypatch, call):
    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    (tmp_path / "a").write_text("old")
    monkeypatch.setattr(os, call, full)
    with pytest.raises(OSError, match="full"):
        write_whole(tmp_path / "a", b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"old"}


def test_a_folder_is_there_whole_and_synced_or_not_at_all(tmp_path, monkeypatch):
    def write(name):
        with drafted(tmp_path / name) as draft:
            (draft / "below").mkdir(parents=True)
            (draft / "below" / "file").write_text("x")

    write("a")
    assert (tmp_path / "a" / "below" / "file").read_text() == "x"

    def full(*_):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="full"):
        write("b")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_link_is_followed(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "real").read_bytes() == b"new"
    assert (tmp_path / "link").is_symlink()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_what_is_no_file_is_written_to_and_not_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    end = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    write_whole(tmp_path / "pipe", b"new")
    assert os.read(end, 10) == b"new"
    os.close(end)
    assert (tmp_path / "pipe").is_fifo()


def test_names_as_long_as_names_can_be(tmp_path):
    write_whole(tmp_path / ("n" * 255), b"new")
    assert [len(path.name) for path in tmp_path.iterdir()] == [255]


def test_drafts_are_told_from_files(tmp_path):
    assert is_draft(draft_of(tmp_path / "a.json"))
    assert not is_draft(tmp_path / "a.json")
    assert not is_draft(tmp_path / ".lock")
