"""What a model says becomes calls in a company, however badly it says it."""

import json

import pytest
from day import spend
from misbehaving import as_json, call, chat, failure, finish

from corpsim.agent import AgentFailure
from corpsim.env.core import CorpSimEnv
from corpsim.models.player import CUT, NUDGE


def roles(request):
    return [message["role"] for message in request["messages"]]


async def test_a_call_is_carried_out_and_its_reply_is_its_tool_result(agent, server):
    """A native call reaches the company, and what comes of it goes back under the id of the call."""
    server.script += [chat(call("read_email", {"email_id": "m1"}, "abc"))]
    day = await spend(agent())
    assert day.calls == ["read_email", "finish"]
    assert "How many units" in day.seen[0]
    assert server.requests[1]["messages"][-1] == {"role": "tool", "tool_call_id": "abc", "content": day.seen[0]}
    assert day.usage["input_tokens"] == 200
    assert day.usage["cached_tokens"] == 128
    assert day.usage["reasoning_tokens"] == 24
    assert day.usage["requests"] == 2
    assert not day.notes


async def test_the_model_is_told_the_briefing_and_the_tools(agent, server):
    """The system prompt is the briefing and nothing else, and every tool of the company is offered."""
    day = await spend(agent())
    assert server.requests[0]["messages"][0] == {"role": "system", "content": day.env.briefing}
    assert server.requests[0]["tools"] == day.env.tools
    assert roles(server.requests[0]) == ["system", "user"]


async def test_parallel_calls_are_carried_out_one_by_one(agent, server):
    """Two calls at once become two steps, each with a result of its own, before the model is asked again."""
    server.script += [chat(call("list_inbox", {}, "a"), call("read_email", {"email_id": "m3"}, "b"))]
    day = await spend(agent())
    assert day.calls == ["list_inbox", "read_email", "finish"]
    assert roles(server.requests[1]) == ["system", "user", "assistant", "tool", "tool"]
    assert [m["tool_call_id"] for m in server.requests[1]["messages"][-2:]] == ["a", "b"]
    assert [m["content"] for m in server.requests[1]["messages"][-2:]] == day.seen[:2]
    assert day.notes["parallel_calls"] == 1


async def test_calls_beyond_the_bound_are_answered_but_not_carried_out(agent, server):
    server.script += [chat(*[call("list_inbox", {}, f"i{index}") for index in range(50)])]
    day = await spend(agent(max_calls_at_once=3))
    assert day.calls == ["list_inbox"] * 3 + ["finish"]
    results = [m for m in server.requests[1]["messages"] if m["role"] == "tool"]
    assert len(results) == 50
    assert "Not carried out" in results[-1]["content"]
    assert day.notes["calls_left_out"] == 1


async def test_repeated_and_missing_ids_are_told_apart(agent, server):
    server.script += [chat(call("list_inbox", {}, "a"), call("list_inbox", {}, "a"), call("list_inbox", {}, ""))]
    await spend(agent())
    ids = [m["tool_call_id"] for m in server.requests[1]["messages"][-3:]]
    assert len(set(ids)) == 3
    assert all(ids)


@pytest.mark.parametrize(
    "arguments",
    [
        '{"to": ["x"',
        "not json",
        '["m1"]',
        '"m1"',
        "7",
        "{}{}",
        '{"text": "x"}, "tool": "think"',
        "[" * 100_000,
        '{"n": ' + "9" * 5000 + "}",
    ],
)
async def test_malformed_arguments_are_refused_by_the_company(agent, server, arguments):
    """Arguments that are no JSON object are data: a refusal on the ledger, which the model sees as the tool result."""
    server.script += [chat(call("send_email", arguments, "bad"))]
    day = await spend(agent())
    assert day.notes["malformed_arguments"] == 1
    assert len(day.events("CallRefused")) == 1
    result = server.requests[1]["messages"][-1]
    assert result["tool_call_id"] == "bad"
    assert result["content"] == day.seen[0]
    echoed = server.requests[1]["messages"][-2]["tool_calls"][0]["function"]["arguments"]
    assert isinstance(json.loads(echoed), dict)


@pytest.mark.parametrize("arguments", ["", "  ", "{}"])
async def test_no_arguments_are_no_mistake(agent, server, arguments):
    server.script += [chat(call("list_inbox", arguments))]
    day = await spend(agent())
    assert not day.events("CallRefused")


async def test_unknown_tools_are_refused_by_the_company(agent, server):
    """A tool that does not exist is a refusal with what does exist; its odd name does not break the history."""
    server.script += [chat(call("functions.read mail!", {"email_id": "m1"}))]
    day = await spend(agent())
    assert day.notes["unknown_tool"] == 1
    assert len(day.events("CallRefused")) == 1
    assert server.requests[1]["messages"][-2]["tool_calls"][0]["function"]["name"] == "functions_read_mail_"


async def test_arguments_that_are_wrong_are_refused_by_the_company(agent, server):
    server.script += [chat(call("read_email", {"mail": "m1"}))]
    day = await spend(agent())
    assert "email_id" in day.seen[0]


async def test_text_without_a_call_is_nudged(agent, server):
    """Text alone moves nothing in the company; the model is told so and asked again within the same turn."""
    server.script += [chat(content="I will now look at the inbox."), chat(call("list_inbox"))]
    day = await spend(agent())
    assert day.calls == ["list_inbox", "finish"]
    assert server.requests[1]["messages"][-1] == {"role": "user", "content": NUDGE}
    assert day.turns[0].thought == "I will now look at the inbox."
    assert day.turns[0].usage["requests"] == 2
    assert day.notes == {"no_call": 1}


async def test_text_without_a_call_for_long_is_the_report(agent, server):
    """After three answers in a row without a call, the last one is what the model hands over."""
    server.script += [chat(content=f"All done {index}.") for index in range(3)]
    day = await spend(agent())
    assert day.turns[0].call == {"tool": "finish", "args": {"report": "All done 2.", "confidence": 0.5}}
    assert day.notes == {"no_call": 3, "gave_up": 1}
    assert day.info["ended"] == "finished"


async def test_patience_starts_anew_after_a_call(agent, server):
    text, inbox = chat(content="Hm."), chat(call("list_inbox"))
    server.script += [text, text, inbox, text, text, inbox, text, text, inbox]
    day = await spend(agent())
    assert day.calls == ["list_inbox"] * 3 + ["finish"]
    assert "gave_up" not in day.notes


async def test_refusals_are_counted_and_end_the_work(agent, server):
    """A refusal is nudged like any text; if the model stands by it, it is its report, and an ordinary end."""
    server.script += [chat(refusal="I cannot help with that.")] * 3
    day = await spend(agent())
    assert day.notes == {"refusal": 3, "gave_up": 1}
    assert day.events("Finished")[0].report == "I cannot help with that."
    assert server.requests[1]["messages"][-2]["content"] == "I cannot help with that."


@pytest.mark.parametrize("content", [None, "", "  \n", []])
async def test_empty_answers_are_counted_and_end_the_work(agent, server, content):
    server.script += [chat(content=content)] * 3
    day = await spend(agent())
    assert day.notes == {"empty_answer": 3, "gave_up": 1}
    assert day.events("Finished")[0].report == ""
    assert all(message["content"] for request in server.requests for message in request["messages"])


async def test_truncation_is_told_to_the_model(agent, server):
    """An answer cut at the length limit is counted; the model is asked to be shorter."""
    server.script += [chat(content="First of all, let me", finish="length"), chat(call("list_inbox"))]
    day = await spend(agent())
    assert day.notes == {"truncated": 1}
    assert server.requests[1]["messages"][-1]["content"] == CUT


async def test_a_call_cut_in_its_arguments_is_refused_by_the_company(agent, server):
    server.script += [chat(call("send_email", '{"to": ["eve'), finish="length")]
    day = await spend(agent())
    assert day.notes == {"truncated": 1, "malformed_arguments": 1}
    assert len(day.events("CallRefused")) == 1


@pytest.mark.parametrize(("reason", "words"), [("length", "length limit"), ("content_filter", "content filter")])
async def test_nothing_but_cut_answers_is_the_agents_failure(agent, server, reason, words):
    """What the provider cut every time is no end the model chose, so it is not counted as one."""
    server.script += [chat(content="I", finish=reason)] * 3
    with pytest.raises(AgentFailure, match=words):
        await spend(agent())


async def test_a_filtered_request_is_a_filtered_answer(agent, server):
    """Some providers say with a status 400 that their filter struck; it is counted like the finish reason."""
    server.script += [failure(400, "The response was filtered due to content management policy", "content_filter")]
    day = await spend(agent())
    assert day.notes == {"filtered": 1}


async def test_an_answer_of_100_kb_passes(agent, server):
    """A huge mail is refused by the company, huge reasoning is kept, and neither is sent back whole."""
    huge = {"to": ["eve.moss@client.example"], "subject": "s", "body": "x" * 100_000}
    server.script += [chat(call("send_email", huge), content="y" * 100_000, reasoning_content="z" * 100_000)]
    day = await spend(agent())
    assert day.calls == ["send_email", "finish"]
    assert len(day.turns[0].thought) > 200_000
    assert not day.events("MailSent")
    assert len(json.dumps(server.requests[1]["messages"])) < 30_000


@pytest.mark.parametrize(
    ("fields", "thought"),
    [
        ({"reasoning_content": "Who reads this?"}, "Who reads this?"),
        ({"reasoning": "Who reads this?"}, "Who reads this?"),
        ({"reasoning_details": [{"type": "reasoning.text", "text": "Who reads this?"}]}, "Who reads this?"),
        ({"content": "<think>Who reads this?</think>"}, "Who reads this?"),
        ({"content": "<think>Who reads this?</think>Off I go."}, "Who reads this?\n\nOff I go."),
        ({"content": "Who reads this?</think>Off I go."}, "Who reads this?\n\nOff I go."),
        ({"content": "<thinking>Who reads this?"}, "Who reads this?"),
        (
            {"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "Who?"}]}, {"text": "Off."}]},
            "Who?\n\nOff.",
        ),
    ],
)
async def test_reasoning_is_private_thought(agent, server, fields, thought):
    """Wherever a server puts reasoning, it ends on the ledger as thought, and not in what goes back to the model."""
    server.script += [chat(call("list_inbox"), **fields)]
    day = await spend(agent())
    assert day.turns[0].thought == thought
    assert day.events("ThoughtRecorded")[0].text == thought
    assert "Who" not in json.dumps(server.requests[1]["messages"][2:])


async def test_reasoning_goes_back_where_a_server_wants_it(agent, server):
    server.script += [chat(call("list_inbox"), reasoning_content="Hm.")]
    await spend(agent(return_reasoning=True))
    assert server.requests[1]["messages"][2]["reasoning_content"] == "Hm."


FENCED = 'I look first.\n```json\n{"tool": "read_email", "args": {"email_id": "m1"}}\n```\nThen I answer.'


@pytest.mark.parametrize(
    "text",
    [
        FENCED,
        '{"tool": "read_email", "args": {"email_id": "m1"}}',
        '{"name": "read_email", "arguments": {"email_id": "m1"}}',
        '{"name": "read_email", "arguments": "{\\"email_id\\": \\"m1\\"}"}',
        '<tool_call>\n{"name": "read_email", "arguments": {"email_id": "m1"}}\n</tool_call>',
        '```\n{"function": {"name": "read_email", "arguments": {"email_id": "m1"}}}\n```',
        '<think>Which?</think>\n{"tool": "read_email", "args": {"email_id": "m1"}}',
    ],
)
@pytest.mark.parametrize("calling", ["auto", "json_schema", "text"])
async def test_a_call_in_the_text_is_read(agent, server, text, calling):
    """Models that write their call into the text are understood, where native calls are not insisted on."""
    server.script += [chat(content=text)]
    day = await spend(agent(calling=calling))
    assert day.calls == ["read_email", "finish"]
    assert "How many units" in day.seen[0]
    assert roles(server.requests[1])[-2:] == ["assistant", "user"]
    assert day.notes["call_in_text"] == (calling == "auto")


async def test_a_call_in_the_text_is_no_call_where_tools_are_insisted_on(agent, server):
    server.script += [chat(content=FENCED)]
    day = await spend(agent(calling="tools"))
    assert day.calls == ["finish"]


@pytest.mark.parametrize(
    "text",
    [
        'I could write {"tool": "delete_file", "args": {"path": "oversight/log.md"}} but I will not.',
        '```json\n{"name": "Eve", "arguments": {"for": "me"}}\n```',
        '```json\n{"units": 480}\n```',
        '{"tool": ',
        "[1, 2]",
        "{}" * 100,
    ],
)
async def test_talking_about_a_call_is_no_call(agent, server, text):
    """With native tools at hand, a call merely mentioned in a sentence, or of no tool there is, is not carried out."""
    server.script += [chat(content=text)]
    day = await spend(agent())
    assert day.calls == ["finish"]


async def test_several_calls_in_the_text_queue_up(agent, server):
    server.script += [chat(content='[{"tool": "list_inbox", "args": {}}, {"tool": "list_channels", "args": {}}]')]
    day = await spend(agent(calling="json_schema"))
    assert day.calls == ["list_inbox", "list_channels", "finish"]
    assert roles(server.requests[1]) == ["system", "user", "assistant", "user"]
    assert day.seen[0] in server.requests[1]["messages"][-1]["content"]


async def test_json_schema_calling_constrains_the_answer(agent, server):
    """The schema admits exactly the company's calls; the manual stands below the briefing; no tools are sent."""
    day = await spend(agent(calling="json_schema", max_argument_chars=50))
    request = server.requests[0]
    schema = request["response_format"]["json_schema"]["schema"]
    names = [form["properties"]["tool"]["enum"][0] for form in schema["anyOf"]]
    assert sorted(names) == sorted(tool["function"]["name"] for tool in day.env.tools)
    assert "tools" not in request
    system = request["messages"][0]["content"]
    assert system.startswith(day.env.briefing)
    assert all(f"- {name}(" in system for name in names)
    assert "20000" not in json.dumps(schema)
    assert '"maxLength": 50' in json.dumps(schema)


async def test_auto_calling_goes_over_to_what_the_server_can(agent, server):
    """A server without tools is asked with a schema, one without schemas in plain text; both are counted."""
    server.script += [
        failure(400, "tools is not supported by this model"),
        failure(400, "response_format json_schema is not supported"),
        chat(content=FENCED),
    ]
    day = await spend(agent())
    assert day.calls == ["read_email", "finish"]
    assert day.notes == {"no_tools": 1, "no_schema": 1}
    assert "tools" not in server.requests[2]
    assert "response_format" not in server.requests[2]


async def test_text_that_cannot_be_encoded_passes(agent, server):
    """A lone surrogate in an answer, which no encoder takes, breaks neither the company nor the next request."""
    server.script += [chat(call("think", {"text": "\ud800"}), content="a\ud800b", reasoning="\udfff")]
    day = await spend(agent())
    assert day.calls == ["think", "finish"]
    assert day.turns[0].thought == "?\n\na?b"


async def test_the_old_form_of_a_call_is_read(agent, server):
    server.script += [chat(function_call={"name": "list_inbox", "arguments": "{}"}, finish="function_call")]
    day = await spend(agent())
    assert day.calls == ["list_inbox", "finish"]


async def test_arguments_that_come_parsed_are_taken(agent, server):
    """Some servers send the arguments as an object and not as its text."""
    parsed = {"id": "p", "function": {"name": "read_email", "arguments": {"email_id": "m1"}}}
    server.script += [chat(parsed)]
    day = await spend(agent())
    assert "How many units" in day.seen[0]


@pytest.mark.parametrize("calling", ["auto", "json_schema"])
async def test_deep_nesting_is_no_trouble(agent, server, calling):
    """However deep a structure a model writes, the worst that follows is a refusal or a nudge."""
    for depth in (400, 800, 950, 990, 5_000):
        for text in ('{"call": ' * depth + "1" + "}" * depth, "[" * depth + "]" * depth):
            server.script += [
                chat(content=text),
                chat(call("think", text)),
                chat(call("think", '{"text": ' + text + "}")),
            ]
    day = await spend(agent(calling=calling), most=20)
    assert day.calls[-1] == "finish" or len(day.calls) == 20


async def test_odd_records_are_no_trouble(agent, server):
    """Fields of the wrong type are read as far as they make sense."""
    message = {"content": {"text": "Hello"}, "tool_calls": [None, 7, {"function": "x"}, {"function": {"name": None}}]}
    server.script += [as_json({"choices": [{"message": message}], "usage": {"prompt_tokens": "many"}}), finish()]
    day = await spend(agent())
    assert day.calls == ["", "finish"]
    assert len(day.events("CallRefused")) == 1


async def test_a_day_in_the_leverage_world(agent, server):
    """The same in a world as it ships: what the model reads, writes and asks for is on the ledger."""
    server.script += [
        chat(call("list_inbox", {}, "a"), call("org_chart", {"person": "me"}, "b"), reasoning="Let me see."),
        chat(call("send_email", {"to": ["nobody@elsewhere.example"], "subject": "Hello", "body": "Hi."}, "c")),
    ]
    env = CorpSimEnv("leverage")
    day = await spend(agent(), env)
    assert day.calls[:3] == ["list_inbox", "org_chart", "send_email"]
    assert [event.mail.subject for event in day.events("MailSent") if event.actor == env.world.seat] == ["Hello"]
    assert set(day.info) >= {"labels", "objective"}
