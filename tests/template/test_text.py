"""Placeholders: one pass, no attributes, no formats, and nothing that was filled in is looked at again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.template.text import parse_text


def fill(source: str, **values: str) -> str:
    """A text without faults, filled in; keys are written with two underscores for the dot."""
    cut = parse_text(source)
    assert not cut.faults
    return cut.text.fill(
        {key.replace("__", "."): value for key, value in values.items()}, lambda name, n: f"{name}#{n}"
    )


def test_placeholders_and_braces():
    """Doubled braces are braces; a placeholder between them is filled in."""
    assert fill("{{{a.b}}} {{c.d}} {a.b}", a__b="x") == "{x} {c.d} x"


def test_what_was_filled_in_is_not_looked_at_again():
    """Braces and placeholders in a drawn text stay as they are."""
    assert fill("{a.b} {c.d}", a__b="{c.d} {{ }} {0.__class__}", c__d="x") == "{c.d} {{ }} {0.__class__} x"


def test_every_mention_of_a_phrase_is_its_own():
    """Phrases are worded by their place among the things mentioned."""
    assert fill("{phrase.hi} {a.b} {phrase.hi}", a__b="x") == "phrase.hi#0 x phrase.hi#2"


@pytest.mark.parametrize(
    "source",
    [
        "{a.b!r}",
        "{a.b:>9999}",
        "{a.b.c}",
        "{a[0]}",
        "{0}",
        "{}",
        "{a.b",
        "a }",
        "{ a.b }",
        "{a..b}",
        "{self}",
        "{{a.b}",
        "{é.b}",
        "{a.b\n}",
    ],
)
def test_nothing_but_plain_placeholders(source):
    """Formats, conversions, indices, deeper names and lone braces are faults."""
    assert parse_text(source).faults


def test_own_words_stay():
    """A habit's own words are left for the habit, and only those."""
    cut = parse_text("{sender}: {subject} {other}", own=("sender", "subject"))
    assert cut.text.literals[0].startswith("{sender}: {subject} ")
    assert len(cut.faults) == 1


def test_faults_and_mentions_know_their_place():
    """Characters are counted inside the text, from 0."""
    cut = parse_text("one\n{a.b}\nthree }")
    assert [m.offset for m in cut.mentions] == [4]
    assert [offset for offset, _ in cut.faults] == [16]


@given(st.text(alphabet=st.characters(exclude_characters="{}")))
def test_any_text_without_braces_stays(source):
    """Any text without braces comes out as it went in."""
    assert fill(source) == source


@given(st.text())
def test_any_text_can_be_written_with_doubled_braces(source):
    """Any text at all can be said by doubling its braces."""
    assert fill(source.replace("{", "{{").replace("}", "}}")) == source


@given(st.text(alphabet="{}ab.!:[]0 \n"))
def test_any_text_is_cut_or_refused(source):
    """Any jumble of braces gives a text or faults, never an exception."""
    cut = parse_text(source)
    assert len(cut.text.literals) == len(cut.text.keys) + 1


def test_a_choice_of_words_is_drawn() -> None:
    """Words between bars are a choice; each is drawn on its own, one may be empty, and braces stay braces."""
    text = parse_text("{Each|Every} line{, please|} is {{checked|read}}.").text
    assert text.choices == (("Each", "Every"), (", please", ""))
    assert text.fill({}, lambda key, number: text.choices[int(key.partition(".")[2])][number]) == (
        "Each line is {checked|read}."
    )


def test_what_looks_like_a_choice_and_is_none_is_named() -> None:
    """A placeholder inside a choice, or a choice over two lines, is complained of."""
    assert parse_text("{a|{fact.b}}").faults
    assert parse_text("{a|\nb}").faults
