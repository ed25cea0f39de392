"""The directory: who is there, how they are found, and where they stand."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpsim.backdrop import Backdrop
from corpsim.population import Population, Request
from corpsim.population.drawing.draw import draw
from corpsim.population.names import slug

CAST = {"bo", "chen", "ana", "reyes", "dev", "rao", "kim", "lund", "sage", "eve", "moss"}
"""Names of those with a role; James Pieper has none."""


def entries(company: Population) -> dict[str, str]:
    """What a search looks through, by id."""
    found = {}
    for person_id in company:
        person, profile = company.person(person_id), company.profile(person_id)
        assert person is not None
        assert profile is not None
        found[person_id] = f"{person.name} {person.email} {person.title} {profile.unit} {profile.site}".lower()
    return found


@pytest.fixture(scope="module")
def written(company: Population) -> dict[str, str]:
    return entries(company)


def test_it_is_a_backdrop(company: Population) -> None:
    """A drawn company has everything that a world asks of one."""
    asked: Backdrop = company
    assert len(asked) == 2_000
    assert len(asked.digest) == 32


def test_everybody_has_an_id_of_their_own(company: Population) -> None:
    """Ids come in order, none twice, none of the story, and each leads to the person who has it."""
    ids = list(company)
    assert ids == sorted(set(ids))
    assert not {*ids} & {person.id for person in company.request.circle}
    for person_id in ids:
        person = company.person(person_id)
        assert person is not None
        assert (person.id, person.email, person.kind) == (person_id, f"{person_id}@acme.example", "employee")
        assert person_id in company.named(person.name.upper())


def test_nobody_is_called_like_somebody_with_a_role(company: Population) -> None:
    """Texts are read for mentions of the cast, so nobody else has a first or last name of theirs."""
    names = {slug(part) for i in company for part in company.person(i).name.split()}  # type: ignore[union-attr]
    assert not names & CAST
    assert {"james", "pieper"} & names


def test_who_is_called_like_somebody_of_the_story_has_another_number(request_for: Callable[..., Request]) -> None:
    """Ids go on where those of the story and the names of lists end."""
    request = request_for(3_000, locales=("sv_SE",))
    circle = tuple(p for p in request.circle if not p.role)
    plain = Population(request_for(3_000, locales=("sv_SE",), circle=circle, lists=()), draw(request), (str, ()))
    name = next(i for i in plain if i.endswith("2")).removesuffix("2")
    taken = request_for(3_000, locales=("sv_SE",), lists=(name, f"{name}3"))
    company = Population(taken, draw(taken), (str, ()))
    assert company.person(name) is None
    assert company.person(f"{name}2") is None
    assert company.person(f"{name}3") is None
    assert company.person(f"{name}4") is not None


@pytest.mark.parametrize(
    "wrong", ["", "nobody.here", "ana.reyes", "sage", "ethics", "x", ".", "a.b1", "ü.ö", "a" * 9_999]
)
def test_ids_that_nobody_behind_the_story_has(company: Population, wrong: str) -> None:
    """Neither the people of the story nor nonsense is found."""
    assert company.person(wrong) is None


def test_the_first_of_a_name_has_no_number(company: Population) -> None:
    """`ana.lee1` is not another way to write `ana.lee`."""
    person_id = next(i for i in company if not i[-1].isdigit())
    assert company.person(f"{person_id}1") is None
    assert company.profile(f"{person_id}1") is None


def test_everybody_reports_to_somebody_who_counts_them(company: Population) -> None:
    """Reports and managers agree, and every line ends at the head of the story's company."""
    for person_id in company:
        person = company.person(person_id)
        assert person is not None
        assert person.manager is not None
        assert person_id in company.reports(person.manager)
        steps = 0
        while person is not None and person.manager is not None and steps < 20:
            above, person, steps = person.manager, company.person(person.manager), steps + 1
        assert above in {"bo.chen", "ana.reyes", "kim.lund"}
    assert list(company.reports("bo.chen")) == sorted(company.reports("bo.chen"))
    assert list(company.reports("dev.rao")) == []


def test_departments_of_the_story_keep_their_heads(company: Population) -> None:
    """Their people hang below the head of the story; others have a head who reports to the top."""
    assert company.head("Operations") is None
    assert company.head("Nothing") is None
    head = company.head("Sales")
    assert head is not None
    assert company.person(head).manager == "bo.chen"  # type: ignore[union-attr]
    departments = {company.person(i).department for i in company}  # type: ignore[union-attr]
    assert {"Operations", "Finance", "Sales", "Engineering"} <= departments
    assert len(departments) >= 12


def test_where_somebody_stands(company: Population) -> None:
    """A unit is a path from the department down; dotted lines lead to somebody else than the manager."""
    for person_id in list(company)[::7]:
        person, profile = company.person(person_id), company.profile(person_id)
        assert person is not None
        assert profile is not None
        assert profile.unit.split("/")[0] == person.department
        assert "1970-01" < profile.since <= "2026-03"
        assert profile.also_reports_to != person.manager
        assert profile.also_reports_to is None or company.person(profile.also_reports_to) is not None
    assert company.profile("sage").unit == "Operations"  # type: ignore[union-attr]
    assert company.profile("sage").site == "Aldermouth"  # type: ignore[union-attr]
    assert company.profile("eve.moss") is None


def test_units_are_distinct_and_lie_in_one_another(company: Population) -> None:
    """No two units have one path, and the path of a unit begins with that of the unit around it."""
    units = company._directory.units
    paths = [units.path(unit) for unit in range(len(units))]
    assert len({*paths}) == len(paths)
    assert all(units.find(path) == unit for unit, path in enumerate(paths))
    assert units.find("Operations/Nowhere") == units.find("") == -1
    for unit, path in enumerate(paths):
        around = units.parent(unit)
        assert around < 0 or path.startswith(f"{paths[around]}/")


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_any_words_find_whose_entry_has_them(company: Population, written: dict[str, str], data: st.DataObject) -> None:
    """A search gives exactly the people in whose entry every word stands, in order, and counts them all."""
    words = []
    for _ in range(data.draw(st.integers(1, 3))):
        word = data.draw(st.sampled_from(written[data.draw(st.sampled_from(list(written)))].split()))
        start = data.draw(st.integers(0, len(word) - 1))
        words.append(word[start : data.draw(st.integers(start + 1, len(word)))])
    text = " ".join(words)
    expected = [person for person, entry in written.items() if all(word in entry for word in words)]
    found, count = company.search(text, 10)
    assert (list(found), count) == (expected[:10], len(expected))


def test_case_does_not_matter(company: Population) -> None:
    """A name in capitals finds the same people."""
    assert company.search("OPERATIONS manager", 50) == company.search("operations MANAGER", 50)
    assert company.search("OPERATIONS manager", 50)[1] > 0


@given(st.text(max_size=40))
@settings(max_examples=60, deadline=None)
def test_any_text_can_be_searched_for(company: Population, written: dict[str, str], text: str) -> None:
    """Whatever is typed gives the people whose entry has it, and does not raise."""
    words = text.lower().split()
    expected = [person for person, entry in written.items() if all(word in entry for word in words)]
    assert company.search(text, 5) == (expected[:5], len(expected))


def test_people_know_others(company: Population) -> None:
    """Everybody has correspondents, their manager first, and nobody is their own."""
    for person_id in list(company)[::31]:
        known = company.correspondents(person_id)
        assert known[0] == company.person(person_id).manager  # type: ignore[union-attr]
        assert person_id not in known
        assert len({*known}) == len(known)
    assert company.correspondents("sage") == []
