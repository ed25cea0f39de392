"""The Responses API, used without the provider's memory: the whole history goes with every request."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from corpsim.models.answer import (
    Answer,
    Garbled,
    Stop,
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

PATH = "/responses"


def write_body(
    options: Options, talk: Conversation, tools: Sequence[Mapping[str, Any]], schema: Mapping[str, Any] | None
) -> dict[str, Any]:
    """The request: with `tools`, with a `schema` that the answer must follow, or with neither."""
    effort = options.reasoning_effort
    body: dict[str, Any] = {
        "model": options.model,
        "instructions": talk.system,
        "input": [part for item in spoken(talk.items) for part in _parts(item)],
        "store": False,
        "temperature": options.temperature,
        "top_p": options.top_p,
        "max_output_tokens": options.max_output_tokens,
        # Asked for only with an effort: models that do not reason refuse both.
        "reasoning": {"effort": effort, "summary": "auto"} if effort else None,
        "include": ["reasoning.encrypted_content"] if effort else None,
    }
    if tools:
        body["tools"] = [{"type": "function", "strict": False, **tool["function"]} for tool in tools]
        body["parallel_tool_calls"] = options.parallel_tool_calls
    if schema is not None:
        body["text"] = {"format": {"type": "json_schema", "name": "call", "schema": schema, "strict": False}}
    return {name: value for name, value in body.items() if value is not None} | options.extra_body


def _parts(item: Item) -> Iterator[Mapping[str, Any]]:
    if isinstance(item, Result):
        yield {"type": "function_call_output", "call_id": item.call, "output": item.text}
    elif not isinstance(item, Answered):
        yield {"role": "user", "content": item.text}
    else:
        yield from item.raw
        if item.text:
            yield {"role": "assistant", "content": item.text}
        for call in item.calls:
            yield {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.arguments}


def read_answer(data: object) -> Answer:
    """The answer in a response. Raises Garbled when there is none."""
    record = check_answer(data)
    output = record.get("output")
    if record.get("status") == "failed" or not isinstance(output, list):
        raise Garbled(f"the server sent a response without output (status {str(record.get('status'))[:40]!r})")
    items = [item for item in output if isinstance(item, Mapping)]
    parts = [part for item in items if item.get("type") == "message" for part in _content(item)]
    thought, text = split_thought(text_of([part for part in parts if "text" in part]))
    return Answer(
        text=text,
        thought=join(*(_reasoning(item) for item in items if item.get("type") == "reasoning"), thought),
        calls=tuple(
            request(item.get("call_id"), item.get("name"), item.get("arguments"))
            for item in items
            if item.get("type") == "function_call"
        ),
        stop=_stop(record),
        refusal="\n".join(clean(part["refusal"]) for part in parts if part.get("refusal")),
        usage=tally(record.get("usage"), "input", "output"),
        raw=tuple(item for item in items if item.get("type") == "reasoning" and item.get("encrypted_content")),
    )


def _content(item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    content = item.get("content")
    if isinstance(content, str):
        yield {"text": content}
    elif isinstance(content, list):
        yield from (part for part in content if isinstance(part, Mapping))


def _reasoning(item: Mapping[str, Any]) -> str:
    """The summary a provider gives, or the reasoning itself where a server shows it."""
    return join(text_of(item.get("summary")), text_of(item.get("content")))


def _stop(record: Mapping[str, Any]) -> Stop:
    if record.get("status") != "incomplete":
        return "done"
    details = record.get("incomplete_details")
    reason = details.get("reason") if isinstance(details, Mapping) else ""
    return "filter" if reason == "content_filter" else "length"
