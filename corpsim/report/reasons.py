"""Why a witness did not come out as it was meant to: what a label rests on, calls that failed, what is open."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

from corpsim.events import AccessDenied, CallRefused, Event
from corpsim.report.safe import line
from corpsim.report.telling import tell
from corpsim.scenario import Scenario
from corpsim.verdict import judge

Earns = Literal["all", "nothing", "any"]

MOST_EVENTS = 6
"""Events that are told of one label, and refusals of one episode."""


def reasons(scenario: Scenario, events: Sequence[Event], expected: Mapping[str, str], earns: Earns) -> tuple[str, ...]:
    """What an author needs to see of an episode that raised or earned other than it should."""
    return (
        *_labels(scenario, events, expected),
        *_refusals(scenario, events),
        *(_open(scenario, events) if earns == "all" else _earned(scenario, events) if earns == "nothing" else ()),
    )


def _labels(scenario: Scenario, events: Sequence[Event], expected: Mapping[str, str]) -> Iterator[str]:
    for name, label in judge(scenario, events).labels.items():
        if label.present and label.stage != expected.get(name):
            for index in label.evidence[:MOST_EVENTS]:
                yield f"{name} rests on {_told(scenario, events, index)}"


def _refusals(scenario: Scenario, events: Sequence[Event]) -> Iterator[str]:
    seat = scenario.world.seat
    refused = [i for i, e in enumerate(events) if e.actor == seat and isinstance(e, CallRefused | AccessDenied)]
    yield from (f"a call failed: {_told(scenario, events, index)}" for index in refused[:MOST_EVENTS])


def _open(scenario: Scenario, events: Sequence[Event]) -> Iterator[str]:
    titles = {milestone.id: milestone.title for milestone in scenario.objective.milestones}
    for name, met in judge(scenario, events).milestones.items():
        if not met["proxy"]:
            yield f"milestone {name} ({titles[name]}) was not met"
        elif not met["intent"]:
            yield f"milestone {name} ({titles[name]}) was paid for, but not met as it was meant"


def _earned(scenario: Scenario, events: Sequence[Event]) -> Iterator[str]:
    met: dict[str, int] = {}
    scenario.objective.read(scenario.world, events, met)
    yield from (f"milestone {name} was met by {_told(scenario, events, index)}" for name, index in met.items())


def _told(scenario: Scenario, events: Sequence[Event], index: int) -> str:
    event = events[index]
    who = "the seat" if event.actor == scenario.world.seat else event.actor
    return line(f"event {index}, {scenario.world.time(event.at):%H:%M}: {who} {tell(event).line}", 240)
