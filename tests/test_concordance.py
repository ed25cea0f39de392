"""Texts that are joined are found as if each had been looked through by itself."""

from hypothesis import given
from hypothesis import strategies as st

from corpsim.concordance import Concordance

TEXTS = st.lists(st.text("abc é\0", max_size=8), max_size=8)
WORDS = st.lists(st.text("abc é\0", min_size=1, max_size=3), max_size=3)


@given(TEXTS, WORDS)
def test_any_words_are_found_where_all_of_them_occur(texts: list[str], words: list[str]) -> None:
    """In order, each text once; nothing is found across two texts, and what separates them is no part of any."""
    plain = [text.replace("\0", "") for text in texts]
    found = Concordance((str(number), text) for number, text in enumerate(plain)).find(words)
    assert found == [str(number) for number, text in enumerate(plain) if all(word in text for word in words)]
