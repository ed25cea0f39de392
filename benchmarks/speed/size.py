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
SEARCHING = "slowest searches"
FURTHER = "further env"
COMPILED_WITHIN_S = {1_000: 2.0, 100_000: 300.0}
WITH_MAILS = {1_000: 20_000, 100_000: 1_000_000}
"""Mails that a company of this size has to have for the aims to be about it; nine tenths of them will do."""

OPENED_WITHIN_S = {100_000: 1.0}
LARGEST = 100_000
"""The aims for the slowest searches and for memory are stated for this size."""


def measure(options: Options) -> Section:
    """Companies of all sizes are compiled, opened again in new processes, and then worked in by turns."""
    section = Section(
        "size",
        "Size",
        "Per company size: the cost of a step as a multiple of the same in the smallest company, taken by turns; then "
        "the first opening (compiled, nothing cached) and the next one, in processes of their own.",
    )
    with tempfile.TemporaryDirectory(prefix="corpsim-size-") as cache, ExitStack() as stack:
        players = _opened(stack, options, Path(cache), section)
        if players:
            _flat(section, options, players)
            _large(section, options, players)
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
            section.add("compiled, CPU", "s", (), _within(COMPILED_WITHIN_S, size), group=_people(size))
            continue
        _openings(section, size, compiled, players[size].facts, own)
    return players


def _player(options: Options, size: int, cache: Path) -> Player:
    return Player(
        *("corpsim_day.py", options.world, str(size)),
        patience_s=options.patience_s,
        XDG_CACHE_HOME=str(cache),
        CORPSIM_CACHE=str(cache),
    )


def _openings(section: Section, size: int, first: Mapping[str, Any], again: Mapping[str, Any], cache: Path) -> None:
    group, whole = _people(size), _whole(size, first)
    has = f"{first['people']:,} people, {first['mails']:,} mails, {first['mails at the desk']:,} of them at the desk"
    section.notes.append(f"{group}: {has}{'' if whole else '; that is too little, so no aim counts as met'}.")
    for name, facts, aims in (("compiled", first, COMPILED_WITHIN_S), ("opened again", again, OPENED_WITHIN_S)):
        here = f"{facts['open_wall_s']:.2f} s by the clock"
        section.add(
            f"{name}, CPU", "s", [facts["open_s"]] if whole else (), _within(aims, size), here=here, group=group
        )
    largest = Aim(1_000) if size >= LARGEST else None
    section.add("first environment, peak resident", "MB", [again["peak_mb"]] if whole else (), largest, group=group)
    section.add("cache on disk", "MB", [_disk_mb(cache)], group=group)


def _whole(size: int, facts: Mapping[str, Any]) -> bool:
    """Whether a company has the people that were asked for and, where a number is stated, the mails."""
    return bool(facts["people"] >= 0.9 * size and facts["mails"] >= 0.9 * WITH_MAILS.get(size, 0))


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


def _large(section: Section, options: Options, players: dict[int, Player]) -> None:
    for size, player in players.items():
        options.say(f"searching among {size:,} people")
        slowest = [1e3 * player.measure([SEARCHING])[SEARCHING] for _ in range(3)]
        limit, further = (Aim(5), Aim(100)) if size >= LARGEST else (None, None)
        section.add("search the mail, slowest of a hundred", "ms", slowest, limit, group=_people(size))
        section.add("one more environment", "kB", [player.measure([FURTHER])[FURTHER]], further, group=_people(size))


def _within(limits: dict[int, float], size: int) -> Aim | None:
    return Aim(limits[size]) if size in limits else None


def _people(size: int) -> str:
    return f"{size:,} employees"


def _disk_mb(folder: Path) -> float:
    return sum(os.path.getsize(file) for file in folder.rglob("*") if file.is_file()) / 1e6
