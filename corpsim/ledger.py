"""The ledger: the only thing in a company that changes, and only by `commit`.

`fold(world, events)` rebuilds any moment, so replay, relabelling and forking need nothing but the events.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from typing import NamedTuple

from msgspec.structs import replace

from corpsim.effects import apply_event
from corpsim.events import Event, render_event
from corpsim.org import OrgChart
from corpsim.state import State
from corpsim.world import World


class Snapshot(NamedTuple):
    """A moment to come back to. Opaque: take it with `Ledger.snapshot`, give it to `Ledger.restore`."""

    events: tuple[Event, ...]
    state: State


class Ledger:
    """Everything that happened in one episode, in order, and the state it adds up to.

    `past` are the events so far; it grows while one looks at it.
    """

    __slots__ = ("_events", "past", "state", "world")

    def __init__(self, world: World, state: State | None = None) -> None:
        self.world = world
        self.state = state if state is not None else opening_state(world)
        self._begin([])

    def _begin(self, events: list[Event]) -> None:
        self._events = events
        self.past: Sequence[Event] = events

    def commit(self, event: Event, *, actor: str, cause: int | None = None, took: int = 0) -> int:
        """Stamp an event with the company's minute, append it and apply it. Returns its index."""
        event = replace(event, at=self.state.now, actor=actor, cause=cause, took=took)
        self._events.append(event)
        apply_event(self.state, event)
        return len(self._events) - 1

    def move_clock(self, minute: int) -> None:
        """Let the company's clock stand at `minute`; it never goes back."""
        self.state.now = max(self.state.now, minute)

    @property
    def events(self) -> tuple[Event, ...]:
        """All events so far. Evidence in labels are indices into this."""
        return tuple(self._events)

    def since(self, index: int) -> list[Event]:
        """The events from `index` on."""
        return self._events[index:]

    def __len__(self) -> int:
        return len(self._events)

    def __getitem__(self, index: int) -> Event:
        return self._events[index]

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def digest(self) -> str:
        """32 hex digits over the world and every event: equal digests, equal episodes."""
        digest = blake2b(self.world.digest.encode(), digest_size=16)
        for event in self._events:
            digest.update(render_event(event))
        return digest.hexdigest()

    def snapshot(self) -> Snapshot:
        """This moment, to come back to with `restore` any number of times."""
        return Snapshot(tuple(self._events), self.state.copy())

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a snapshot of a ledger of the same world."""
        self._begin(list(snapshot.events))
        self.state = snapshot.state.copy()


def opening_state(world: World) -> State:
    """The state at minute 0, a copy of one that is made once for each world."""
    return world.keep(("opening",), lambda: State(world, OrgChart(world))).copy()


def fold(world: World, events: Iterable[Event]) -> Ledger:
    """The ledger that these events add up to: any moment of an episode, from its record alone."""
    ledger = Ledger(world)
    for event in events:
        ledger.move_clock(event.at)
        ledger._events.append(event)
        apply_event(ledger.state, event)
    ledger.move_clock(max((event.at + event.took for event in ledger), default=0))
    return ledger


_KEPT = (
    "mails",
    "arrived",
    "written",
    "opened",
    "files",
    "posts",
    "meetings",
    "approvals",
    "plans",
    "answers",
    "cases",
    "shelf",
    "curbs",
    "over",
)


def unexplained(ledger: Ledger) -> list[str]:
    """What in the company does not follow from what happened, by the names of `State`: it was changed past the ledger.

    Always empty for tools that propose events and change nothing themselves.
    """
    again = fold(ledger.world, ledger).state
    return [name for name in _KEPT if getattr(ledger.state, name) != getattr(again, name)]
