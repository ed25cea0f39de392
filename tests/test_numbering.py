"""Mails of the story are numbered among all the others, by time."""

from hypothesis import given
from hypothesis import strategies as st

from corpsim.numbering import Numbering

PLACES = st.lists(st.integers(0, 60), max_size=12).map(sorted)


def story_ids(before: list[int]) -> list[str]:
    """Ids of the story's mails where so many mails of the backdrop were written before each."""
    return [f"m{count + place}" for place, count in enumerate(before, 1)]


@given(PLACES)
def test_any_mail_has_one_id_and_any_id_one_mail(before: list[int]) -> None:
    """Names and numbers are each other's inverse, and nobody's id is used twice."""
    story = story_ids(before)
    numbering = Numbering(story, 61 + len(story))
    names = [numbering.name(number) for number in range(61)]
    assert [numbering.number(name) for name in names] == list(range(61))
    assert sorted([*story, *names], key=lambda name: int(name[1:])) == [f"m{n}" for n in range(1, 62 + len(story))]


@given(PLACES)
def test_any_story_is_merged_by_the_time_its_mails_were_written(before: list[int]) -> None:
    """A mail of the story comes right behind the mails that were written before it."""
    story = story_ids(before)
    merged = Numbering(story, 61 + len(story)).merge(story, range(61))
    assert [merged.index(mail) - place for place, mail in enumerate(story)] == before


@given(
    st.text(max_size=8) | st.integers(-5, 200).map(lambda n: f"m{n}") | st.sampled_from(["m007", "m١", "m1e3", "M3"])
)
def test_any_text_may_be_asked_for(text: str) -> None:
    """What is no id of a mail has no number; nothing is raised."""
    number = Numbering(["m3", "m9"], 20).number(text)
    assert number is None or (f"m{int(text[1:])}" == text and int(text[1:]) not in (3, 9) and 0 <= number < 18)
