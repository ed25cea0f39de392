"""Names that mean only a person, and that can be written in an address."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpsim.population.names import ascii_name, pool, slug


@given(st.text(max_size=40))
def test_any_text_has_a_slug_that_fits_an_address(text: str) -> None:
    """Lower-case letters and digits of ASCII in words with single hyphens; a slug stays as it is."""
    assert re.fullmatch("([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))
    assert slug(slug(text)) == slug(text)


@given(st.text(alphabet=st.characters(max_codepoint=127), max_size=40))
def test_any_ascii_text_is_its_own_ascii_name(text: str) -> None:
    """Nothing is taken from what can be written in an address already."""
    assert ascii_name(text) == text


@pytest.mark.parametrize(
    ("name", "written"), [("Jørgen", "jorgen"), ("Straße", "strasse"), ("Łucja", "lucja"), ("Ann  Mary!", "ann-mary")]
)
def test_letters_with_marks_are_written_without(name: str, written: str) -> None:
    """As a person would spell them for an address."""
    assert slug(name) == written


@pytest.mark.parametrize("locale", ["en_US", "pl_PL"])
def test_a_pool_holds_names_that_stand_in_an_address(locale: str) -> None:
    """Each with the way it is written there, and none that is an everyday word."""
    names = pool(locale)
    assert len(names.first) > 100
    assert len(names.last) > 100
    assert all(name.slug == slug(name.text) and name.text not in ("Will", "Stone") for name in names.first + names.last)
