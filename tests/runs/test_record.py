import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from runs.common import odd, only, play

from corpsim.runs.ending import counts
from corpsim.runs.record import CorruptRecord, End, read_ends, read_episode
from corpsim.runs.store import RunFolder
from corpsim.runs.writer import CannotRecord, EpisodeWriter


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a record, and a file to put parts of it into."""
    folder = play(tmp_path_factory.mktemp("record") / "run", odd("Talks"))
    return folder.episode_path(only(folder).id).read_bytes(), tmp_path_factory.mktemp("cut") / "episode.jsonl"


def test_a_record_is_start_steps_end_with_events_as_objects(tmp_path):
    folder = play(tmp_path / "run", "random", max_steps=8)
    record = folder.episode("1")
    assert (record.start.episode, record.start.seed, record.start.max_steps) == ("0001-random-s0", 0, 8)
    assert [step.i for step in record.steps] == list(range(1, 9))
    assert (record.end.outcome, record.end.ended, record.end.steps, record.torn) == ("limit", "step limit", 8, False)
    assert record.events_before(1) == len(record.start.events)
    assert record.events[record.events_before(3)] == record.steps[2].events[0]
    assert set(record.start.condition) >= {"threat", "oversight", "goal"}
    assert record.end.reward == pytest.approx(sum(step.reward for step in record.steps))


def test_the_tag_comes_first_on_every_line_and_no_wall_clock_stands_in_any(whole):
    lines = whole[0].decode().splitlines()
    assert [line[:15] for line in (lines[0], lines[1], lines[-1])] == [
        '{"type":"start"', '{"type":"step",', '{"type":"end","',
    ]  # fmt: skip
    assert '"seconds"' not in whole[0].decode()


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_record_cut_anywhere_reads_up_to_its_last_whole_line(whole, data):
    raw, path = whole
    cut = data.draw(st.integers(0, len(raw)))
    path.write_bytes(raw[:cut])
    record = read_episode(path)
    lines = raw[:cut].count(b"\n")
    assert record.torn == (cut > 0 and raw[cut - 1] != ord("\n"))
    assert (record.start is not None) + len(record.steps) + (record.end is not None) == lines
    start, end = read_ends(path)
    assert (start is None) == (record.start is None)
    assert end == record.end


def test_a_last_line_of_rubbish_is_forgiven_and_one_in_the_middle_is_not(whole):
    raw, path = whole
    lines = raw.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[:3]) + b"\0\0\0\n")
    assert read_episode(path).torn
    path.write_bytes(b"".join(lines[:2]) + b'{"type":"st\n' + b"".join(lines[3:]))
    with pytest.raises(CorruptRecord, match=r"episode\.jsonl:3: "):
        read_episode(path)


@pytest.mark.parametrize("order", [[1], [0, 2], [0, 1, 1], [0, -1, 1], [0, 0], [0, 1, 2, -1, -1]])
def test_lines_that_are_missing_doubled_or_out_of_order_are_corrupt(whole, order):
    raw, path = whole
    lines = raw.splitlines(keepends=True)
    path.write_bytes(b"".join(lines[i] for i in order))
    with pytest.raises(CorruptRecord):
        read_episode(path)


def test_an_unknown_kind_of_event_is_corrupt_and_says_so(whole):
    raw, path = whole
    path.write_bytes(raw.replace(b'"event":"ThoughtRecorded"', b'"event":"Telepathy"'))
    with pytest.raises(CorruptRecord, match="Telepathy"):
        read_episode(path)


def test_a_record_is_never_written_over(tmp_path):
    EpisodeWriter(tmp_path / "a.jsonl").close()
    with pytest.raises(CannotRecord, match="exists"):
        EpisodeWriter(tmp_path / "a.jsonl")


def test_a_full_disk_is_said_with_the_path(tmp_path):
    (tmp_path / "a.jsonl").symlink_to("/dev/full")
    writer = EpisodeWriter(tmp_path / "a.jsonl", again=True)
    with pytest.raises(CannotRecord, match=r"cannot write .*a\.jsonl: No space left on device"):
        writer.write(End(outcome="completed", ended="finished", steps=0, reward=0, minutes=0, ledger_digest=""))


def test_counts():
    assert counts([{"b": 1}, {"a": 2, "b": 3}]) == {"a": 2, "b": 4}


def test_an_episode_is_found_by_number_beginning_or_id(tmp_path):
    folder = play(tmp_path / "run", "refuse", "do_nothing", seeds=(0, 1))
    assert isinstance(folder, RunFolder)
    assert [folder.find(name) for name in ("3", "0003", "0003-do", "0003-do_nothing-s0")] == ["0003-do_nothing-s0"] * 4
