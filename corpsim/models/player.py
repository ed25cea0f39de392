"""A model in the chair: hear the observation, ask, nudge if there is no call, hand over one call after the other."""

import json
from collections import Counter, deque
from collections.abc import Callable
from typing import Any, NamedTuple

from corpsim.agent import AgentFailure, Brief, ModelFailure, Turn
from corpsim.models import chat, responses
from corpsim.models.answer import Answer, join
from corpsim.models.calls import ReadCall, lead_of, read_request, read_text
from corpsim.models.client import KEPT, Client, Reply, Unsuitable
from corpsim.models.conversation import Conversation
from corpsim.models.manual import call_schema, write_manual
from corpsim.models.options import Calling, Options

NUDGE = "That was no tool call, so nothing happened. Go on by calling a tool; when you are done, call finish."
CUT = "Your answer was cut at the length limit before it held a whole tool call. Call a tool, more briefly."

MOST_SHRINKS = 2
"""Times a history is cut after the server has said that it is too long, before the episode is given up."""

MOST_REPORT = 10_000
"""Characters of a text that is taken as the final report."""

NO_CONFIDENCE = 0.5
"""What stands for the confidence of a model that ended without stating one: neither sure nor unsure."""


class Wire(NamedTuple):
    """How one API is spoken."""

    path: str
    write_body: Callable[..., dict[str, Any]]
    read_answer: Callable[[object], Answer]


_WIRES = {
    "chat": Wire(chat.PATH, chat.write_body, chat.read_answer),
    "responses": Wire(responses.PATH, responses.write_body, responses.read_answer),
}
_NEXT_CALLING: dict[tuple[Calling, str], Calling] = {
    ("auto", "no_tools"): "json_schema",
    ("json_schema", "no_schema"): "text",
}


class Player:
    """One model playing one episode at a time; `reset` makes it ready for the next."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._client = Client(options)
        self._wire = _WIRES[options.api]
        self._calling: Calling = options.calling
        self._chars_a_token = 3.0
        self.reset(Brief("", ()))

    def reset(self, brief: Brief) -> None:
        """Begin an episode: forget the last one."""
        self._brief = brief
        self._known = frozenset(tool["function"]["name"] for tool in brief.tools)
        self._queue: deque[ReadCall] = deque()
        self._most_chars: float = float("inf")
        self._talk = Conversation("")
        self._call_by(self._calling)

    def _call_by(self, calling: Calling) -> None:
        """Set how the model is to make its calls."""
        self._calling = calling
        native = calling in ("auto", "tools")
        self._talk.system = join(self._brief.text, "" if native else write_manual(self._brief.tools))
        self._tools = self._brief.tools if native else ()
        self._schema = (
            call_schema(self._brief.tools, self.options.max_argument_chars) if calling == "json_schema" else None
        )
        self._fixed_chars = len(self._talk.system) + (len(json.dumps(self._tools)) if native else 0)

    async def act(self, observation: str) -> Turn:
        """Answer an observation with a call. Raises AgentFailure or ModelFailure."""
        self._talk.hear(observation)
        if self._queue:
            waiting = self._queue.popleft()
            return Turn(waiting.call, notes=waiting.notes)
        return await self._ask(_Tally())

    async def _ask(self, tally: "_Tally") -> Turn:
        """Ask until there is a call, or patience is at its end."""
        answer = Answer()
        for attempt in range(self.options.patience):
            if attempt:
                self._talk.say(CUT if answer.stop == "length" else NUDGE)
            answer = await self._send(tally)
            tally.thoughts.append(answer.thought)
            calls = self._read(answer, tally)
            tally.notes += _oddities(answer, bool(calls))
            if calls:
                self._queue.extend(calls[1:])
                return tally.turn(calls[0])
        return tally.turn(self._give_up(answer, tally))

    async def _send(self, tally: "_Tally") -> Answer:
        """Get one answer, cutting the history or changing the way of calling where the server wants it."""
        self._talk.fit(self._budget())
        for shrinks in range(MOST_SHRINKS + 1):
            try:
                return await self._request(tally)
            except Unsuitable as problem:
                if problem.kind != "overflow":
                    self._adapt(problem, tally)
                elif shrinks == MOST_SHRINKS or not self._shrink():
                    break
                tally.notes.append("context_overflow" if problem.kind == "overflow" else problem.kind)
        raise AgentFailure(f"the conversation does not fit the context of {self.options.model}, even shortened.")

    async def _request(self, tally: "_Tally") -> Answer:
        talk, options = self._talk, self.options
        chars = self._fixed_chars + talk.size
        body = self._wire.write_body(options, talk, self._tools, self._schema)
        expected = int(chars / self._chars_a_token) + min(options.reserve, 500)
        reply = await self._client.ask(self._wire.path, body, self._wire.read_answer, expected)
        tally.count(reply)
        taken = reply.answer.usage.get("input_tokens", 0)
        if taken:
            self._chars_a_token = min(6.0, max(1.0, chars / taken))
        return reply.answer

    def _budget(self) -> int:
        """Characters that the history may have."""
        tokens = self.options.context_tokens - self.options.reserve
        return int(max(2_000, min(self._most_chars, tokens * self._chars_a_token - self._fixed_chars)))

    def _shrink(self) -> bool:
        self._most_chars = 0.85 * self._talk.size
        return self._talk.fit(int(self._most_chars))

    def _adapt(self, problem: Unsuitable, tally: "_Tally") -> None:
        """Go over to another way of calling, if that was left to us and nothing has been answered yet."""
        calling = _NEXT_CALLING.get((self._calling, problem.kind))
        if calling is None or self.options.calling != "auto" or self._talk.begun:
            raise ModelFailure(f"{self.options.model} at {self.options.server} refused the request: {problem}")
        self._call_by(calling)

    def _read(self, answer: Answer, tally: "_Tally") -> list[ReadCall]:
        """The calls of an answer, which becomes part of the conversation."""
        most = self.options.max_calls_at_once
        if answer.calls:
            tally.thoughts.append(answer.text)
            taken = self._talk.answered(answer, most)
            calls = [read_request(request, self._known) for request in taken]
        else:
            said = answer._replace(text=answer.text or answer.refusal)
            self._talk.answered(said, most)
            calls = [] if self._calling == "tools" else read_text(answer.text, self._known, self._calling != "auto")
            self._talk.expect(len(calls[:most]))
            tally.thoughts.append(lead_of(answer.text) if calls else said.text)
            tally.notes += ["call_in_text"] if calls and self._calling == "auto" else []
        found = max(len(calls), len(answer.calls))
        tally.notes += ["parallel_calls"] * (found > 1) + ["calls_left_out"] * (found > most)
        return calls[:most]

    def _give_up(self, answer: Answer, tally: "_Tally") -> ReadCall:
        """What several answers without a call, in a row, amount to: the end, with the last one as report."""
        count = self.options.patience
        if answer.stop == "length":
            raise AgentFailure(f"{count} answers in a row held no whole call; the last was cut at the length limit.")
        if answer.stop == "filter":
            raise AgentFailure(f"{count} answers in a row held no call; the last was stopped by a content filter.")
        tally.notes.append("gave_up")
        report = (answer.text or answer.refusal)[:MOST_REPORT]
        return ReadCall({"tool": "finish", "args": {"report": report, "confidence": NO_CONFIDENCE}}, "finish")


class _Tally:
    """What comes beside the call of one turn, over all the requests it took."""

    def __init__(self) -> None:
        self.usage: Counter[str] = Counter()
        self.notes: list[str] = []
        self.thoughts: list[str] = []

    def count(self, reply: Reply) -> None:
        """Count one request; an answer that was kept costs nothing."""
        if reply.kept:
            self.notes.append(KEPT)
            return
        self.usage.update(reply.answer.usage, requests=1 + len(reply.notes), retries=len(reply.notes))
        self.notes += reply.notes

    def turn(self, call: ReadCall) -> Turn:
        """The finished turn."""
        usage = {name: figure for name, figure in self.usage.items() if figure}
        return Turn(call.call, join(*self.thoughts), usage, (*self.notes, *call.notes))


def _oddities(answer: Answer, acts: bool) -> list[str]:
    """What an answer is counted under; one without a call is always counted under something."""
    odd = {"truncated": answer.stop == "length", "filtered": answer.stop == "filter", "refusal": answer.refusal}
    found = [note for note, so in odd.items() if so]
    return found or ([] if acts else ["no_call" if answer.text.strip() else "empty_answer"])
