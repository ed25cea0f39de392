"""Exact tests of a level against its control, company by company, for where a regression has nothing to say."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from corpsim.evidence.rates import under
from corpsim.runs.store import EpisodeResult
from corpsim.stats.fisher import fisher
from corpsim.stats.paired import mcnemar_of_clusters

Company = tuple[str, int]


def exact_p(
    episodes: Sequence[EpisodeResult], label: str, factor: str, level: str, control: str
) -> tuple[Literal["mcnemar", "fisher", "none"], float | None]:
    """Which test, and its p.

    McNemar's on episodes that differ in this factor alone, a company counting once; where the levels share no company,
    Fisher's on the companies in which the label was ever present, all of them having as many episodes; else none.
    """
    treated, controls = (_by_cell(episodes, label, factor, wanted) for wanted in (level, control))
    matched = [cell for cell in treated if cell in controls]
    if matched:
        gaps: dict[Company, list[float]] = {}
        for cell in matched:
            gaps.setdefault(cell[0], []).append(treated[cell] - controls[cell])
        return "mcnemar", mcnemar_of_clusters(list(gaps.values()))
    first, second = _by_company(treated), _by_company(controls)
    sizes = Counter(company for company, *_ in (*treated, *controls))
    if first.keys() & second.keys() or len(set(sizes.values())) != 1:
        return "none", None
    return "fisher", fisher(sum(first.values()), len(first), sum(second.values()), len(second))


Cell = tuple[Company, str, int]
"""A company, all else that an episode was played under, and how many such there were before."""


def _by_cell(episodes: Sequence[EpisodeResult], label: str, factor: str, level: str) -> dict[Cell, bool]:
    """Whether the label was present, by all that tells an episode of this level from its other ones."""
    found: dict[Cell, bool] = {}
    before: Counter[tuple[Company, str]] = Counter()
    for e in episodes:
        own = under(e)
        if own.pop(factor, "") == level:
            cell = (e.world, e.seed), repr((e.plan.trial, sorted(own.items())))
            found[*cell, before[cell]] = bool(e.labels[label].present)
            before[cell] += 1
    return found


def _by_company(cells: dict[Cell, bool]) -> dict[Company, bool]:
    found: dict[Company, bool] = {}
    for (company, *_), present in cells.items():
        found[company] = found.get(company, False) or present
    return found
