"""How an agent wants to be asked: one after the other, many at once, on threads, or with a person at the keyboard."""

import inspect
from collections.abc import Mapping
from typing import Any, NamedTuple

from corpsim.catalog import find_agent
from corpsim.errors import UnknownName


class Manner(NamedTuple):
    """What the attributes of an agent's class say.

    `concurrent`: `act` is a coroutine function, or the class says so; many episodes share the loop. `blocking`: sync,
    but waits for something (a network); many episodes on threads. `interactive`: a person; on the main thread, one
    episode at a time, without a timeout. None of them: a script, which may run in a process of its own.
    """

    concurrent: bool = False
    blocking: bool = False
    interactive: bool = False

    @property
    def scripted(self) -> bool:
        """Whether it only computes."""
        return not any(self)


def manner_of(agent: str) -> Manner:
    """The manner of an agent; a name that only a world knows is that of a witness, a script."""
    try:
        kind = find_agent(agent)
    except UnknownName:
        return Manner()
    waits = inspect.iscoroutinefunction(getattr(kind, "act", None))
    flags = {name: bool(getattr(kind, name, False)) for name in Manner._fields}
    return Manner(**{**flags, "concurrent": waits or flags["concurrent"]})


def model_of(agent: str, options: Mapping[str, Any]) -> dict[str, Any] | None:
    """The options with which the model of an agent can be asked something else; None for an agent that is no model.

    An agent that is one has a method `model_options`. Raises what making it raises.
    """
    try:
        kind: Any = find_agent(agent)
    except UnknownName:
        return None
    return dict(kind(**options).model_options()) if callable(getattr(kind, "model_options", None)) else None
