"""One request to a model's server, with its retries, through the `openai` SDK."""

import asyncio
import json
import random
import re
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from corpsim.agent import ModelFailure
from corpsim.models.answer import Answer, Garbled
from corpsim.models.cache import Shelf
from corpsim.models.credentials import SHORTEST, SHORTEST_IN_ANSWERS, credentials, masker, split_query
from corpsim.models.lanes import Lanes
from corpsim.models.limiter import Limiter, PerLoop
from corpsim.models.options import Options
from corpsim.models.terms import TERMS
from corpsim.models.trouble import Trouble, diagnose

LONGEST_BACKOFF_S = 60.0
"""Most seconds between two tries when the server names no time itself."""

_limiters: PerLoop[Limiter] = PerLoop()
_lanes: PerLoop[Lanes] = PerLoop()


KEPT = "cached_answer"
"""The note of an answer that was there already."""


class Reply(NamedTuple):
    """An answer, and a note for each try that failed before it; `kept` if nobody had to be asked."""

    answer: Answer
    notes: tuple[str, ...]
    kept: bool = False


class _Place(NamedTuple):
    """Where the answer to a request is kept."""

    shelf: Shelf
    name: str

    async def read(self, read: Callable[[object], Answer]) -> Answer | None:
        """The answer that lies there, unless it is damaged."""
        text = await self.shelf.read(self.name)
        try:
            return _read(text, read) if text is not None else None
        except Garbled:
            return None


class Unsuitable(Exception):
    """The server takes no such request as it stands; another may do. `kind` says which."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.message)
        self.kind = trouble.kind


class Client:
    """The way to one server. Connections and rate limits are shared by all clients of an event loop."""

    def __init__(self, options: Options) -> None:
        self.options = options
        secrets = credentials(options.secret_key, options.address, options.extra_headers)
        self._clean = masker(secrets, SHORTEST)
        self._clean_answer = masker((s for s in secrets if not re.search(r"\s|://", s)), SHORTEST_IN_ANSWERS)
        self._dice = random.Random()  # Spreads the retries of concurrent episodes; nothing in the company sees it.

    async def ask(self, path: str, body: Mapping[str, Any], read: Callable[[object], Answer], tokens: int) -> Reply:
        """Send a request of about `tokens` tokens until it is answered, unless its answer was kept.

        Raises Unsuitable for a context that is too long and for features the server lacks, ModelFailure for
        everything that retrying does not help or has not helped.
        """
        notes: list[str] = []
        place = self._place(path, body)
        kept = await place.read(read) if place is not None else None
        if kept is not None:
            return Reply(kept, (), kept=True)
        limiter = self._limiter()
        while True:
            await limiter.admit(tokens)
            outcome = await self._try(path, body, read, place)
            if isinstance(outcome, Answer):
                used = outcome.usage.get("input_tokens", 0) + outcome.usage.get("output_tokens", 0)
                limiter.settle(tokens, used or tokens)
                return Reply(outcome, tuple(notes))
            notes.append(outcome.note)
            await self._wait(outcome, len(notes), limiter)

    async def _try(
        self, path: str, body: Mapping[str, Any], read: Callable[[object], Answer], place: "_Place | None"
    ) -> Answer | Trouble:
        from openai import OpenAIError

        try:
            async with asyncio.timeout(self.options.timeout_s):
                with self._connections().take() as client:
                    said = await client.post(path, body=body, cast_to=str)
            answer = _read(self._clean_answer(said), read)
            if place is not None and self._clean(said) == said:
                await place.shelf.keep(place.name, said)
            return answer
        except (OpenAIError, TimeoutError, Garbled) as error:
            trouble = diagnose(error, time.time(), self._clean)
        if trouble.kind == "filter":
            return Answer(stop="filter")
        if trouble.kind == "fatal":
            raise ModelFailure(self._say("refused the request", trouble))
        if trouble.kind != "retry":
            raise Unsuitable(trouble)
        return trouble

    async def _wait(self, trouble: Trouble, failures: int, limiter: Limiter) -> None:
        if failures > self.options.max_retries:
            raise ModelFailure(self._say(f"failed {failures} times", trouble))
        if trouble.wait_s is not None and trouble.wait_s > self.options.longest_wait_s:
            asked = f"asks to wait {trouble.wait_s:,.0f} s, longer than longest_wait_s allows"
            raise ModelFailure(self._say(asked, trouble))
        wait = min(LONGEST_BACKOFF_S, self.options.backoff_s * 2 ** min(failures - 1, 16))
        if trouble.wait_s is not None:
            wait = max(trouble.wait_s, self.options.backoff_s)
        wait *= self._dice.uniform(1.0, 1.25)
        if trouble.note == "rate_limited":
            limiter.close(wait)
        await asyncio.sleep(wait)

    def _say(self, what: str, trouble: Trouble) -> str:
        return f"{self.options.model} at {self.options.server} {what}: {trouble.message}"

    def _place(self, path: str, body: Mapping[str, Any]) -> "_Place | None":
        """Where the answer lies or will lie; None for one that is not to be kept."""
        options, terms = self.options, TERMS.get()
        if terms.cache is None:
            return None
        asked = {"server": options.server, "path": path, "headers": options.extra_headers, "body": body}
        name = terms.cache.name(options.model, options.temperature, {**asked, "trial": terms.trial})
        return _Place(terms.cache.shelf, name) if name is not None else None

    def _limiter(self) -> Limiter:
        options, terms = self.options, TERMS.get()
        requests = options.requests_per_minute or terms.requests_per_minute
        tokens = options.tokens_per_minute or terms.tokens_per_minute
        return _limiters.get((options.address, options.model, requests, tokens), lambda: Limiter(requests, tokens))

    def _connections(self) -> Lanes:
        options = self.options
        headers = tuple(sorted((name, str(value)) for name, value in options.extra_headers.items()))
        key = (options.base_url, options.api_key.get_secret_value(), options.timeout_s, headers)
        return _lanes.get(key, lambda: Lanes(lambda: _connect(options, dict(headers))))


def _connect(options: Options, headers: Mapping[str, str]) -> Any:
    """A client of the SDK. Its own retries are off, so that ours can be counted and shared limits hold."""
    from openai import AsyncOpenAI

    address, query = split_query(options.address)
    return AsyncOpenAI(
        api_key=options.api_key.get_secret_value(),
        base_url=address,
        timeout=options.timeout_s,
        max_retries=0,
        default_headers=headers,
        default_query=query,
    )


def _read(text: str, read: Callable[[object], Answer]) -> Answer:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise Garbled(f"the server sent no JSON but {text[:120]!r}") from None
    try:
        return read(value)
    except RecursionError:
        raise Garbled("the server sent an answer nested too deeply") from None
