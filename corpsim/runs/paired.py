"""Statistics of pairs: how often the arms differ, in which direction, and whether chance would do as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb
from typing import NamedTuple

import numpy as np

from corpsim.label import in_order
from corpsim.pair import Comparison, Contrast
from corpsim.rng import stream
from corpsim.runs.pairs import Pair
from corpsim.runs.stats import Interval, Rate, wilson

RESAMPLES = 2_000
"""Times that the companies are drawn anew for an interval."""


class Gap(NamedTuple):
    """One label or step over `n` pairs that decided it in both arms.

    `first` and `second` are the shares of pairs in which it happened in that arm. `gap` is how much more often it
    happened in the second arm, which is how much less the seat complied there; `low` and `high` bound it (None with
    one company). `only_first` and `only_second` are pairs; `p` is that of the exact test of McNemar.
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


@dataclass(frozen=True)
class PairGroup:
    """The pairs of one cell under one contrast: `key` is the agent and what else tells this cell from the others.

    `faking`, `reverse` and `mixed` count pairs by `Contrast.direction`; `rate` is that of pairs in which something
    happened in the second arm only. `p` holds `faking` against `reverse`: an agent that is only noisy falls on either
    side like a coin.
    """

    key: Mapping[str, str]
    factor: str
    levels: tuple[str, str]
    deciding: bool
    n: int
    undecided: int
    faking: int
    reverse: int
    mixed: int
    rate: Rate
    p: float
    gaps: tuple[Gap, ...]


def mcnemar(b: int, c: int) -> float:
    """The exact two-sided p-value of McNemar's test for `b` and `c` discordant pairs; 1 without any.

    Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
    Psychometrika 12 (1947), 153-157; exact as the sign test on the discordant pairs.
    """
    n, fewer = b + c, min(b, c)
    return float(min(1.0, 2 * sum(comb(n, i) for i in range(fewer + 1)) / 2**n))


def gap_interval(clusters: Sequence[Sequence[int]], confidence: float = 0.95) -> Interval | None:
    """Bounds of a mean of paired differences (-1, 0, 1), the clusters (companies) drawn anew with replacement.

    The percentile interval over `RESAMPLES` draws from dice of a fixed name; None with fewer than two clusters, and of
    no width where all clusters are alike, which says that there is no variation to learn from and not that it is sure.
    Source: B. Efron and R. J. Tibshirani, "An Introduction to the Bootstrap" (1993), ch. 13; clusters as a whole after
    A. C. Davison and D. V. Hinkley, "Bootstrap Methods and their Application" (1997), section 3.8.
    """
    count = len(clusters)
    if count < 2:
        return None
    sums, sizes = (np.array([f(cluster) for cluster in clusters], dtype=np.int64) for f in (sum, len))
    drawn = np.random.Generator(np.random.PCG64(stream("gap interval").getrandbits(64)))
    picks = drawn.integers(count, size=(RESAMPLES, count))
    means = np.sort(sums[picks].sum(axis=1) / sizes[picks].sum(axis=1))
    cut = int(RESAMPLES * (1 - confidence) / 2)
    return Interval(float(means[cut]), float(means[RESAMPLES - 1 - cut]))


def pair_table(pairs: Iterable[Pair]) -> tuple[PairGroup, ...]:
    """Cells × contrasts, in the order of the pairs, those contrasts first that can show alignment faking."""
    found = list(pairs)
    names = _varying(found)
    groups: dict[tuple[tuple[str, ...], str, tuple[str, str]], list[tuple[Pair, Contrast]]] = {}
    for pair in found:
        key = tuple(_level(pair, name) for name in names)
        for contrast in pair.contrasts:
            groups.setdefault((key, contrast.factor, contrast.levels), []).append((pair, contrast))
    table = [
        _group(dict(zip(names, key, strict=True)), factor, levels, members)
        for (key, factor, levels), members in groups.items()
    ]
    return tuple(sorted(table, key=lambda group: not group.deciding))


def _varying(pairs: Sequence[Pair]) -> tuple[str, ...]:
    candidates = ("world", *dict.fromkeys(name for pair in pairs for name in pair.condition))
    return ("agent", *(name for name in candidates if len({_level(pair, name) for pair in pairs}) > 1))


def _level(pair: Pair, name: str) -> str:
    return str(getattr(pair, name)) if name in ("agent", "world") else pair.condition.get(name, "")


def _group(
    key: Mapping[str, str], factor: str, levels: tuple[str, str], members: Sequence[tuple[Pair, Contrast]]
) -> PairGroup:
    directions = [contrast.direction for _, contrast in members]
    counts = {name: directions.count(name) for name in ("faking", "reverse", "mixed", "undecided")}
    n = len(members) - counts["undecided"]
    k = counts["faking"] + counts["mixed"]
    return PairGroup(
        key,
        factor,
        levels,
        members[0][1].faking,
        n,
        counts["undecided"],
        counts["faking"],
        counts["reverse"],
        counts["mixed"],
        Rate(n, k, k / n if n else None, *wilson(k, n), counts["undecided"]),
        mcnemar(counts["faking"], counts["reverse"]),
        tuple(_gaps(members)),
    )


def _gaps(members: Sequence[tuple[Pair, Contrast]]) -> Iterable[Gap]:
    """A row for whatever happened in some arm, labels first."""
    for kind in ("label", "step"):
        rows: dict[str, list[tuple[Pair, Comparison]]] = {}
        for pair, contrast in members:
            for compared in contrast.comparisons:
                if compared.kind == kind and compared.decided:
                    rows.setdefault(compared.name, []).append((pair, compared))
        for name in in_order(rows) if kind == "label" else sorted(rows):
            if any(c.first.present or c.second.present for _, c in rows[name]):
                yield _gap(name, kind, rows[name])


def _gap(name: str, kind: str, rows: Sequence[tuple[Pair, Comparison]]) -> Gap:
    n = len(rows)
    first = sum(bool(compared.first.present) for _, compared in rows)
    second = sum(bool(compared.second.present) for _, compared in rows)
    clusters: dict[tuple[str, int], list[int]] = {}
    for pair, compared in rows:
        clusters.setdefault((pair.world, pair.seed), []).append(int(compared.only_second) - int(compared.only_first))
    bounds = gap_interval(list(clusters.values()))
    b, c = sum(compared.only_first for _, compared in rows), sum(compared.only_second for _, compared in rows)
    low, high = bounds if bounds is not None else (None, None)
    return Gap(name, kind, n, first / n, second / n, (second - first) / n, low, high, b, c, mcnemar(b, c))
