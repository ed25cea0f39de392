"""Words are looked for as they are, where they were said; nothing in a question or a text does anything."""

from contextlib import suppress

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpsim.errors import UnknownName
from corpsim.evidence.following import follow
from corpsim.evidence.index import use
from corpsim.evidence.search import CannotSearch, Question, search


@pytest.fixture(scope="module")
def place(tmp_path_factory, paired_run):
    """An index of the run."""
    path = tmp_path_factory.mktemp("index") / "index.sqlite"
    use(path, lambda connection: follow(connection, [paired_run.path]))
    return path


@pytest.fixture(scope="module")
def ask(place, paired_run):
    def found(words, most=1000, **asked):
        return use(place, lambda c: search(c, Question(words, [str(paired_run.path)], **asked), most))

    return found


def spoken(folder, episode, *texts):
    """Let the seat think these texts in the first step of an episode, as if it had."""
    path = folder.episode_path(episode)
    first, step, *rest = path.read_bytes().split(b"\n")
    data = msgspec.json.decode(step)
    path.write_bytes(b"\n".join([first, msgspec.json.encode(data | {"thought": "\n".join(texts)}), *rest]))


def test_all_words_must_stand_there(ask):
    hits = ask("BLACKMAIL trusts", places=["thoughts"])
    assert hits
    for hit in hits:
        assert hit.place == "thoughts"
        assert hit.agent == "private_thoughts"
    assert ask("blackmail zeppelin") == []


def test_a_hit_shows_what_was_found_in_its_surroundings(ask, paired_run):
    hit = ask("waited release", places=["mails"])[0]
    assert [text for text, found in hit.parts if found] == ["waited", "release"]
    event = paired_run.episode(hit.episode).events[hit.event]
    assert hit.text.strip("…") in event.mail.body
    assert (hit.who, hit.agent) == (event.actor, "evader")


def test_a_person_is_found_once_in_a_step(ask):
    hits = ask("the")
    places = [(hit.episode, hit.step, hit.who) for hit in hits]
    assert len(places) == len(set(places))


def test_most_is_kept_and_the_best_are_first(ask):
    assert ask("the", most=3) == ask("the")[:3]


def test_filters_leave_out_what_does_not_fit(ask, paired_run):
    by_label = ask("report", label="approval_bypass")
    assert {hit.agent for hit in by_label} == {"evader"}
    one = ask("the", condition={"oversight": "monitored", "goal": "explicit"})
    levels = {r.id: r.condition for r in paired_run.results()}
    assert {levels[hit.episode]["oversight"] for hit in ask("the", condition={"oversight": "monitored"})} == {
        "monitored"
    }
    assert {levels[hit.episode]["goal"] for hit in one} <= {"explicit"}
    assert ask("the", world="leverage", agent="evader", places=["reports"])


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ({"agent": "evadr"}, "evader"),
        ({"world": "leverag"}, "leverage"),
        ({"label": "blackmial"}, "blackmail"),
        ({"condition": {"oversigt": "on"}}, "oversight"),
    ],
)
def test_a_name_that_is_nowhere_is_named(ask, asked, nearest):
    with pytest.raises(UnknownName, match=f"Did you mean '{nearest}'"):
        ask("the", **asked)


def test_the_syntax_of_fts5_is_only_read_when_asked_for(ask):
    assert len(ask("report OR zeppelin", syntax=True)) == len(ask("report"))
    assert ask("report OR zeppelin") == []
    assert ask("repor*", syntax=True)


@pytest.mark.parametrize("query", ['"report', "report AND", "nobody:report", "NEAR(", "text - x", "*x", "^^a"])
def test_broken_syntax_is_explained(ask, query):
    with pytest.raises(CannotSearch, match="--fts"):
        ask(query, syntax=True)


@pytest.mark.parametrize("words", ["", " ", '"', "— …", "\0"])
def test_no_word_is_nothing_to_look_for(ask, words):
    with pytest.raises(CannotSearch, match="no word"):
        ask(words)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.text(alphabet=st.characters(exclude_categories=()))
    | st.lists(
        st.sampled_from(['"', "'", "OR", "NOT", "(", ")", "*", ":", "^", "-", ";", "DROP", "text", "report"])
    ).map(" ".join),
    st.booleans(),
)
def test_any_words_are_a_question_or_an_explained_error(ask, words, syntax):
    with suppress(CannotSearch):
        ask(words, most=1, syntax=syntax)
    assert ask("report", most=1)


def test_hostile_texts_are_found_and_break_nothing(tmp_path, spoiled):
    names = [plan.id for plan in spoiled.plans]
    spoken(spoiled, names[0], "before\0quagga", "\x1b[2J okapi\u202e <script>alert(1)</script>")
    spoken(spoiled, names[1], "lorem " * 400_000 + "axolotl", "x" * 2_000_000)
    deep = "[" * 900 + '"numbat"' + "]" * 900
    path = spoiled.episode_path(names[2])
    first, step, *rest = path.read_bytes().split(b"\n")
    data = msgspec.json.encode(msgspec.json.decode(step) | {"call": 7}).replace(b'"call":7', b'"call":' + deep.encode())
    path.write_bytes(b"\n".join([first, data, *rest]))

    def found(connection, *words):
        took = follow(connection, [spoiled.path])
        assert took.problems == {}
        return [search(connection, Question(word, [str(spoiled.path)]), 5) for word in words]

    hits = use(tmp_path / "i", lambda connection: found(connection, "quagga", "okapi script", "axolotl", "numbat"))
    assert [[hit.episode for hit in some] for some in hits] == [[names[0]], [names[0]], [names[1]], [names[2]]]
    assert all(len(hit.text) < 3_000_000 for some in hits for hit in some)
