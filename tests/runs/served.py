"""Runs of a model behind a server of the tests."""

from misbehaving import call, chat, finish

from corpsim.runs.settings import RunConfig

STEPS = 4
"""Requests that an episode takes; each costs 100 tokens in and 20 out."""


def working(body):
    """What a model does that waits three times and then finishes."""
    asked = sum(message["role"] == "assistant" for message in body["messages"])
    return finish() if asked >= STEPS - 1 else chat(call("wait", {"minutes": 10}, f"c{asked}"))


def served(server, seeds=range(3), temperature=None, max_retries=0, **settings):
    """A run of the model, one episode after the other."""
    options = {"model": "tiny", "base_url": server.url, "backoff_s": 0.001, "max_retries": max_retries}
    if temperature is not None:
        options["temperature"] = temperature
    return RunConfig(agents=("openai",), options=options, seeds=tuple(seeds), **{"max_concurrency": 1, **settings})
