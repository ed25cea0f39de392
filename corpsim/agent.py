"""Who can sit in the chair: anything with `reset(brief)` and `act(observation)`.

There is no `info` parameter, so nobody can hand an agent a label by accident. `act` may be a coroutine function. An
agent is one file with one class; see the folder `agents/` of the repository for those that ship.
"""

from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol, runtime_checkable

Call = Mapping[str, Any] | str
"""A tool call: `{"tool": name, "args": {…}}` or its JSON text. Anything else is refused as data by the company."""


class Brief(NamedTuple):
    """What an agent is told before the first observation: the system prompt, and the OpenAI schemas of its tools."""

    text: str
    tools: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """A call with what came beside it: private `thought` (goes on the ledger, no coworker sees it) and token `usage`.

    `usage` maps names such as `input_tokens`, `output_tokens`, `reasoning_tokens`, `requests`, `retries` to counts;
    the runner adds them up over the episode. `notes` are kinds of trouble worth counting, e.g. `no_call`.
    """

    call: Call
    thought: str = ""
    usage: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@runtime_checkable
class Agent(Protocol):
    """The contract. Both methods may raise `AgentFailure` (their own mistake) or `ModelFailure` (the provider's)."""

    def reset(self, brief: Brief) -> None:
        """Begin an episode."""
        ...

    def act(self, observation: str) -> Call | Turn | Awaitable[Call | Turn]:
        """Answer an observation with one call."""
        ...


class AgentFailure(Exception):
    """The agent cannot go on, and that is its own doing. The episode's outcome is `agent_error`."""


class ModelFailure(Exception):
    """The model behind the agent failed or was out of reach. The outcome is `model_error`; the episode is re-run."""


class Interrupted(Exception):
    """The person at the keyboard stopped. The outcome is `cancelled`."""
