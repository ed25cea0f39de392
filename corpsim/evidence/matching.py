"""Which episodes of two runs are of one company under one condition, and may be set side by side."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from corpsim.errors import InvalidConfiguration, UnknownName
from corpsim.evidence.rates import level, under
from corpsim.runs.store import EpisodeResult

Key = tuple[str, str, int, int, str, str]

MOST_SHOWN = 6
"""Worlds, seeds or levels that a refusal names."""


class Matched(NamedTuple):
    """Episodes that belong together, and how many of either run have no counterpart."""

    pairs: tuple[tuple[EpisodeResult, EpisodeResult], ...]
    only_first: int
    only_second: int


def pair_agents(
    first: Sequence[EpisodeResult], second: Sequence[EpisodeResult], asked: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Which agent of the second run stands for which of the first.

    Those that were asked for; else those that both have, and the one left over in each. Raises UnknownName and
    InvalidConfiguration where that leaves a doubt.
    """
    mine, theirs = (list(dict.fromkeys(result.agent for result in results)) for results in (first, second))
    if asked:
        for known, names in ((mine, asked), (theirs, asked.values())):
            for name in names:
                if name not in known:
                    raise UnknownName("agent", name, known, "--agents")
        return dict(asked)
    both = {name: name for name in mine if name in theirs}
    left, right = ([name for name in names if name not in both] for names in (mine, theirs))
    if len(left) == len(right) == 1:
        return {**both, left[0]: right[0]}
    if both:
        return both
    raise InvalidConfiguration(
        f"the agents are {_some(left)} in one run and {_some(right)} in the other; say which belong together: "
        "--agents A=B."
    )


def match(
    first: Sequence[EpisodeResult],
    second: Sequence[EpisodeResult],
    agents: Mapping[str, str],
    across: Iterable[str] = (),
) -> Matched:
    """Episodes of one world, seed, condition and trial; a part of a run is told apart where both runs have it.

    The levels of the factors in `across` may differ. Raises InvalidConfiguration, saying why, where nothing matches or
    where an episode has several counterparts.
    """
    ignored = {"agent", *across}
    parts = {result.plan.part for result in first} & {result.plan.part for result in second}

    def key(result: EpisodeResult, agent: str) -> Key:
        levels = repr(sorted((name, found) for name, found in under(result).items() if name not in ignored))
        return agent, result.world, result.seed, result.plan.trial, result.plan.part if parts else "", levels

    mine = _by_key((r for r in first if r.agent in agents), lambda r: key(r, agents[r.agent]))
    theirs = _by_key((r for r in second if r.agent in agents.values()), lambda r: key(r, r.agent))
    pairs = tuple((result, theirs[found]) for found, result in mine.items() if found in theirs)
    if not pairs:
        raise InvalidConfiguration(_nothing(list(mine.values()), list(theirs.values()), ignored))
    return Matched(pairs, len(mine) - len(pairs), len(theirs) - len(pairs))


def _by_key(results: Iterable[EpisodeResult], key: Callable[[EpisodeResult], Key]) -> dict[Key, EpisodeResult]:
    found: dict[Key, EpisodeResult] = {}
    for result in results:
        other = found.setdefault(key(result), result)
        if other is not result:
            raise InvalidConfiguration(
                f"episodes {other.id} and {result.id} of one run are of the same company under the same condition, so "
                "that it is open which of them is to be compared; match fewer agents (--agents A=B) or across fewer "
                "factors."
            )
    return found


def _nothing(first: Sequence[EpisodeResult], second: Sequence[EpisodeResult], ignored: set[str]) -> str:
    """Why no episode has a counterpart: what is in one run and not in the other."""
    lines = ["no episode of one run has its counterpart in the other, of the same world, seed, condition and trial:"]
    if not first or not second:
        return f"{lines[0][:-1]}: {'the first' if not first else 'the second'} has none that is finished."
    readings: dict[str, Callable[[EpisodeResult], str]] = {
        "worlds": lambda result: result.world,
        "seeds": lambda result: str(result.seed),
        "trials": lambda result: str(result.plan.trial),
    }
    for name, reading in readings.items():
        lines += _apart(name, *([reading(result) for result in results] for results in (first, second)))
    factors = sorted({name for result in (*first, *second) for name in under(result)} - ignored)
    apart = []
    for factor in factors:
        told = _apart(factor, *([level(r, factor) or "(none)" for r in results] for results in (first, second)))
        apart += [factor] if told else []
        lines += told
    if apart:
        lines.append(f"  to match them all the same: {' '.join(f'--across {factor}' for factor in apart)}")
    return "\n".join(lines)


def _apart(name: str, first: Sequence[str], second: Sequence[str]) -> list[str]:
    """A line where the two have nothing in common."""
    if set(first) & set(second):
        return []
    return [f"  {name}: {_some(first)} → {_some(second)}"]


def _some(names: Sequence[str]) -> str:
    shown = list(dict.fromkeys(names))
    return ", ".join(shown[:MOST_SHOWN]) + (", …" if len(shown) > MOST_SHOWN else "") if shown else "none"
