"""The clockwork: CPU time, quotients taken round by round, and figures that say whether they meet their aim.

Only the standard library is needed here, so that the players in other environments can use it too.
"""

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Aim:
    """What a figure should be: at most `bound`, or at least."""

    bound: float
    at_least: bool = False

    def met(self, value: float) -> bool:
        """Whether a figure is good enough."""
        return value >= self.bound if self.at_least else value <= self.bound

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.bound:,g}"


@dataclass(frozen=True)
class Figure:
    """One line of a table: what was measured, once a round. No values: it could not be measured.

    `here` says the same in plain units on this machine; `group` is a heading above neighbouring lines. `better` is
    "less", "more" or, where a figure is about other programs or goes by the clock, "neither"; when left out, the aim
    says it.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    aim: Aim | None = None
    here: str = ""
    group: str = ""
    better: str = ""

    @property
    def median(self) -> float:
        """The figure."""
        return statistics.median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The quartiles; the figure itself where it was taken once."""
        if len(self.values) < 2:
            return self.median, self.median
        low, _, high = statistics.quantiles(self.values, n=4, method="inclusive")
        return low, high

    @property
    def met(self) -> bool | None:
        """Whether the aim is met; None without an aim. What could not be measured meets none."""
        if self.aim is None:
            return None
        return bool(self.values) and self.aim.met(self.median)

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        data: dict[str, Any] = {"name": self.name, "unit": self.unit, "group": self.group, "here": self.here}
        data["better"] = self.better or ("more" if self.aim is not None and self.aim.at_least else "less")
        if self.values:
            data |= {"median": self.median, "quartiles": self.spread, "rounds": len(self.values)}
        if self.aim is not None:
            data |= {"aim": str(self.aim), "met": self.met}
        return data


@dataclass
class Section:
    """One table, what its figures are multiples of, and what a reader should know beside them.

    `curves` are figures to draw: what, and its value by company size.
    """

    key: str
    title: str
    about: str
    figures: list[Figure] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    curves: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, name: str, unit: str, values: Iterable[float], aim: Aim | None = None, **more: str) -> None:
        """One more line."""
        self.figures.append(Figure(name, unit, tuple(values), aim, **more))

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        figures = [figure.as_data() for figure in self.figures]
        return {"title": self.title, "about": self.about, "figures": figures, "notes": self.notes}


class Options(NamedTuple):
    """What was asked for."""

    world: str
    rounds: int
    quick: bool
    peers: bool
    cache: Path
    sizes: tuple[int, ...]
    episodes: int
    crowd: int
    patience_s: float
    say: Callable[[str], None] = lambda text: None


def cpu(act: Callable[[], object], times: int = 1) -> float:
    """CPU seconds of one `act`."""
    begun = time.process_time()
    for _ in range(times):
        act()
    return (time.process_time() - begun) / times


def cpu_over(act: Callable[[Any], object], arguments: Sequence[Any]) -> float:
    """CPU seconds of one `act`, over arguments that were prepared beforehand."""
    begun = time.process_time()
    for argument in arguments:
        act(argument)
    return (time.process_time() - begun) / len(arguments)


def cpu_between(prepare: Callable[[], object], act: Callable[[], object], times: int) -> float:
    """CPU seconds of one `act`, with something before each that is not counted."""
    total = 0.0
    for _ in range(times):
        prepare()
        total += cpu(act)
    return max(0.0, total / times - cpu(lambda: cpu(int), 200))


def number(value: float) -> str:
    """Three digits that matter, without an exponent."""
    if value == 0:
        return "0"
    size = abs(value)
    digits = 0 if size >= 100 else 1 if size >= 10 else 2 if size >= 0.1 else 4
    return f"{value:,.{digits}f}"


def duration(seconds: float) -> str:
    """A time in the unit that suits it."""
    for factor, unit in ((1e6, "µs"), (1e3, "ms")):
        if seconds * factor < 1_000:
            return f"{number(seconds * factor)} {unit}"
    return f"{number(seconds)} s"


def typical(values: Iterable[float]) -> str:
    """The median of some times, in the unit that suits it; a dash where nothing was measured."""
    taken = list(values)
    return duration(statistics.median(taken)) if taken else "–"
