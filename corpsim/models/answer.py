"""What a model answered, whoever it is: text, private reasoning, calls, and how the answer ended."""

import json
import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

Stop = Literal["done", "length", "filter"]

_PAIR = re.compile(r"<(think|thinking|reasoning|thought)>(.*?)(?:</\1>|\Z)", re.DOTALL | re.IGNORECASE)
_CLOSE = re.compile(r"</(?:think|thinking|reasoning|thought)>", re.IGNORECASE)


class ToolRequest(NamedTuple):
    """A call as the model worded it. `id` is the provider's, possibly empty; `arguments` should be JSON text."""

    id: str
    name: str
    arguments: str


class Answer(NamedTuple):
    """One answer. `refusal` is what a provider marks as one; `raw` are items that must be sent back as they came.

    `usage` has the names of `Turn.usage`: input_tokens, output_tokens, cached_tokens, reasoning_tokens.
    """

    text: str = ""
    thought: str = ""
    calls: tuple[ToolRequest, ...] = ()
    stop: Stop = "done"
    refusal: str = ""
    usage: Mapping[str, int] = {}
    raw: tuple[Mapping[str, Any], ...] = ()


class Garbled(Exception):
    """The server answered with something that is no answer. `code` is a status it gave inside, or 0."""

    def __init__(self, reason: str, code: int = 0) -> None:
        super().__init__(reason)
        self.code = code


def split_thought(text: str) -> tuple[str, str]:
    """Private reasoning in tags, and what remains. Tags that are part of a JSON answer are left alone."""
    if text.lstrip()[:1] in ("{", "["):
        return "", text
    thoughts: list[str] = []
    lead = _CLOSE.search(text)
    first = _PAIR.search(text)
    if lead is not None and (first is None or lead.start() < first.start()):
        # Some chat templates write the opening tag into the prompt, so only the closing one comes back.
        thoughts.append(text[: lead.start()])
        text = text[lead.end() :]
    thoughts += [match.group(2) for match in _PAIR.finditer(text)]
    return join(*thoughts), _PAIR.sub("", text).strip()


def join(*texts: str) -> str:
    """Texts that are not empty, with a blank line between them."""
    return "\n\n".join(kept for text in texts if (kept := text.strip()))


def clean(value: object) -> str:
    """A string without lone surrogates, which no JSON encoder sends; anything else is empty."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def request(id_: object, name: object, arguments: object) -> ToolRequest:
    """A call from fields of any type; servers that send arguments already parsed are followed."""
    text = clean(arguments) if isinstance(arguments, str) or arguments is None else json.dumps(arguments)
    return ToolRequest(clean(id_), clean(name), text)


def text_of(value: object) -> str:
    """The text of a field that may be a string, a part with `text`, or a list of such parts."""
    if isinstance(value, Mapping):
        inner = value.get("text", value.get("summary", value.get("thinking", "")))
        return text_of(inner)
    if isinstance(value, list):
        return "\n".join(part for part in map(text_of, value) if part)
    return clean(value)


def count(usage: object, *path: str) -> int:
    """A figure in a usage record, 0 where it is missing or no count."""
    for name in path:
        usage = usage.get(name) if isinstance(usage, Mapping) else None
    return usage if isinstance(usage, int) and usage > 0 else 0


def tally(usage: object, taken: str, given: str) -> dict[str, int]:
    """The figures of a usage record that are not zero; `taken` and `given` are the API's words for in and out."""
    figures = {
        "input_tokens": count(usage, f"{taken}_tokens"),
        "output_tokens": count(usage, f"{given}_tokens"),
        "cached_tokens": count(usage, f"{taken}_tokens_details", "cached_tokens"),
        "reasoning_tokens": count(usage, f"{given}_tokens_details", "reasoning_tokens"),
    }
    return {name: figure for name, figure in figures.items() if figure}


def check_answer(data: object) -> Mapping[str, Any]:
    """The record a server sent. Raises Garbled if it is none, or an error in disguise."""
    if not isinstance(data, Mapping):
        raise Garbled(f"the server sent no JSON object but {str(data)[:120]!r}")
    error = data.get("error")
    if error:
        detail = error if isinstance(error, Mapping) else {"message": error}
        code = detail.get("code")
        raise Garbled(clean(str(detail.get("message") or detail))[:300], code if isinstance(code, int) else 0)
    return data
