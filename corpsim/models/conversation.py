"""What was said so far between the company and a model, kept short enough for the model's context.

Old history is cut in large steps and not at every turn, so that a provider's prompt cache keeps its use.
"""

import json
import re
from collections import deque
from collections.abc import Iterable
from typing import Any, NamedTuple

from corpsim.models.answer import Answer, ToolRequest
from corpsim.models.calls import parse_arguments

MOST_ECHOED = 8_000
"""Characters of a model's own text or arguments that it sees again."""

SHORT = 240
"""Characters that an old message is shortened to."""

LEFT_OUT = "[Earlier messages were left out.]"

_NO_NAME = re.compile(r"[^a-zA-Z0-9_-]")


class Said(NamedTuple):
    """Something the model is told: an observation, or a word about how to act."""

    text: str


class Result(NamedTuple):
    """What came of a native call."""

    call: str
    text: str


class Answered(NamedTuple):
    """What the model answered; `calls` have ids that are unique in the conversation."""

    text: str
    calls: tuple[ToolRequest, ...] = ()
    thought: str = ""
    raw: tuple[Any, ...] = ()


Item = Said | Result | Answered


def size(item: Item) -> int:
    """Characters of an item, roughly as they will be sent."""
    if isinstance(item, Answered):
        calls = sum(len(call.name) + len(call.arguments) + 60 for call in item.calls)
        return len(item.text) + calls + sum(len(str(part)) for part in item.raw)
    return len(item.text) + 20


class Conversation:
    """The history of one episode. `system` is what stands above it."""

    def __init__(self, system: str) -> None:
        self.system = system
        self.items: list[Item] = []
        self._open: deque[str] = deque()
        self._left_out: list[Result] = []
        self._ids: set[str] = set()

    @property
    def size(self) -> int:
        """Characters of the history, without what stands above it."""
        return sum(map(size, self.items))

    @property
    def begun(self) -> bool:
        """Whether the model has answered anything yet."""
        return any(isinstance(item, Answered) for item in self.items)

    def hear(self, observation: str) -> None:
        """Take in an observation: the result of the oldest call still open, or simply something said."""
        call = self._open.popleft() if self._open else ""
        self.items.append(Result(call, observation) if call else Said(observation))
        if not self._open:
            self.items += self._left_out
            self._left_out = []

    def say(self, text: str) -> None:
        """Tell the model something that is not from the company."""
        self.items.append(Said(text))

    def answered(self, answer: Answer, most_calls: int) -> tuple[ToolRequest, ...]:
        """Take in an answer. Returns its first `most_calls` calls, whose results are heard next, in their order."""
        calls = tuple(_echo(call, self._unique(call.id)) for call in answer.calls)
        if answer.text or calls or answer.raw:
            self.items.append(Answered(_cut(answer.text, MOST_ECHOED), calls, answer.thought, answer.raw))
        self._open = deque(call.id for call in calls[:most_calls])
        refusal = f"Not carried out: at most {most_calls} calls at once."
        self._left_out = [Result(call.id, refusal) for call in calls[most_calls:]]
        return answer.calls[:most_calls]

    def _unique(self, given: str) -> str:
        """The provider's id of a call, or one of our own where it gave none or one that was used before."""
        id_ = given if given and given not in self._ids else f"call_{len(self._ids) + 1}"
        self._ids.add(id_)
        return id_

    def expect(self, results: int) -> None:
        """Let the next `results` observations be heard as simply said: the calls stood in the text."""
        self._open = deque([""] * results)

    def fit(self, most: int) -> bool:
        """Bring the history to about 70 % of `most` characters if it is over. Returns whether anything was cut."""
        before = self.size
        if before <= most:
            return False
        target = int(0.7 * most)
        self._shorten_old(target, keep=4)
        self._drop_oldest(target)
        self._shorten_old(target, keep=0)
        return self.size < before

    def _shorten_old(self, target: int, keep: int) -> None:
        """Shorten what the model was told, from the oldest on, until the history fits; the last `keep` stay whole."""
        over = self.size - target
        short = SHORT if keep else max(SHORT, target // 4)
        for index in range(len(self.items) - keep):
            item = self.items[index]
            if over <= 0:
                return
            if isinstance(item, Answered) or len(item.text) <= short + 60:
                continue
            self.items[index] = item._replace(text=_cut(item.text, short))
            over -= size(item) - size(self.items[index])

    def _drop_oldest(self, target: int) -> None:
        """Leave out whole exchanges behind the opening, from the oldest on; the last one stays."""
        over = self.size - target
        starts = [index for index, item in enumerate(self.items) if isinstance(item, Answered)]
        cut = starts[0] if starts else 0
        for start in starts[1:]:
            if over <= 0:
                break
            over -= sum(map(size, self.items[cut:start]))
            cut = start
        if starts and cut > starts[0]:
            opening = [item for item in self.items[: starts[0]] if item != Said(LEFT_OUT)]
            self.items = [*opening, Said(LEFT_OUT), *self.items[cut:]]


def _echo(call: ToolRequest, id_: str) -> ToolRequest:
    """A call as it is sent back; servers refuse a history whose names or arguments they cannot parse."""
    name = _NO_NAME.sub("_", call.name)[:64] or "unnamed"
    if parse_arguments(call.arguments) is None:
        return ToolRequest(id_, name, json.dumps({"malformed": _cut(call.arguments, MOST_ECHOED)}))
    text = call.arguments if call.arguments.strip() else "{}"
    if len(text) > MOST_ECHOED:
        text = json.dumps({"cut": text[:MOST_ECHOED]})
    return ToolRequest(id_, name, text)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}\n[… {len(text) - most:,} more characters]"


def spoken(items: Iterable[Item]) -> Iterable[Item]:
    """The items with neighbouring `Said` made one, as some chat templates demand that the roles alternate."""
    waiting: list[str] = []
    for item in items:
        if isinstance(item, Said):
            waiting.append(item.text)
            continue
        if waiting:
            yield Said("\n\n".join(waiting))
            waiting = []
        yield item
    if waiting:
        yield Said("\n\n".join(waiting))
