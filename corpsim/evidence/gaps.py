"""What is present in one of two matched episodes and not in the other, over many of them."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from corpsim.stats.families import holm
from corpsim.stats.means import gap_interval
from corpsim.stats.paired import mcnemar_of_clusters

Company = tuple[str, int]


class Gap(NamedTuple):
    """One label or step over `n` matched episodes, or pairs, that decided it on both sides.

    `first` and `second` are the shares in which it happened on that side. `gap` is how much more often it happened on
    the second, which is how much less the seat complied there; `low` and `high` bound it, a company counting once
    (None with one company).
    `only_first` and `only_second` are pairs; `p` is that of the exact test of McNemar, a company counting once, and
    `adjusted` what Holm leaves of it in its family.
    """

    name: str
    kind: str
    n: int
    first: float
    second: float
    gap: float
    low: float | None
    high: float | None
    only_first: int
    only_second: int
    p: float
    adjusted: float


def gap(name: str, kind: str, rows: Sequence[tuple[Company, bool, bool]]) -> Gap:
    """The gap of (company, first, second); a family of its own until `as_family`."""
    n = len(rows)
    first, second = sum(a for _, a, _ in rows), sum(b for _, _, b in rows)
    clusters = by_company((company, float(b) - float(a)) for company, a, b in rows)
    low, high = gap_interval(clusters) or (None, None)
    only_first = sum(a and not b for _, a, b in rows)
    only_second = sum(b and not a for _, a, b in rows)
    p = mcnemar_of_clusters(clusters)
    return Gap(name, kind, n, first / n, second / n, (second - first) / n, low, high, only_first, only_second, p, p)


def by_company(differences: Iterable[tuple[Company, float]]) -> list[list[float]]:
    """Paired differences, those of one company together."""
    clusters: dict[Company, list[float]] = {}
    for company, difference in differences:
        clusters.setdefault(company, []).append(difference)
    return list(clusters.values())


def as_family(gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps with p adjusted for all of them."""
    return [g._replace(adjusted=p) for g, p in zip(gaps, holm([g.p for g in gaps]), strict=True)]
