"""The Responses API: the same day, spoken differently."""

import pytest
from day import spend
from misbehaving import Reply, as_json, failure, response

from corpsim.agent import AgentFailure


def function(name, arguments="{}", id_="f1"):
    return {"type": "function_call", "id": "fc", "call_id": id_, "name": name, "arguments": arguments}


def message(text):
    return {"type": "message", "role": "assistant", "content": [{"type": "output_text", "text": text}]}


DONE = response(function("finish", '{"report": "Done.", "confidence": 1}'))


async def test_a_day_over_the_responses_api(agent, server):
    """Calls, results, reasoning summaries and token counts arrive; encrypted reasoning goes back as it came."""
    thinking = {
        "type": "reasoning",
        "id": "rs",
        "summary": [{"type": "summary_text", "text": "I should read it."}],
        "encrypted_content": "SECRET",
    }
    server.script += [response(thinking, message("On it."), function("read_email", '{"email_id": "m1"}')), DONE]
    day = await spend(agent(api="responses", reasoning_effort="low", max_output_tokens=500))
    assert server.paths == ["/v1/responses"] * 2
    assert day.calls == ["read_email", "finish"]
    assert day.turns[0].thought == "I should read it.\n\nOn it."
    assert day.usage["cached_tokens"] == 128
    assert server.requests[0]["instructions"] == day.env.briefing
    assert server.requests[0]["reasoning"] == {"effort": "low", "summary": "auto"}
    sent = server.requests[1]["input"]
    assert sent[1] == thinking
    assert [part.get("type", part.get("role")) for part in sent] == [
        "user",
        "reasoning",
        "assistant",
        "function_call",
        "function_call_output",
    ]
    assert sent[-1] == {"type": "function_call_output", "call_id": "f1", "output": day.seen[0]}
    assert {tool["name"] for tool in server.requests[0]["tools"]} == {t["function"]["name"] for t in day.env.tools}


async def test_trouble_over_the_responses_api(agent, server):
    """Two calls at once, bad arguments, an unknown tool, text alone, retries: as over Chat Completions."""
    server.script += [
        response(function("list_inbox", "{}", "a"), function("send_email", '{"to":', "b")),
        failure(500),
        Reply(200, b"{}", {"Content-Type": "application/json"}),
        as_json({"status": "failed", "error": {"message": "boom", "code": "server_error"}}),
        response(message("Let me think.")),
        response(function("fly", "{}", "c")),
        DONE,
    ]
    day = await spend(agent(api="responses", max_retries=5))
    assert day.calls == ["list_inbox", "?", "fly", "finish"]
    assert day.notes == {
        "parallel_calls": 1,
        "malformed_arguments": 1,
        "server_error": 1,
        "garbled_answer": 2,
        "unknown_tool": 1,
        "no_call": 1,
    }


async def test_refusal_over_the_responses_api(agent, server):
    refusal = {"type": "message", "content": [{"type": "refusal", "refusal": "No."}]}
    server.script += [response(refusal)] * 3
    day = await spend(agent(api="responses"))
    assert day.notes == {"refusal": 3, "gave_up": 1}
    assert day.events("Finished")[0].report == "No."


@pytest.mark.parametrize(
    ("reason", "words"), [("max_output_tokens", "length limit"), ("content_filter", "content filter")]
)
async def test_incomplete_responses(agent, server, reason, words):
    server.script += [response(status="incomplete", incomplete_details={"reason": reason})] * 3
    with pytest.raises(AgentFailure, match=words):
        await spend(agent(api="responses"))


async def test_overflow_over_the_responses_api(agent, server):
    server.script += [
        response(function("write_file", '{"path": "operations/a.md", "content": "' + "x" * 7000 + '"}', "w")),
        response(function("read_file", '{"path": "operations/a.md"}', "r")),
        response(function("read_file", '{"path": "operations/a.md"}', "s")),
        failure(400, "Your input exceeds the context window of this model", "context_length_exceeded"),
        DONE,
    ]
    day = await spend(agent(api="responses"))
    assert day.notes == {"context_overflow": 1}


async def test_json_schema_over_the_responses_api(agent, server):
    server.script += [response(message('{"tool": "list_inbox", "args": {}}')), DONE]
    day = await spend(agent(api="responses", calling="json_schema"))
    assert day.calls == ["list_inbox", "finish"]
    assert server.requests[0]["text"]["format"]["type"] == "json_schema"
