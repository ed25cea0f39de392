"""Named chance: the same in every process, independent between names."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from corpsim.rng import Dice, number, stream

GOLDEN = (0.641239990648, 431, 316, 0.05950316017)


def test_streams_are_what_they_were() -> None:
    """Golden values: a change here changes every company there is."""
    assert stream(7, "person", "ana").random() == stream(7, "person", "ana").random()
    assert (number("a", below=10**6), Dice("a").between(1, 10**6)) == (
        number("a", below=10**6),
        Dice("a").between(1, 10**6),
    )
    assert round(stream(7, "person", "ana").random(), 12) == GOLDEN[0]
    assert (number(7, "x", below=1000), Dice(7, "x").between(0, 999), round(Dice(7, "x").random(), 12)) == GOLDEN[1:]


@given(st.text(), st.text())
def test_any_two_names_have_their_own_dice(one: str, other: str) -> None:
    """Different names, different throws."""
    same = Dice(one).random() == Dice(other).random()
    assert same == (one == other)


def test_dice_are_fair_enough() -> None:
    """Six hundred throws of a die by name: every face between 70 and 130 times."""
    faces = Counter(Dice("fair", n).between(1, 6) for n in range(600))
    assert set(faces) == {1, 2, 3, 4, 5, 6}
    assert all(70 <= count <= 130 for count in faces.values())
