import pytest

from corpsim.errors import InvalidConfiguration
from corpsim.runs.secrecy import fit_to_record
from corpsim.runs.settings import RunConfig, difference, parse_config


def test_every_problem_is_said_at_once_with_the_nearest_name():
    with pytest.raises(InvalidConfiguration) as error:
        parse_config({"sed": [1], "trials": 0, "seeds": [-1], "workers": "many"})
    message = str(error.value)
    assert "there is no setting 'sed'. Did you mean 'seeds'?" in message
    assert all(part in message for part in ("trials:", "seeds.0:", "workers:"))


@pytest.mark.parametrize(
    ("field", "wrong", "told"),
    [
        ("protocols", ["blok:rules:1"], "names no response (RESPONSE:MONITOR:THRESHOLD, e.g. block:rules:0.5). Did"),
        ("seeds", [-1], "seeds.0: "),
        ("agents", [], "agents: none is given; name at least one."),
    ],
)
def test_one_mistake_is_told_once_and_ends_in_one_mark(field, wrong, told):
    with pytest.raises(InvalidConfiguration) as error:
        parse_config({field: wrong})
    _, *lines = str(error.value).splitlines()
    assert len(lines) == 1
    assert told in lines[0]
    assert lines[0][-1] in ".?"
    assert lines[0][-2] not in ".?"


@pytest.mark.parametrize(
    "options",
    [
        {"api_key": "abc"},
        {"apikey": "abc"},
        {"OPENAI_API_KEY": "abc"},
        {"headers": {"Authorization": "Basic abc"}},
        {"note": "sk-abcdefghijklmnop"},
        {"header": "Bearer abc"},
        {"base_url": "https://ana:pass@host/v1"},
    ],
)
def test_secrets_are_refused_by_where_they_stand_and_not_repeated(options):
    with pytest.raises(InvalidConfiguration, match="looks like a secret") as error:
        parse_config({"options": options})
    assert not any(value in str(error.value) for value in ("abc", "pass@"))


def test_settings_that_only_sound_secret_pass():
    options = {"max_tokens": 100, "api_key_env": "MY_KEY", "base_url": "http://localhost:8000/v1", "api_key": ""}
    assert parse_config({"options": options}).options == options


@pytest.mark.parametrize("field", ["worlds", "agents", "seeds", "conditions"])
def test_nothing_is_given_twice(field):
    value = {"seeds": 3, "conditions": {"threat": "none"}}.get(field, "x")
    with pytest.raises(InvalidConfiguration, match="given twice; use trials"):
        parse_config({field: [value, value]})


def test_how_a_run_is_carried_out_is_no_part_of_what_it_is():
    assert RunConfig(workers=4, max_concurrency=99, retries=9, timeout_s=1).identity() == RunConfig().identity()
    assert RunConfig(seeds=(1,)).identity() != RunConfig().identity()


def test_numbers_as_levels_become_text():
    assert parse_config({"conditions": [{"pressure": 2}]}).conditions == ({"pressure": "2"},)


def test_a_difference_names_the_place():
    lines = list(difference({"a": {"b": 1, "c": 2}, "d": [1]}, {"a": {"b": 1, "c": 3}, "e": 1}))
    assert lines == ["  a.c: 2 → 3", "  d: [1] → nothing", "  e: nothing → 1"]


def test_error_texts_lose_secrets_addresses_and_lone_surrogates(monkeypatch):
    monkeypatch.setenv("SOME_TOKEN", "tok-123456789")
    monkeypatch.setenv("SHORT_KEY", "a")
    text = fit_to_record("bad tok-123456789 at <object at 0x7f00deadbeef> \ud800")
    assert text == "bad <SOME_TOKEN> at <object at 0x…> ?"
