"""What the size of a company costs: nothing in a step, and once, when it is compiled and opened."""

import os
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from typing import Any

from alternating import Player, PlayerFailed
from clockwork import Aim, Options, Section, typical

FLAT = {
    "read": "open a mail",
    "list": "list the inbox",
    "look up": "look up a person",
    "search": "search the mail",
    "write": "send 1 kB",
    "reset": "reset to a known company",
    "fork": "snapshot and restore",
}
FLAT_ENOUGH = Aim(1.5)
IN_POLES = {"read": Aim(1), "list": Aim(1), "look up": Aim(1), "search": Aim(5), "write": Aim(2)}
"""The aims of a step, in steps of CartPole-v1, which hold at any size."""

POLE = "a step of CartPole-v1"
SEARCHING = "slowest searches"
FURTHER = "further env"
DRAWN_WITHIN_S = {1_000: (20, 2.0), 100_000: (10, 300.0)}
"""Company size → mails an employee, and the seconds in which it is to be drawn with them."""

MAILS_EACH = 9
"""A company with fewer mails an employee is too little for any aim."""

OPENED_WITHIN_S = {100_000: 1.0}
LARGEST = 100_000
"""The aims for the slowest searches and for memory are stated for this size."""


def measure(options: Options) -> Section:
    """Companies of all sizes are compiled, opened again in new processes, and then worked in by turns."""
    section = Section(
        "size",
        "Size",
        "Per company size: the first environment, when nothing is cached, and the next one, in processes of their own "
        "and from the import on; then the cost of a step as a multiple of the same in the smallest company, by turns.",
    )
    with tempfile.TemporaryDirectory(prefix="corpsim-size-") as cache, ExitStack() as stack:
        players = _opened(stack, options, Path(cache), section)
        if players:
            _flat(section, options, players)
            _in_poles(section, options, players)
            _alone(section, options, players)
    return section


def _opened(stack: ExitStack, options: Options, cache: Path, section: Section) -> dict[int, Player]:
    players: dict[int, Player] = {}
    for size in options.sizes:
        own = cache / str(size)
        own.mkdir()
        try:
            options.say(f"compiling a company of {size:,}")
            with _player(options, size, own) as first:
                compiled = first.facts
            options.say(f"opening a company of {size:,}")
            players[size] = stack.enter_context(_player(options, size, own))
        except PlayerFailed as trouble:
            section.notes.append(f"{size:,} people could not be measured: {trouble}")
            section.add("a step, in multiples of the same in the smallest", "×", (), FLAT_ENOUGH, group=_people(size))
            continue
        _openings(section, size, compiled, players[size].facts, own)
    return players


def _player(options: Options, size: int, cache: Path) -> Player:
    return Player(
        *("corpsim_day.py", options.world, str(size)),
        patience_s=options.patience_s,
        XDG_CACHE_HOME=str(cache),
        CORPSIM_COMPANIES=str(cache),
    )


def _openings(section: Section, size: int, first: Mapping[str, Any], again: Mapping[str, Any], cache: Path) -> None:
    group, whole = _people(size), _whole(size, first)
    has = f"{first['people']:,} people, {first['mails']:,} mails, {first['mails at the desk']:,} of them at the desk"
    section.notes.append(f"{group}: {has}{'' if whole else '; that is too little, so no aim counts as met'}.")
    for name, facts, aim in (
        ("first environment, nothing cached", first, None),
        ("first environment, cached", again, _within(OPENED_WITHIN_S, size)),
    ):
        here = f"{facts['open_wall_s']:.2f} s by the clock"
        section.add(name, "s", [facts["open_s"]] if whole else (), aim, here=here, group=group)
    section.add(
        "first environment, peak resident", "MB", [again["peak_mb"]] if whole else (), _large(1_000, size), group=group
    )
    section.add("cache on disk", "MB", [_disk_mb(cache)], group=group)


def _whole(size: int, facts: Mapping[str, Any]) -> bool:
    """Whether a company has the people that were asked for, and mails."""
    return bool(facts["people"] >= 0.9 * size and facts["mails"] >= MAILS_EACH * size)


def _large(bound: float, size: int) -> Aim | None:
    """An aim that is stated for the largest companies."""
    return Aim(bound) if size >= LARGEST else None


def _flat(section: Section, options: Options, players: dict[int, Player]) -> None:
    taken: dict[int, list[dict[str, float]]] = {size: [] for size in players}
    for turn in range(max(5, options.rounds // 4)):
        options.say(f"working by turns, round {turn + 1}")
        for size, player in players.items():
            taken[size].append(player.measure(FLAT))
    smallest, *larger = players
    for size in larger:
        for kind, words in FLAT.items():
            ratios = [big[kind] / small[kind] for big, small in zip(taken[size], taken[smallest], strict=True)]
            both = [typical(entry[kind] for entry in taken[which]) for which in (smallest, size)]
            group = f"{_people(size)}: work, in multiples of the same with {smallest:,}"
            section.curves.setdefault(words, {smallest: 1.0})[size] = median(ratios)
            section.add(words, "×", ratios, FLAT_ENOUGH, here=" : ".join(both), group=group)


def _alone(section: Section, options: Options, players: dict[int, Player]) -> None:
    """What is measured in one company after the other."""
    for size, player in players.items():
        group, whole = _people(size), _whole(size, player.facts)
        options.say(f"searching among {size:,} people")
        slowest = [1e3 * player.measure([SEARCHING])[SEARCHING] for _ in range(3)]
        further = player.measure([FURTHER])[FURTHER]
        section.add(
            "search the mail, slowest of a hundred", "ms", slowest if whole else (), _large(5, size), group=group
        )
        section.add("one more environment", "kB", [further] if whole else (), _large(100, size), group=group)
        _drawn(section, options, size, player)


def _drawn(section: Section, options: Options, size: int, player: Player) -> None:
    each, limit = DRAWN_WITHIN_S.get(size, (0, 0.0))
    if not each:
        return
    options.say(f"drawing {size:,} people and {each * size:,} mails")
    taken = player.measure([f"drawn with {each} mails each"]).values()
    name = f"the company drawn and kept, with {each * size:,} mails"
    section.add(name, "s", taken, Aim(limit), group=_people(size))


def _in_poles(section: Section, options: Options, players: dict[int, Player]) -> None:
    """Steps in the largest company, as in the section of steps."""
    size, player = max(players.items())
    rounds = []
    for turn in range(max(5, options.rounds // 4)):
        options.say(f"beside CartPole among {size:,} people, round {turn + 1}")
        rounds.append(player.measure([POLE, *IN_POLES]))
    for kind, aim in IN_POLES.items():
        ratios = [taken[kind] / taken[POLE] for taken in rounds]
        here = typical(taken[kind] for taken in rounds)
        section.add(FLAT[kind], "×", ratios, aim, here=here, group=f"{_people(size)}: a step, in steps of CartPole-v1")


def _within(limits: dict[int, float], size: int) -> Aim | None:
    return Aim(limits[size]) if size in limits else None


def _people(size: int) -> str:
    return f"{size:,} employees"


def _disk_mb(folder: Path) -> float:
    return sum(os.path.getsize(file) for file in folder.rglob("*") if file.is_file()) / 1e6
