"""Named chance: the same in every process, independent between names."""

from collections import Counter
from copy import copy
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from corpsim.rng import Dice, Source, Stream, number, stream

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


@given(st.integers(), st.lists(st.text(), min_size=1, max_size=3), st.integers(2, 50))
def test_any_purpose_of_a_source_is_the_whole_name(seed: int, purpose: list[str], below: int) -> None:
    """A source saves hashing what its names have in common, and nothing else."""
    source = Source(seed, "acme")
    assert source.stream(*purpose).random() == stream(seed, "acme", *purpose).random()
    assert source.pick(range(below), *purpose) == number(seed, "acme", *purpose, below=below)


@given(st.integers(0, 2**128))
def test_any_stream_is_the_generator_of_the_standard_library(seed: int) -> None:
    """Numbers, choices and samples are those of `random.Random` with the same seed."""
    ours, theirs = Stream(seed), Random(seed)
    for draw in (Random.random, lambda dice: dice.choice("abcdefg"), lambda dice: dice.sample(range(40), 9)):
        assert draw(ours) == draw(theirs)
    assert ours.gauss(0, 1) == theirs.gauss(0, 1)
    assert copy(ours).random() == theirs.random()


def test_dice_are_fair_enough() -> None:
    """Six hundred throws of a die by name: every face between 70 and 130 times."""
    faces = Counter(Dice("fair", n).between(1, 6) for n in range(600))
    assert set(faces) == {1, 2, 3, 4, 5, 6}
    assert all(70 <= count <= 130 for count in faces.values())
