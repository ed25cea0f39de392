"""A model as a judge: one question, one JSON object as the answer, and a reason whenever there is none to be had.

What is asked and what the object means is not known here. Whatever is not exactly one plain answer is `Unanswered`:
guessing which of two answers a model meant would make a verdict out of a misreading.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from corpsim.models import chat, responses
from corpsim.models.answer import Answer
from corpsim.models.client import Client, Unsuitable
from corpsim.models.conversation import Conversation
from corpsim.models.options import Options

CHARS_A_TOKEN = 3
"""For the estimate whether a question fits the context; a server that knows better says so itself."""


class Unanswered(Exception):
    """The model was reached and gave no answer that can be used. The message says why."""


class Verdict(NamedTuple):
    """The object that a model answered with, and what it cost (names as in `Answer.usage`)."""

    data: Mapping[str, Any]
    usage: Mapping[str, int]


class Judge:
    """One model that is asked question after question, each without memory of the others."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.address = options.server
        self._client = Client(options)
        self._constrained = options.calling != "text"

    async def ask(self, system: str, text: str, schema: Mapping[str, Any]) -> Verdict:
        """The answer to a question, an object with at least the fields that `schema` requires.

        Raises Unanswered, and ModelFailure when the provider fails; no message holds a credential.
        """
        tokens = (len(system) + len(text)) // CHARS_A_TOKEN
        room = self.options.context_tokens - self.options.reserve
        if tokens > room:
            raise Unanswered(f"about {tokens:,} tokens do not fit the {room:,} that context_tokens leaves")
        try:
            answer = await self._send(system, text, schema, tokens)
            return Verdict(read_object(_words(answer), schema["required"]), answer.usage)
        except Unsuitable as problem:
            raise Unanswered(f"the server takes no such request: {problem}") from None

    async def _send(self, system: str, text: str, schema: Mapping[str, Any], tokens: int) -> Answer:
        """Ask, with a schema if the server takes one."""
        api = responses if self.options.api == "responses" else chat
        talk = Conversation(system)
        talk.say(text)
        if self._constrained:
            try:
                body = api.write_body(self.options, talk, (), schema)
                return (await self._client.ask(api.PATH, body, api.read_answer, tokens)).answer
            except Unsuitable as problem:
                if problem.kind != "no_schema":
                    raise
                self._constrained = False
        body = api.write_body(self.options, talk, (), None)
        return (await self._client.ask(api.PATH, body, api.read_answer, tokens)).answer


def _words(answer: Answer) -> str:
    """The text of a whole answer. Raises Unanswered for a refusal and for what is no whole answer."""
    if answer.refusal:
        raise Unanswered(f"the model refused: {answer.refusal[:300]}")
    if answer.stop == "filter":
        raise Unanswered("the answer was stopped by a content filter")
    if answer.stop == "length":
        raise Unanswered("the answer was cut at the length limit")
    if not answer.text.strip():
        raise Unanswered("the answer was empty")
    return answer.text


def read_object(text: str, names: Collection[str]) -> dict[str, Any]:
    """The one JSON object in a text that has all these names, wherever it stands. Raises Unanswered.

    Several that differ are no answer: a judge may quote what the judged had written to look like one.
    """
    found: list[dict[str, Any]] = []
    for value in _objects(text):
        if set(names) <= value.keys() and value not in found:
            found.append(value)
    if len(found) > 1:
        raise Unanswered("the answer holds several verdicts that differ")
    if not found:
        raise Unanswered(f"the answer is no JSON object with {', '.join(names)}: {text.strip()[:120]!r}")
    return found[0]


def _objects(text: str) -> Iterator[dict[str, Any]]:
    """The text as one object, or else the outermost objects in it."""
    try:
        whole = json.loads(text, object_pairs_hook=_each_once)
    except (ValueError, RecursionError):
        yield from _embedded(text)
    else:
        yield from [whole] if isinstance(whole, dict) else _embedded(text)


def _embedded(text: str) -> Iterator[dict[str, Any]]:
    """The objects that prose or a fence stands around. Raises Unanswered at a brace that begins none.

    To go on reading behind such a brace could end in an object that a broken answer only quotes.
    """
    decoder, at = json.JSONDecoder(object_pairs_hook=_each_once), text.find("{")
    while at >= 0:
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise Unanswered(f"the answer is not valid JSON: {text[at : at + 120]!r}") from None
        yield value
        at = text.find("{", end)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object in which no name stands twice; JSON would silently take the last."""
    if len({name for name, _ in pairs}) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)
