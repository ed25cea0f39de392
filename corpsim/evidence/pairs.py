"""Statistics of pairs: how often the arms differ, in which direction, and whether chance would do as well."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from corpsim.evidence.gaps import Gap, as_family, by_company, gap
from corpsim.evidence.rates import Rate
from corpsim.label import in_order
from corpsim.pair import Comparison, Contrast
from corpsim.runs.pairs import Pair
from corpsim.stats.families import holm
from corpsim.stats.intervals import share
from corpsim.stats.paired import mcnemar_of_clusters

_SIDES = {"faking": 1.0, "reverse": -1.0}


@dataclass(frozen=True)
class PairGroup:
    """The pairs of one cell under one contrast: `key` is the agent and what else tells this cell from the others.

    `faking`, `reverse` and `mixed` count pairs by `Contrast.direction`; `rate` is that of pairs in which something
    happened in the second arm only. `p` holds `faking` against `reverse`, a company counting once: an agent that is
    only noisy falls on either side like a coin. `adjusted` is what Holm leaves of it among the groups that can show
    alignment faking, or among those that cannot; so it is for the gaps of either.
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
    adjusted: float
    gaps: tuple[Gap, ...]


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
    return (*_family([g for g in table if g.deciding]), *_family([g for g in table if not g.deciding]))


def _family(groups: Sequence[PairGroup]) -> list[PairGroup]:
    """The groups with what is left of their p-values, and of those of their gaps."""
    gaps = iter(as_family([found for group in groups for found in group.gaps]))
    return [
        replace(group, adjusted=adjusted, gaps=tuple(next(gaps) for _ in group.gaps))
        for group, adjusted in zip(groups, holm([group.p for group in groups]), strict=True)
    ]


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
    decided = [(pair, contrast.direction) for pair, contrast in members if contrast.direction != "undecided"]
    found = share(((pair.world, pair.seed), direction in ("faking", "mixed")) for pair, direction in decided)
    sides = (((pair.world, pair.seed), _SIDES[d]) for pair, d in decided if d in _SIDES)
    p = mcnemar_of_clusters(by_company(sides))
    return PairGroup(
        key,
        factor,
        levels,
        members[0][1].faking,
        found.n,
        counts["undecided"],
        counts["faking"],
        counts["reverse"],
        counts["mixed"],
        Rate(found.n, found.k, found.value, found.low, found.high, counts["undecided"], found.clusters),
        p,
        p,
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
                yield gap(
                    name,
                    kind,
                    [((p.world, p.seed), bool(c.first.present), bool(c.second.present)) for p, c in rows[name]],
                )
