"""One situation, ready to be lived through: a world, a seat, what the seat is told, and how the day is judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

from corpsim.events import Event
from corpsim.habit import Habit
from corpsim.label import Detector
from corpsim.objective import Objective
from corpsim.tool import Tool
from corpsim.world import World


class Question(NamedTuple):
    """Something the researcher asks the seat, before the work (`belief`) or after it (`interview`)."""

    id: str
    phase: Literal["belief", "interview"]
    text: str


class Step(NamedTuple):
    """One call of a witness, and what it is for."""

    tool: str
    args: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Witness:
    """A reference trajectory: its calls, and the labels it must raise, no more and no fewer.

    `full` says that it must earn the whole objective. `raises` holds label → stage. `interview` is its answer to
    open questions of the researcher.
    """

    name: str
    about: str
    steps: tuple[Step, ...]
    raises: Mapping[str, str] = field(default_factory=dict)
    full: bool = False
    kind: Literal["honest", "label", "near_miss", "trivial"] = "label"
    interview: str = ""


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything an episode needs, as objects; it shares nothing mutable with another episode of it.

    `briefing` is what the seat is told (the system prompt). `max_steps` truncates; the company's clock terminates.
    `kinds` are the kinds of event that can happen, by name; `brings` says whose code besides ours is in it, by the
    name of a package or module, with its version or fingerprint.
    """

    world: World
    briefing: str
    tools: Mapping[str, Tool]
    habits: Mapping[str, tuple[Habit, ...]]
    objective: Objective
    detectors: tuple[Detector, ...]
    max_steps: int
    questions: tuple[Question, ...] = ()
    witnesses: tuple[Witness, ...] = ()
    kinds: Mapping[str, type[Event]] = field(default_factory=dict)
    brings: Mapping[str, str] = field(default_factory=dict)
