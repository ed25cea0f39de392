"""What providers do wrong ends in a retry, a shorter history, or one clear failure; never in a crash."""

import asyncio
import time

import pytest
from day import spend
from misbehaving import Reply, as_json, call, chat, failure, finish
from small import small_scenario

from corpsim.agent import AgentFailure, ModelFailure
from corpsim.env.core import CorpSimEnv

JSON = {"Content-Type": "application/json"}


async def test_429_is_retried_after_the_time_asked_for(agent, server):
    """The provider's `Retry-After` is waited out, and the retry is counted."""
    server.script += [failure(429, "slow down", retry_after="0.3")]
    day = await spend(agent())
    assert day.notes == {"rate_limited": 1}
    assert server.times[1] - server.times[0] >= 0.3
    assert day.usage["retries"] == 1
    assert day.usage["requests"] == 2


async def test_429_in_milliseconds_is_understood(agent, server):
    server.script += [failure(429, "slow down", retry_after_ms="200", retry_after="60")]
    await spend(agent())
    assert 0.2 <= server.times[1] - server.times[0] < 5


async def test_429_without_a_time_backs_off(agent, server):
    server.script += [failure(429)] * 3
    day = await spend(agent())
    assert day.notes == {"rate_limited": 3}
    waits = [later - sooner for sooner, later in zip(server.times, server.times[1:], strict=False)]
    assert waits[2] > waits[0]


async def test_a_wait_that_is_too_long_is_not_begun(agent, server):
    server.script += [failure(429, "come back tomorrow", retry_after="86400")]
    started = time.monotonic()
    with pytest.raises(ModelFailure, match="86,400 s"):
        await spend(agent())
    assert time.monotonic() - started < 2


async def test_429_holds_back_every_episode(agent, server):
    """One episode's rate limit closes the door for all of the process, as they share the provider."""
    server.script += [failure(429, retry_after="0.5")]
    first, second = agent(), agent()

    async def later():
        await asyncio.sleep(0.1)
        return await spend(second)

    await asyncio.gather(spend(first), later())
    assert all(moment - server.times[0] >= 0.5 for moment in server.times[1:])


async def test_no_wait_asked_for_is_still_a_little_wait(agent, server):
    """A server that says `Retry-After: 0` is not hammered."""
    server.script += [failure(429, retry_after="0")] * 2
    await spend(agent(backoff_s=0.1))
    assert server.times[2] - server.times[0] >= 0.2


async def test_a_spent_quota_is_not_retried(agent, server):
    server.script += [failure(429, "You exceeded your current quota", "insufficient_quota")]
    with pytest.raises(ModelFailure, match="quota"):
        await spend(agent())
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "note"),
    [
        (failure(500), "server_error"),
        (failure(502), "server_error"),
        (Reply(503, b"<html>busy</html>", {"Content-Type": "text/html"}), "server_error"),
        (failure(529, "overloaded"), "server_error"),
        (failure(408), "server_error"),
        (Reply(200, b'{"choices": [{"mess', JSON), "garbled_answer"),
        (Reply(200, b"<html>Welcome</html>", {"Content-Type": "text/html"}), "garbled_answer"),
        (Reply(200, b"", JSON), "garbled_answer"),
        (Reply(200, b"[]", JSON), "garbled_answer"),
        (Reply(200, b"\xff\xfe{", JSON), "garbled_answer"),
        (Reply(200, b"[" * 100_000, JSON), "garbled_answer"),
        (as_json({"choices": []}), "garbled_answer"),
        (as_json({"choices": None}), "garbled_answer"),
        (as_json({"choices": [{"message": None}]}), "garbled_answer"),
        (as_json({"error": {"message": "upstream", "code": 502}}), "server_error"),
        (as_json({"error": {"message": "upstream", "code": 429}}), "rate_limited"),
        (Reply(200, b"not gzip", {**JSON, "Content-Encoding": "gzip"}), "connection_failed"),
        (Reply(200, chat(call("list_inbox")).body, JSON, cut_at=40), "connection_failed"),
        (Reply(200, chat(call("list_inbox")).body, JSON, cut_at=0), "connection_failed"),
    ],
)
async def test_what_may_pass_is_tried_again(agent, server, reply, note):
    """Server errors, garbage and cut connections are retried and counted, and the episode goes on as if nothing was."""
    server.script += [reply]
    day = await spend(agent())
    assert day.calls == ["finish"]
    assert day.notes == {note: 1}


@pytest.mark.parametrize(
    "reply",
    [
        failure(500, "internal"),
        failure(429, "slow"),
        Reply(200, b"{", JSON),
        Reply(200, b"x" * 99, JSON, cut_at=9),
    ],
)
async def test_what_does_not_pass_is_a_model_failure(agent, server, reply):
    """After the retries are used up, the model has failed, and the message says how often and with what."""
    server.default = lambda body: reply
    with pytest.raises(ModelFailure, match="failed 3 times"):
        await spend(agent(max_retries=2))
    assert len(server.requests) == 3


@pytest.mark.parametrize(("status", "words"), [(401, "OPENAI_API_KEY"), (403, "model"), (404, "/v1"), (402, "402")])
async def test_what_will_not_pass_fails_at_once(agent, server, status, words):
    server.default = lambda body: failure(status, "Incorrect key sk-secret-1234")
    with pytest.raises(ModelFailure, match=words) as caught:
        await spend(agent(api_key="sk-secret-1234"))
    assert len(server.requests) == 1
    assert "sk-secret" not in str(caught.value)
    assert server.headers[0]["authorization"] == "Bearer sk-secret-1234"


async def test_a_request_the_server_dislikes_fails_at_once(agent, server):
    server.default = lambda body: failure(400, "Unknown parameter: top_q")
    with pytest.raises(ModelFailure, match="top_q"):
        await spend(agent(extra_body='{"top_q": 1}'))
    assert server.requests[0]["top_q"] == 1


async def test_a_slow_answer_is_given_up_and_tried_again(agent, server):
    server.script += [Reply(200, finish().body, JSON, wait_s=1.0)]
    day = await spend(agent(timeout_s=0.3))
    assert day.notes == {"timed_out": 1}


async def test_an_answer_that_drips_is_given_up_and_tried_again(agent, server):
    """The limit is on the whole request: a byte now and then does not keep it alive for ever."""
    server.script += [Reply(200, finish().body, JSON, drip_s=0.05)]
    started = time.monotonic()
    day = await spend(agent(timeout_s=0.4))
    assert day.notes == {"timed_out": 1}
    assert time.monotonic() - started < 4


async def test_nobody_listening_is_a_model_failure(agent):
    with pytest.raises(ModelFailure, match="failed 2 times"):
        await spend(agent(base_url="http://127.0.0.1:9/v1", max_retries=1))


OVERFLOWS = [
    failure(400, "This model's maximum context length is 8192 tokens.", "context_length_exceeded"),
    failure(400, "the request exceeds the available context size, try increasing it", "exceed_context_size_error"),
    failure(400, "prompt is too long: 210000 tokens > 200000 maximum"),
    failure(413, "Request too large"),
    failure(500, "context window exceeded"),
]


@pytest.mark.parametrize("reply", OVERFLOWS)
async def test_a_context_that_overflows_is_cut(agent, server, reply):
    """The oldest results are shortened and the request repeated; the model sees a shorter history and goes on."""
    long = "operations/long.md"
    steps = [chat(call("write_file", {"path": long, "content": "line\n" * 1500}, "w"))]
    steps += [chat(call("read_file", {"path": long}, f"r{index}")) for index in range(6)]
    server.script += [*steps, reply, chat(call("list_inbox", {}, "z"))]
    day = await spend(agent())
    assert day.calls[-2:] == ["list_inbox", "finish"]
    assert day.notes == {"context_overflow": 1}
    before, after = (sum(len(str(m)) for m in request["messages"]) for request in server.requests[7:9])
    assert after < 0.75 * before
    assert server.requests[8]["messages"][-1] == server.requests[7]["messages"][-1]


async def test_a_context_that_cannot_be_cut_is_the_agents_failure(agent, server):
    server.default = lambda body: failure(400, "maximum context length exceeded", "context_length_exceeded")
    with pytest.raises(AgentFailure, match="does not fit"):
        await spend(agent())
    assert len(server.requests) <= 3


async def test_the_history_is_bounded(agent, server):
    """In a long episode the request stops growing, whole exchanges go first, and results never lose their calls."""
    server.default = lambda body: chat(call("read_email", {"email_id": "m1"}, ""), content="word " * 100)
    env = CorpSimEnv(small_scenario(max_steps=150))
    await spend(agent(context_tokens=6_000), env, most=150)
    sizes = [len(str(request["messages"])) for request in server.requests]
    assert max(sizes) < 40_000
    for request in server.requests:
        open_ids = set()
        for message in request["messages"]:
            open_ids |= {item["id"] for item in message.get("tool_calls", ())}
            if message["role"] == "tool":
                open_ids.remove(message["tool_call_id"])
        assert not open_ids
    assert "left out" in server.requests[-1]["messages"][1]["content"]
    cuts = sum(
        a["messages"][:6] != b["messages"][:6] for a, b in zip(server.requests, server.requests[1:], strict=False)
    )
    assert cuts < 60


async def test_requests_per_minute_are_shared(agent, server):
    """The limit holds over all episodes together: 600 a minute are ten a second, after a small burst."""
    server.default = lambda body: chat(call("list_inbox"))
    agents = [agent(requests_per_minute=1_200) for _ in range(4)]
    started = time.monotonic()
    await asyncio.gather(*(spend(each, most=35) for each in agents))
    spent = time.monotonic() - started
    assert len(server.requests) == 140
    assert 0.9 <= spent < 6


async def test_tokens_per_minute_are_kept(agent, server):
    """What an answer really cost is booked, so that a wrong guess does not add up."""
    server.default = lambda body: chat(call("list_inbox"))
    player = agent(tokens_per_minute=120 * 60 * 20)
    await spend(player, most=20)
    started = time.monotonic()
    await spend(player, most=20)
    assert time.monotonic() - started < 5


async def test_an_agent_is_reusable_and_forgets(agent, server):
    """A second episode knows nothing of the first, not even of calls that were still waiting."""
    server.script += [chat(call("list_inbox", {}, "a"), call("list_channels", {}, "b"))]
    player = agent()
    await spend(player, most=1)
    day = await spend(player)
    assert day.calls == ["finish"]
    assert len(server.requests[1]["messages"]) == 2


async def test_a_cancelled_request_leaves_the_agent_usable(agent, server):
    server.script += [Reply(200, finish().body, JSON, wait_s=1.0)]
    player = agent()
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(spend(player), 0.2)
    assert (await spend(player)).calls == ["finish"]


async def test_fifty_episodes_at_once(agent, server):
    """Fifty companies run side by side on one server that fails now and then, and none is lost."""
    failures = iter(range(10_000))

    def answer(body):
        if next(failures) % 10 == 9:
            return failure(500)
        done = sum(message["role"] == "tool" for message in body["messages"])
        return finish() if done == 5 else chat(call("read_email", {"email_id": "m1"}, f"c{done}"))

    server.default = answer
    days = await asyncio.gather(*(spend(agent(max_retries=10)) for _ in range(50)))
    assert [day.calls for day in days] == [["read_email"] * 5 + ["finish"]] * 50
    digests = {tuple(map(repr, day.env.ledger.events)) for day in days}
    assert len(digests) == 1
