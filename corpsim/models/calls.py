"""The calls in an answer: native ones with their arguments, or JSON found in the text of a model that writes it there.

What a model gets wrong is not repaired: it goes to the company as it is, which refuses it as data.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from corpsim.agent import Call
from corpsim.models.answer import ToolRequest, request

MOST_TRIES = 40
"""Places in a text where a JSON object may begin that are tried."""

_FENCE = re.compile(r"```[a-zA-Z_]*\s*\n?(.*?)```", re.DOTALL)
_LEAD = re.compile(r"```|<tool_call>|[{\[]")
_TAGGED = re.compile(r"<tool_call>(.*?)(?:</tool_call>|\Z)", re.DOTALL)


class ReadCall(NamedTuple):
    """A call ready for the company, the name of its tool, and what was odd about it."""

    call: Call
    tool: str
    notes: tuple[str, ...] = ()


def read_request(asked: ToolRequest, known: Collection[str]) -> ReadCall:
    """A native call. Arguments that are no JSON object become text, so that the company refuses them."""
    notes = () if asked.name in known else ("unknown_tool",)
    args = parse_arguments(asked.arguments)
    if args is not None:
        return ReadCall({"tool": asked.name, "args": args}, asked.name, notes)
    # The words in front keep it from being JSON by accident, such as a second "tool" smuggled in.
    text = f"call of {asked.name} with {asked.arguments}"
    return ReadCall(text, asked.name, (*notes, "malformed_arguments"))


def parse_arguments(arguments: str) -> dict[str, Any] | None:
    """Arguments by name; empty text means none, and None is returned for what is no JSON object."""
    value = _parse(arguments) if arguments.strip() else {}
    return value if isinstance(value, dict) else None


def read_text(text: str, known: Collection[str], anywhere: bool) -> list[ReadCall]:
    """The calls written in a text, in order: the whole text, or its tagged or fenced parts.

    With `anywhere`, any object in it that looks like a call is one, even of a tool that does not exist; without, only
    calls of known tools count, since the model has another way to call and may merely be talking about one.
    """
    try:
        return _read_text(text, known, anywhere)
    except RecursionError:
        return []


def _read_text(text: str, known: Collection[str], anywhere: bool) -> list[ReadCall]:
    for candidates in (_whole(text), _parts(text), _embedded(text) if anywhere else ()):
        for value in candidates:
            calls = [call for call in _calls_in(value, known) if anywhere or call.tool in known]
            if calls:
                return calls
    return []


def lead_of(text: str) -> str:
    """What a text says before its first call."""
    return _LEAD.split(text, maxsplit=1)[0].strip()


def _whole(text: str) -> Iterator[Any]:
    stripped = text.strip()
    if stripped[:1] in ("{", "["):
        yield _parse(stripped)


def _parts(text: str) -> Iterator[Any]:
    tagged = [_parse(part) for part in _TAGGED.findall(text)]
    fenced = [_parse(part) for part in _FENCE.findall(text)]
    for found in (tagged, fenced):
        yield [value for value in found if isinstance(value, dict)]
        yield from (value for value in found if isinstance(value, list))


def _embedded(text: str) -> Iterator[Any]:
    decoder, at = json.JSONDecoder(), -1
    for _ in range(MOST_TRIES):
        at = text.find("{", at + 1)
        if at < 0:
            return
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            continue
        yield value
        at = end - 1


def _parse(text: str) -> Any:
    try:
        return json.loads(text.strip())
    except (ValueError, RecursionError):
        return None


def _calls_in(value: Any, known: Collection[str]) -> Iterator[ReadCall]:
    if isinstance(value, list):
        for item in value:
            yield from _calls_in(item, known) if isinstance(item, dict) else ()
    elif isinstance(value, dict):
        inner = value.get("tool_calls") or value.get("call") or value.get("function")
        call = _call(value)
        if call is not None:
            yield read_request(call, known)
        elif isinstance(inner, (dict, list)):
            yield from _calls_in(inner, known)


def _call(value: Mapping[str, Any]) -> ToolRequest | None:
    """A call in one of the forms that models write; None for JSON that means something else."""
    for name_key in ("tool", "name", "function"):
        for args_key in ("args", "arguments", "parameters"):
            name = value.get(name_key)
            if isinstance(name, str) and name and args_key in value:
                return request("", name, value[args_key])
    tool = value.get("tool")
    return request("", tool, None) if isinstance(tool, str) and set(value) == {"tool"} else None
