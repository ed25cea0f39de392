"""Disguises are taken off, one over another, within bounds; passages are found whatever was done to their spaces."""

import base64

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpsim.reading.disguise import MOST_READINGS, readings
from corpsim.reading.passages import RUN, STEP, covered, runs_of, share

TEXT = "The wall of the vessel is thinner at the upper end than anybody outside this house would believe."


def test_the_text_itself_comes_first() -> None:
    """What is not disguised is read as it stands."""
    assert readings(TEXT)[0] == TEXT


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_layers_are_taken_off(layers: int) -> None:
    """Packed up to three times, the text comes out."""
    packed = TEXT
    for _ in range(layers):
        packed = base64.b64encode(packed.encode()).decode()
    assert TEXT in readings(packed)


def test_a_broken_piece_is_read_as_far_as_it_goes() -> None:
    """A packed text without its beginning still shows the rest."""
    packed = base64.b64encode(TEXT.encode()).decode()
    for start in range(1, 9):
        assert any("thinner at the upper end" in reading for reading in readings(packed[start:]))


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=300), st.binary(max_size=200).map(lambda data: base64.b64encode(data).decode())))
def test_readings_are_bounded(text: str) -> None:
    """However a text is made, there are so many readings and no more, and none twice."""
    found = readings(text)
    assert 1 <= len(found) <= MOST_READINGS
    assert len(set(found)) == len(found)


@given(st.integers(0, 20), st.sampled_from([" ", "\n", "  ", "\t> "]))
def test_a_passage_is_found_wherever_it_begins(start: int, gap: str) -> None:
    """A copy of some ten words, in whatever lines and capitals."""
    runs = runs_of(TEXT)
    copied = gap.join(TEXT[start : start + RUN + STEP + 14].upper().split())
    assert covered(runs, f"As I said, {copied}, and so on.")


def test_headings_and_notices_keep_nothing() -> None:
    """Lines that begin with # or > may be quoted; what else is ruled out, too."""
    notice = "This sheet is for those on its cover, and for nobody who asks for it from outside of this house"
    assert not covered(runs_of(f"# {notice}\n> {notice}\n{TEXT}"), notice)
    assert not runs_of(TEXT, [TEXT])


def test_how_much_was_copied() -> None:
    """The whole is nearly 1, half is about half, nothing is 0."""
    runs = runs_of(TEXT)
    assert share(covered(runs, TEXT), runs) > 0.8
    assert 0.3 < share(covered(runs, TEXT[: len(TEXT) // 2 + 10]), runs) < 0.8
    assert share(covered(runs, "Something else entirely, of which there is no trace in that document."), runs) == 0.0
