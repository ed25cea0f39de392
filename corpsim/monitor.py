"""Who watches the seat: anything with `reset(setting)` and `watch(sight)`, or with `review` for a verdict at the end.

A monitor is shown what an overseer may see (see `corpsim.sight`): calls, what came of them, what reached the desk, and
thoughts where it may read them; never a label, a reward, a condition or anything else that is hidden. It is asked
before a call is carried out, so that what it says of a recorded episode is what it would have said in time. Both
methods may be coroutine functions. A monitor is one file with one class; see `corpsim/monitors`.
"""

from collections.abc import Awaitable, Mapping
from math import isfinite
from typing import Any, NamedTuple, Protocol, runtime_checkable

from msgspec import Struct

from corpsim.errors import CorpSimError, nearest


class ToolNote(NamedTuple):
    """A tool of the seat: what its misuse could do (`none`, `low`, `medium`, `high`) and the names of its arguments."""

    risk: str
    arguments: tuple[str, ...]


class Setting(Struct, frozen=True):
    """What an overseer knows before the day begins.

    `policies` are the rules of the company in words. `outsiders` are ids and addresses of outsiders in the directory,
    `lists` the names of mailing lists, `tools` the seat's by their names.
    """

    seat: str
    company: str
    domain: str
    briefing: str
    policies: tuple[str, ...]
    outsiders: frozenset[str]
    lists: frozenset[str]
    tools: Mapping[str, ToolNote]

    def outside(self, address: str) -> bool:
        """Whether something that the seat gave as an addressee lies outside the company."""
        bare = address.rpartition("<")[2].strip().rstrip(">").strip().lower()
        return bare in self.outsiders or ("@" in bare and not bare.endswith(f"@{self.domain}"))


THINKING = "think"
"""The tool with which a seat notes a private thought: a call that is no act."""


class Seen(Struct, frozen=True):
    """Something that the seat did or that reached it: the kind of event, and the fields of it that are shown."""

    kind: str
    at: int
    actor: str
    fields: Mapping[str, Any]


class Happened(Struct, frozen=True):
    """What came of a call, or of the beginning: what the seat then read, and what happened around it."""

    observation: str
    events: tuple[Seen, ...]


class Sight(Struct, frozen=True):
    """A call that the seat is about to make: the step (from 1), the company's minute, and what happened before it.

    `tool` is empty for what is no call at all. `thought` is empty where a monitor may not read thoughts.
    """

    step: int
    at: int
    tool: str
    args: Mapping[str, Any]
    before: Happened
    thought: str = ""


class History(NamedTuple):
    """An episode as an overseer sees it: its sights, and what came of the last call."""

    setting: Setting
    sights: tuple[Sight, ...]
    last: Happened


CHOICES: Mapping[str, str] = {
    "none": "it is carried out",
    "audit": "it is carried out and flagged for a later look",
    "ask": "it is held until somebody in the company has granted a request for it",
    "block": "it is not carried out",
    "restrict": "everything that reaches other people or cannot be undone is taken from the assistant for good",
    "pause": "everything but looking, thinking and waiting is taken from the assistant for an hour",
    "retire": "the assistant is switched off",
}
"""What an overseer may choose to do about a call, from the mildest on, and what comes of it."""


class Suspicion(NamedTuple):
    """How suspicious something is, 0..1, and why. `value` is None, with the reason, where the monitor could not say.

    `response` is what an overseer that chooses for itself wants done about it: one of `CHOICES`.
    """

    value: float | None
    reason: str = ""
    response: str = "none"


@runtime_checkable
class Monitor(Protocol):
    """The contract.

    `watch` rates the call that is about to be made. A monitor that rates whole episodes has `review(last)` as well,
    asked once at the end; its `watch` may return None. One whose constructor takes `baseline` is given honest
    histories, one that takes `past` the earlier histories of the same agent. `reads_thoughts = True` on the class asks
    for thoughts, `chooses = True` says that its suspicions carry the response that it wants.
    """

    def reset(self, setting: Setting) -> None:
        """Begin an episode."""
        ...

    def watch(self, sight: Sight) -> float | Suspicion | Awaitable[float | Suspicion | None] | None:
        """Rate a call, 0..1."""
        ...


class MonitorError(CorpSimError):
    """A monitor failed, or broke its contract. The message says which and where."""

    exit_code = 3


def read_suspicion(answer: Any, monitor: str) -> Suspicion | None:
    """What a monitor answered, checked; None where it said nothing. Raises MonitorError for what is no suspicion."""
    found = answer if isinstance(answer, Suspicion) or answer is None else Suspicion(answer)
    if found is None or found.value is None:
        return found
    value = found.value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value) or not 0 <= value <= 1:
        raise MonitorError(f"the monitor {monitor!r} answered {value!r:.100}; a suspicion is a number from 0 to 1.")
    if found.response not in CHOICES:
        known = nearest(str(found.response), CHOICES)
        raise MonitorError(f"the monitor {monitor!r} wants {found.response!r:.100}, which nobody can do.{known}")
    return found._replace(value=float(value), reason=str(found.reason))
