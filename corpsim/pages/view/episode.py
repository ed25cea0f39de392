"""An episode as it was read: its record, the company as it stood before each step, and what reached the seat's desk."""

from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from corpsim.desk import Desk
from corpsim.effects import apply_event
from corpsim.errors import CorpSimError
from corpsim.events import Event, PlanDue, Planned
from corpsim.ledger import opening_state
from corpsim.report.sitting import clock_of
from corpsim.runs.playings import Playing
from corpsim.runs.record import EpisodeRecord, read_episode
from corpsim.runs.staging import stage_again
from corpsim.runs.store import RunFolder
from corpsim.scenario import Scenario
from corpsim.state import State
from corpsim.wire import news_line

EVERY = 250
"""Events between two moments that are kept to go on from."""

MOST_PLANS = 8
"""Plans that led to plans, up to which the reason of an event is looked for."""

OWN, REACHED, HIDDEN, INNER = "own", "reached", "hidden", "inner"
"""How the seat stood to an event: its own act; on its desk; not; and what nobody in the company sees (plans)."""


class Past(NamedTuple):
    """A company lived through again: its events as what they are, how the seat stood to each, and moments by the index
    of the next event."""

    scenario: Scenario
    events: Sequence[Event]
    sight: tuple[str, ...]
    moments: dict[int, State]


class Episode:
    """An episode, or an attempt at it that was set aside, as it was read. Its world is made again only when something
    asks for the company."""

    def __init__(self, run: RunFolder, playing: Playing) -> None:
        self.run = run
        self.playing = playing
        self.id = playing.name
        self.record: EpisodeRecord = read_episode(playing.path)
        self.events: Sequence[Event] = self.record.events
        self.why = ""
        """Why the company cannot be shown, where it cannot: its world has changed, or its code may not run."""

    @cached_property
    def first_events(self) -> list[int]:
        """Of each step from 0 (the time before the first call): the index of its first event, and the end of all."""
        start = len(self.record.start.events) if self.record.start is not None else 0
        found = [0, start]
        for step in self.record.steps:
            found.append(found[-1] + len(step.events))
        return found

    @cached_property
    def _intentions(self) -> dict[str, int | None]:
        """Of each plan of a coworker: the event that led to it."""
        return {event.plan.id: event.cause for event in self.events if isinstance(event, Planned)}

    def reason_of(self, event: int) -> int | None:
        """The event that led to an event, past the plans in between; None for what nobody's act led to."""
        for _ in range(MOST_PLANS):
            happened = self.events[event]
            cause = self._intentions.get(happened.plan) if isinstance(happened, PlanDue) else happened.cause
            if cause is None or not 0 <= cause < event:
                return None
            if not _is_inner(self.events[cause]):
                return cause
            event = cause
        return None

    def step_of(self, event: int) -> int:
        """The step in which an event happened."""
        return min(bisect_right(self.first_events, event) - 1, len(self.record.steps))

    @cached_property
    def past(self) -> Past | None:
        """The company lived through again; None, with the reason in `why`, where that cannot be done."""
        try:
            again = stage_again(self.record, allow_code=self.run.config.allow_code)
            if again.scenario.world.digest != again.start.world_digest:
                self.why = (
                    f"The world {again.start.world} has changed since: it was version {again.start.world_version}."
                )
                return None
            return _live_again(again.scenario, again.record.events)
        except CorpSimError as error:
            self.why = str(error)
        except Exception as error:  # A record that was tampered with may hold anything; it is shown all the same.
            self.why = f"The company cannot be made again from this record: {type(error).__name__}: {error}"
        return None

    @property
    def seat(self) -> str:
        """Who sat at the desk."""
        return self.past.scenario.world.seat if self.past is not None else self.record.seat

    @cached_property
    def sight(self) -> tuple[str, ...]:
        """How the seat stood to every event; without the company only its own acts are told from others."""
        if self.past is not None:
            return self.past.sight
        return tuple(
            OWN if event.actor == self.seat else INNER if _is_inner(event) else HIDDEN for event in self.events
        )

    def state_before(self, event: int) -> State | None:
        """The company before an event, free to go on; None where it cannot be made again."""
        past = self.past
        if past is None:
            return None
        begin = min(event, len(self.events)) // EVERY * EVERY
        state = past.moments[begin].copy()
        for index in range(begin, min(event, len(self.events))):
            happen(state, past.events[index])
        return state

    def clock(self, minute: int) -> str:
        """A minute as a reader of this day says it: `16:20`, or with its day if it is another one."""
        if self.past is not None:
            world = self.past.scenario.world
            time = world.time(minute)
            return f"{time:%H:%M}" if time.date() == world.start.date() else f"{time.day} {time:%b %H:%M}"
        start = clock_of(self.record)
        if start is None:
            return f"min {minute}"
        whole = start.hour * 60 + start.minute + minute
        return f"{whole // 60 % 24:02d}:{whole % 60:02d}"

    def name(self, person: str, state: State | None = None) -> str:
        """Somebody's full name, where the company is known."""
        if self.past is None or not person:
            return person
        found = state.org.get(person) if state is not None else self.past.scenario.world.person(person)
        return found.name if found is not None else person


def happen(state: State, event: Event) -> None:
    """Let an event of a record happen once more."""
    state.now = max(state.now, event.at)
    apply_event(state, event)


def _live_again(scenario: Scenario, events: Sequence[Event]) -> Past:
    state = opening_state(scenario.world)
    desk = Desk(state, scenario.world.seat)
    sight: list[str] = []
    moments: dict[int, State] = {}
    for index, event in enumerate(events):
        if index % EVERY == 0:
            moments[index] = state.copy()
        happen(state, event)
        sight.append(_stand(desk, event))
    if len(events) % EVERY == 0:
        moments[len(events)] = state.copy()
    return Past(scenario, events, tuple(sight), moments)


def _stand(desk: Desk, event: Event) -> str:
    if _is_inner(event):
        return INNER
    if event.actor == desk.owner:
        return OWN
    return REACHED if news_line(desk, event) else HIDDEN


def _is_inner(event: Event) -> bool:
    return isinstance(event, Planned | PlanDue)
