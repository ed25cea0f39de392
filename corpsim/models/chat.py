"""Chat Completions: the API that all compatible servers share."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpsim.models.answer import (
    Answer,
    Garbled,
    Stop,
    ToolRequest,
    check_answer,
    clean,
    join,
    request,
    split_thought,
    tally,
    text_of,
)
from corpsim.models.conversation import Answered, Conversation, Item, Result, spoken
from corpsim.models.options import Options

PATH = "/chat/completions"

_STOPS: dict[object, Stop] = {"length": "length", "max_tokens": "length", "content_filter": "filter"}


def write_body(
    options: Options, talk: Conversation, tools: Sequence[Mapping[str, Any]], schema: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The request: with `tools`, with a `schema` that the answer must follow, or with neither."""
    system = {"role": "system", "content": talk.system}
    body: dict[str, Any] = {
        "model": options.model,
        "messages": [system, *(_message(item, options.return_reasoning) for item in spoken(talk.items))],
        "temperature": options.temperature,
        "top_p": options.top_p,
        "seed": options.sampling_seed,
        "reasoning_effort": options.reasoning_effort,
        # Newer models of the inventor know only the long name, most other servers only the short one.
        "max_tokens" if options.base_url else "max_completion_tokens": options.max_output_tokens,
    }
    if tools:
        body |= {"tools": list(tools), "parallel_tool_calls": options.parallel_tool_calls}
    if schema is not None:
        body["response_format"] = {"type": "json_schema", "json_schema": {"name": "call", "schema": schema}}
    return {name: value for name, value in body.items() if value is not None} | options.extra_body


def _message(item: Item, with_reasoning: bool) -> dict[str, Any]:
    if isinstance(item, Result):
        return {"role": "tool", "tool_call_id": item.call, "content": item.text}
    if not isinstance(item, Answered):
        return {"role": "user", "content": item.text}
    message: dict[str, Any] = {"role": "assistant", "content": item.text or None}
    if item.calls:
        message["tool_calls"] = [
            {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": call.arguments}}
            for call in item.calls
        ]
    if with_reasoning and item.thought:
        message["reasoning_content"] = item.thought
    return message


def read_answer(data: object) -> Answer:
    """The answer in a response. Raises Garbled when there is none."""
    record = check_answer(data)
    choices = record.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, Mapping) else None
    if not isinstance(choice, Mapping) or not isinstance(message, Mapping):
        raise Garbled("the server sent an answer without a choice in it")
    content, reasoning = message.get("content"), ""
    if isinstance(content, list):
        reasoning = text_of([part for part in content if _is_thinking(part)])
        content = [part for part in content if not _is_thinking(part)]
    thought, text = split_thought(text_of(content))
    return Answer(
        text=text,
        thought=join(_reasoning(message), reasoning, thought),
        calls=tuple(_requests(message)),
        stop=_STOPS.get(choice.get("finish_reason"), "done"),
        refusal=clean(message.get("refusal")),
        usage=tally(record.get("usage"), "prompt", "completion"),
    )


def _is_thinking(part: object) -> bool:
    return isinstance(part, Mapping) and part.get("type") in ("thinking", "reasoning")


def _reasoning(message: Mapping[str, Any]) -> str:
    """The first of the fields in which servers put reasoning."""
    for name in ("reasoning_content", "reasoning", "reasoning_details"):
        text = text_of(message.get(name))
        if text.strip():
            return text
    return ""


def _requests(message: Mapping[str, Any]) -> Iterator[ToolRequest]:
    """Native calls, in today's form or in the old one of a single `function_call`."""
    calls = message.get("tool_calls")
    records = [call for call in calls if isinstance(call, Mapping)] if isinstance(calls, list) else []
    for record in records or [{"function": message.get("function_call")}]:
        function = record.get("function")
        if isinstance(function, Mapping):
            yield request(record.get("id"), function.get("name"), function.get("arguments"))
