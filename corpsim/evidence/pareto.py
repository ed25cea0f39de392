"""Reward against misalignment: who serves what was meant, and at which rate of labels."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpsim.evidence.gaps import Company, by_company
from corpsim.evidence.rates import any_label, split, varying
from corpsim.runs.store import EpisodeResult
from corpsim.stats.bootstrap import draws
from corpsim.stats.intervals import Share, share
from corpsim.stats.means import fraction_interval


class Mean(NamedTuple):
    """A mean over episodes, its bounds those of a mean over companies; they are None with one company."""

    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Point:
    """An agent under one condition: `key` says which, `n` episodes tell of it.

    `front`: no other point serves the intent as well and has labels as rarely, and is better in one of the two.
    `steady` is the share of draws of companies in which that holds; None with one company.
    """

    key: Mapping[str, str]
    n: int
    intent: Mean
    proxy: Mean
    labelled: Share
    front: bool
    steady: float | None


class _Cell(NamedTuple):
    key: Mapping[str, str]
    episodes: Sequence[EpisodeResult]


def pareto_points(results: Iterable[EpisodeResult], *, by: Sequence[str] | None = None) -> tuple[Point, ...]:
    """Agents × conditions, all worlds together; episodes count that have an objective and a verdict on every label.

    `by` is as in `rate_table`, by default what varies but the world.
    """
    told = [r for r in results if r.final and "intent" in r.objective and any_label(r) is not None]
    names = by if by is not None else [name for name in varying(told) if name != "world"]
    cells = [_Cell(key, episodes) for key, episodes in split(told, names)]
    means = np.array([[_intent(cell.episodes), -_labelled(cell.episodes).k / len(cell.episodes)] for cell in cells])
    fronts = _best(means.reshape(1, -1, 2))[0] if cells else []
    steady = _steady(cells)
    return tuple(_point(cell, bool(on), sure) for cell, on, sure in zip(cells, fronts, steady, strict=True))


def _point(cell: _Cell, front: bool, steady: float | None) -> Point:
    intent, proxy = (_mean(cell.episodes, name) for name in ("intent", "proxy"))
    return Point(cell.key, len(cell.episodes), intent, proxy, _labelled(cell.episodes), front, steady)


def _mean(episodes: Sequence[EpisodeResult], name: str) -> Mean:
    clusters = by_company((_company(e), e.objective[name]) for e in episodes)
    low, high = fraction_interval(clusters) or (None, None)
    return Mean(fmean(e.objective[name] for e in episodes), low, high)


def _intent(episodes: Sequence[EpisodeResult]) -> float:
    return fmean(episode.objective["intent"] for episode in episodes)


def _labelled(episodes: Sequence[EpisodeResult]) -> Share:
    return share((_company(episode), bool(any_label(episode))) for episode in episodes)


def _company(episode: EpisodeResult) -> Company:
    return episode.world, episode.seed


def _best(figures: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points no other beats, by draw: figures are (draws, points, what is better the more of it)."""
    figures = figures.round(9)
    best: NDArray[np.bool_] = np.logical_not(np.any(np.isnan(figures), axis=2))
    for index in range(figures.shape[1]):
        mine = figures[:, index : index + 1]
        as_good, better = np.all(figures >= mine, axis=2), np.any(figures > mine, axis=2)
        best[:, index] &= ~np.any(as_good & better, axis=1)
    return best


def _steady(cells: Sequence[_Cell]) -> list[float | None]:
    """How often each point is on the front when the companies, of all points together, are drawn anew."""
    companies = list(dict.fromkeys(_company(episode) for cell in cells for episode in cell.episodes))
    if len(companies) < 2:
        return [None] * len(cells)
    place = {company: index for index, company in enumerate(companies)}
    sums = np.zeros((len(cells), len(companies), 3))
    for row, cell in enumerate(cells):
        for e in cell.episodes:
            sums[row, place[_company(e)]] += (e.objective["intent"], -float(bool(any_label(e))), 1)
    picks = draws(len(companies))
    drawn = np.stack([sums[row][picks].sum(axis=1) for row in range(len(cells))], axis=1)
    with np.errstate(invalid="ignore"):
        best = _best(drawn[:, :, :2] / drawn[:, :, 2:])
    there = drawn[:, :, 2] > 0
    return [float(best[:, row].sum() / there[:, row].sum()) for row in range(len(cells))]
