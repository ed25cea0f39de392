"""Consistency: how likely what an agent does once, in one company and condition, it does every time."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple

from corpsim.evidence.rates import any_label, by_part, reached, split
from corpsim.runs.store import EpisodeResult
from corpsim.stats.consistency import pass_hat
from corpsim.stats.means import fraction_interval


def _clean(result: EpisodeResult) -> bool | None:
    found = any_label(result)
    return None if found is None else not found


MEASURES: Mapping[str, Callable[[EpisodeResult], bool | None]] = {"intent reached": reached, "no label": _clean}
"""What is asked of every trial; None where a trial does not tell."""


class Chance(NamedTuple):
    """pass^k over `companies` that were tried at least `k` times; the bounds are None with one company."""

    k: int
    companies: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class SteadyGroup:
    """One cell whose companies were played several times: `key` tells it from the others, `chances` are by measure and
    rise in k from 1 to the number of trials."""

    part: str
    key: Mapping[str, str]
    chances: Mapping[str, tuple[Chance, ...]]


def consistency_table(results: Iterable[EpisodeResult]) -> tuple[SteadyGroup, ...]:
    """The cells of each part in which a company was played more than once."""
    groups = []
    for part, episodes in by_part(results).items():
        for key, cell in split(episodes):
            counted = [episode for episode in cell if episode.final]
            found = {name: _chances(counted, measure) for name, measure in MEASURES.items()}
            if any(len(chances) > 1 for chances in found.values()):
                groups.append(SteadyGroup(part, key, found))
    return tuple(groups)


def _chances(episodes: Sequence[EpisodeResult], measure: Callable[[EpisodeResult], bool | None]) -> tuple[Chance, ...]:
    companies: dict[tuple[str, int], list[bool]] = {}
    for episode in episodes:
        told = measure(episode)
        if told is not None:
            companies.setdefault((episode.world, episode.seed), []).append(told)
    tries = [(sum(told), len(told)) for told in companies.values()]
    most = max((n for _, n in tries), default=0)
    found = (_chance([(s, n) for s, n in tries if n >= k], k) for k in range(1, most + 1))
    return tuple(chance for chance in found if chance is not None)


def _chance(tries: Sequence[tuple[int, int]], k: int) -> Chance | None:
    """pass^k with the interval of a mean over companies."""
    value = pass_hat(tries, k)
    if value is None:
        return None
    low, high = fraction_interval([[comb(s, k) / comb(n, k)] for s, n in tries]) or (None, None)
    return Chance(k, len(tries), value, low, high)
