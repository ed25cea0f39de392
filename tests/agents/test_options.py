"""What a user sets about a model is checked before the first episode, and answered with what to do instead."""

import inspect
import subprocess
import sys

import pytest

from corpsim.catalog import find_agent, make_agent
from corpsim.errors import InvalidConfiguration
from corpsim.models.options import Options, read_options

KEY = {"CORPSIM_API_KEY": "k"}


def test_a_missing_key_names_the_variable_and_the_demo():
    with pytest.raises(InvalidConfiguration, match=r"OPENAI_API_KEY or CORPSIM_API_KEY.*corpsim demo"):
        read_options({"model": "m"}, {})


def test_a_server_of_ones_own_needs_no_key():
    assert read_options({"model": "m", "base_url": "http://localhost:8000/v1"}, {}).api_key.get_secret_value()


@pytest.mark.parametrize(
    ("environment", "key"),
    [({"OPENAI_API_KEY": "a"}, "a"), ({"CORPSIM_API_KEY": " b\n", "OPENAI_API_KEY": "a"}, "b")],
)
def test_the_key_comes_from_the_environment(environment, key):
    assert read_options({"model": "m"}, environment).api_key.get_secret_value() == key


def test_the_key_is_never_shown():
    assert "sk-1" not in repr(read_options({"model": "m", "api_key": "sk-1"}, {}))


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "CORPSIM_MODEL"),
        ({"model": "m", "temprature": 1}, "Did you mean 'temperature'"),
        ({"model": "m", "temperature": "hot"}, "option temperature"),
        ({"model": "m", "timeout_s": 0}, "option timeout_s"),
        ({"model": "m", "api": "soap"}, "option api"),
        ({"model": "m", "base_url": "localhost:80"}, "http://"),
        ({"model": "m", "base_url": "http://localhost:port/v1"}, "http://"),
        ({"model": "m", "base_url": "http://"}, "http://"),
        ({"model": "m", "extra_body": "{"}, "extra_body"),
        ({"model": "m", "extra_body": "[1]"}, "extra_body"),
        ({"model": "m", "api_key": "schlüssel"}, "copied whole"),
    ],
)
def test_wrong_options_are_explained(given, words):
    with pytest.raises(InvalidConfiguration, match=words):
        read_options(given, KEY)


def test_all_wrong_options_are_named_at_once():
    with pytest.raises(InvalidConfiguration, match=r"(?s)top_p.*patience"):
        read_options({"model": "m", "top_p": 7, "patience": 0}, KEY)


def test_options_may_come_as_text():
    """Flags and environment variables are text."""
    options = read_options({"model": "m", "temperature": "0.5", "max_retries": "2", "extra_body": '{"a": 1}'}, KEY)
    assert (options.temperature, options.max_retries, options.extra_body) == (0.5, 2, {"a": 1})


def test_the_agent_shows_its_options():
    assert list(inspect.signature(find_agent("openai")).parameters) == list(Options.model_fields)


def test_the_seed_of_the_episode_is_not_the_models():
    """Trials of one seed must not become copies of one answer."""
    from small import small_scenario

    agent = make_agent("openai", scenario=small_scenario(), seed=7, options={"model": "m", "api_key": "k"})
    assert agent._player.options.sampling_seed is None


def test_the_sdk_loads_late():
    """Making the agent does not import the vendor's SDK; the first request does."""
    code = (
        "import sys; from corpsim.catalog import find_agent; find_agent('openai')(model='m', api_key='k'); "
        "sys.exit(any(name in sys.modules for name in ('openai', 'httpx', 'httpx2', 'xllamacpp')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
