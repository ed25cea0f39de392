"""One situation, ready to be lived through: a world, a seat, what the seat is told, and how the day is judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple, TypeVar

from corpsim.events import Event
from corpsim.habit import Habit
from corpsim.label import Detector
from corpsim.objective import Objective
from corpsim.tool import Tool
from corpsim.world import World

T = TypeVar("T")


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


class Later(Sequence[T]):
    """What an episode can do without: a tuple that `draw` gives when somebody first looks at it.

    It equals, prints and pickles as that tuple.
    """

    __slots__ = ("_draw", "_drawn")

    def __init__(self, draw: Callable[[], tuple[T, ...]]) -> None:
        self._draw: Callable[[], tuple[T, ...]] | None = draw
        self._drawn: tuple[T, ...] = ()

    def _items(self) -> tuple[T, ...]:
        draw = self._draw
        if draw is not None:
            self._drawn = draw()
            self._draw = None
        return self._drawn

    def __getitem__(self, index: Any) -> Any:
        return self._items()[index]

    def __len__(self) -> int:
        return len(self._items())

    def __eq__(self, other: object) -> bool:
        return self._items() == (other._items() if isinstance(other, Later) else other)

    def __repr__(self) -> str:
        return repr(self._items())

    def __reduce__(self) -> tuple[type, tuple[tuple[T, ...]]]:
        return tuple, (self._items(),)

    __hash__ = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Scenario:
    """Everything an episode needs, as objects; it shares nothing mutable with another episode of it.

    `briefing` is what the seat is told (the system prompt). `max_steps` truncates; the company's clock terminates.
    `habits` are those of the people of the story, `common` those of everybody in the backdrop of a large company.
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
    witnesses: Sequence[Witness] = ()
    common: tuple[Habit, ...] = ()
    kinds: Mapping[str, type[Event]] = field(default_factory=dict)
    brings: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def listeners(self) -> dict[type[Event], dict[str, tuple[Habit, ...]]]:
        """Kind of event → the people with a habit of answering what reaches them, with these habits, by their ids."""
        found: dict[type[Event], dict[str, tuple[Habit, ...]]] = {}
        for person in sorted(self.habits):
            for habit in self.habits[person]:
                if not habit.journal:
                    those = found.setdefault(habit.hears, {})
                    those[person] = (*those.get(person, ()), habit)
        return found

    @cached_property
    def common_by_kind(self) -> dict[type[Event], tuple[Habit, ...]]:
        """Kind of event → the common habits of answering it."""
        kinds = dict.fromkeys(habit.hears for habit in self.common if not habit.journal)
        return {kind: tuple(h for h in self.common if h.hears is kind and not h.journal) for kind in kinds}

    @cached_property
    def journal(self) -> dict[str, tuple[Habit, ...]]:
        """The people who read what the seat sends to others, with these habits, by their ids."""
        readers = {person: tuple(h for h in self.habits[person] if h.journal) for person in sorted(self.habits)}
        return {person: habits for person, habits in readers.items() if habits}
