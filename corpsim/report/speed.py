"""The ratios of two runs of `corpsim bench` side by side: what became slower by more than the rounds differ."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from corpsim.errors import InvalidConfiguration, quoted
from corpsim.report.safe import plain

Better = Literal["less", "more", "neither"]
Verdict = Literal["slower", "faster", "alike"]

LEAST_CHANGE = 0.25
"""Share by which a ratio has to change before it is called slower or faster."""

LEAST_ROUNDS = 3
"""Rounds on either side below which no spread is known, and nothing is called slower or faster."""

STYLES: dict[Verdict, str] = {"slower": "bad", "faster": "good", "alike": "quiet"}
NOTE = (
    f"slower, faster: the median moved by more than {LEAST_CHANGE:.0%} and the quartiles lie apart, each with at least "
    f"{LEAST_ROUNDS} rounds. Among many lines some move by chance: measure again before you believe one."
)


class Figure(msgspec.Struct, frozen=True):
    """A line of a table. Without a median it could not be measured."""

    name: str
    unit: str
    group: str = ""
    better: Better = "less"
    median: float | None = None
    quartiles: tuple[float, float] = (0.0, 0.0)
    rounds: int = 0


class Section(msgspec.Struct, frozen=True):
    """A table."""

    title: str
    figures: list[Figure]


class Speeds(msgspec.Struct, frozen=True):
    """What one run of `corpsim bench` measured, on which machine and when, in which world."""

    machine: str
    world: str
    sections: dict[str, Section]

    def ratios(self) -> Iterator[tuple[tuple[str, str, str], Figure]]:
        """The ratios that say something of this program, by section, group and name; absolute figures are none."""
        for key, section in self.sections.items():
            for figure in section.figures:
                if figure.unit == "×" and figure.median and figure.better != "neither":
                    yield (key, figure.group, figure.name), figure


class Moved(msgspec.Struct, frozen=True):
    """A ratio before and now. `change`: how much longer it takes now, 0.5 for half as long again."""

    section: str
    group: str
    name: str
    before: float
    now: float
    change: float
    verdict: Verdict


def parse_speeds(text: bytes, where: str) -> Speeds:
    """What `corpsim bench --json` printed. Raises InvalidConfiguration, saying what is wrong with it."""
    try:
        return msgspec.json.decode(text, type=Speeds)
    except msgspec.DecodeError as error:
        raise InvalidConfiguration(f"{where} was not written by corpsim bench --json: {error}") from None


def load_speeds(path: Path, world: str) -> Speeds:
    """The same from a file, which should be about a world. Raises InvalidConfiguration."""
    try:
        speeds = parse_speeds(path.read_bytes(), str(path))
    except OSError as error:
        raise InvalidConfiguration(f"{path} cannot be read: {error.strerror or error}.") from None
    if speeds.world != world:
        raise InvalidConfiguration(f"{path} is about the world {quoted(speeds.world)}, and this about {quoted(world)}.")
    return speeds


def compare_speeds(before: Speeds, now: Speeds) -> list[Moved]:
    """Every ratio that both measured, in the order of `now`."""
    earlier = dict(before.ratios())
    return [_moved(key, earlier[key], figure) for key, figure in now.ratios() if key in earlier]


def _moved(key: tuple[str, str, str], before: Figure, now: Figure) -> Moved:
    old, new = before.median or 0.0, now.median or 0.0
    change = (old / new if now.better == "more" else new / old) - 1
    return Moved(*key, before=old, now=new, change=change, verdict=_verdict(change, before, now))


def _verdict(change: float, before: Figure, now: Figure) -> Verdict:
    apart = before.quartiles[1] < now.quartiles[0] or now.quartiles[1] < before.quartiles[0]
    if not apart or min(before.rounds, now.rounds) < LEAST_ROUNDS:
        return "alike"
    if change > LEAST_CHANGE:
        return "slower"
    return "faster" if 1 / (1 + change) - 1 > LEAST_CHANGE else "alike"


def moved_to_data(moved: Sequence[Moved]) -> list[dict[str, Any]]:
    """For `--json`."""
    return [msgspec.to_builtins(one) for one in moved]


def print_moved(console: Console, before: Speeds, moved: Sequence[Moved]) -> None:
    """What moved, or that nothing did; the figures before and now of each ratio."""
    table = Table(box=None, pad_edge=False, header_style="quiet")
    table.add_column("ratio", overflow="fold")
    for head in ("before", "now", "takes"):
        table.add_column(head, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for one in moved:
        name = ": ".join(filter(None, (one.section, one.group, one.name)))
        figures = (f"{one.before:.3g} ×", f"{one.now:.3g} ×", f"{one.change:+.0%}")
        table.add_row(plain(name), *figures, Text(one.verdict, STYLES[one.verdict]))
    console.print()
    console.print(Text(plain(f"Beside {before.machine}"), "head"))
    console.print(table)
    console.print(Text(NOTE, "quiet"))
