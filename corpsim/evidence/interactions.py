"""Interactions of factors: how much the effect of one on a label depends on the level of another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import Literal, NamedTuple

from corpsim.errors import CorpSimError, nearest, quoted
from corpsim.evidence.rates import by_part, level
from corpsim.evidence.terms import LEAST_COMPANIES, companies, levels, outcomes, rows, scored, terms, varied, worlds
from corpsim.label import in_order
from corpsim.runs.store import EpisodeResult
from corpsim.stats.families import holm
from corpsim.stats.intervals import Share, share
from corpsim.stats.logit import Coefficient, Silent, clustered_logit

ALL = "all"
WHERE = "--interactions"

Factors = tuple[str, str]
"""Two factors, of which the effect of the first may depend on the second."""


class Interaction(NamedTuple):
    """A level of each of two factors, against their controls.

    `shares` are those of episodes with the label, by the levels of the first and the second factor: both levels, the
    first level with the second control, the first control with the second level, both controls. `ratio`, with its 95 %
    interval, is how many times as high the odds ratio of the first factor is under the second level as under its
    control; it is None where there is none, and `silent` says why: `not played` that one of the four was not. `p` is
    that of the regression, and `adjusted` what Holm leaves of it among all interactions that were asked for.
    """

    factors: Factors
    levels: tuple[str, str]
    controls: tuple[str, str]
    shares: tuple[Share, Share, Share, Share]
    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    adjusted: float | None
    silent: Silent | Literal["not played"] | None


@dataclass(frozen=True)
class InteractionTable:
    """The interactions in one label and one part of a run, over `n` episodes of `companies`; it was present in `k`."""

    part: str
    label: str
    n: int
    k: int
    companies: int
    interactions: tuple[Interaction, ...]


class NoInteraction(CorpSimError):
    """What was asked for is no pair of factors that vary in these episodes. The message has all that is wrong."""


def parse_interactions(text: str, results: Sequence[EpisodeResult]) -> tuple[Factors, ...]:
    """The pairs in `goal:threat,stage:rules`, or every pair of what varies in `all`; none in an empty text, nor without
    episodes. Raises NoInteraction.
    """
    known = _known(results)
    given = [pair.strip() for pair in text.split(",") if pair.strip()]
    if not given or not results:
        return ()
    if given == [ALL]:
        if len(known) < 2:
            raise NoInteraction(f"{WHERE}: {ALL}: only {known[0] if known else 'nothing'} varies here; it takes two.")
        return tuple(combinations(known, 2))
    pairs = [tuple(name.strip() for name in pair.split(":")) for pair in given]
    if problems := [problem for pair in pairs if (problem := _problem(pair, known, results))]:
        raise NoInteraction("\n".join(problems))
    return tuple((first, second) for first, second in dict.fromkeys(pairs))


def _problem(pair: Sequence[str], known: Sequence[str], results: Sequence[EpisodeResult]) -> str:
    """What is wrong with a pair; empty where nothing is."""
    said = quoted(":".join(pair))
    if len(pair) != 2 or pair[0] == pair[1]:
        return f"{WHERE}: {said} names no two factors; right would be two with a colon, as in goal:threat, or {ALL}."
    constant = {factor for result in results for factor in result.condition} - {*known}
    for name in pair:
        if name in constant:
            return f"{WHERE}: {said}: {name} has one level only here.{nearest('', known)}"
        if name not in known:
            return f"{WHERE}: {said}: there is no factor {quoted(name)}.{nearest(name, known)}"
    return ""


def interaction_tables(
    results: Iterable[EpisodeResult], asked: Sequence[Factors], labels: Sequence[str] | None = None
) -> tuple[InteractionTable, ...]:
    """The interactions that were asked for, by part and label, each pair in a regression of its own: all that varies,
    as in the effects, and the products of the two. Every test in what is returned is of one family.

    `labels` are by default all that are present in some episodes and not in others; a part in which one of the two
    factors does not vary says nothing of them. Raises StatsMissing.
    """
    tables = []
    for part, members in by_part(results).items() if asked else ():
        counted = [episode for episode in members if episode.final]
        names = labels if labels is not None else in_order({name for episode in counted for name in episode.decided})
        tables += [_table(part, label, scored(counted, label), asked) for label in names]
    return _adjusted([table for table in tables if table.interactions])


def _known(results: Sequence[EpisodeResult]) -> list[str]:
    """What may be asked for: what varies, and the world."""
    final = [episode for episode in results if episode.final]
    return [*varied(final), *(["world"] if len(worlds(final)) > 1 else [])]


def _table(part: str, label: str, episodes: Sequence[EpisodeResult], asked: Sequence[Factors]) -> InteractionTable:
    present, names = outcomes(episodes, label), set(companies(episodes))
    differs = len(set(present)) > 1
    found = [one for pair in asked if differs for one in _interactions(label, episodes, pair)]
    return InteractionTable(part, label, len(present), sum(present), len(names), tuple(found))


def _interactions(label: str, episodes: Sequence[EpisodeResult], factors: Factors) -> Iterable[Interaction]:
    firsts, seconds = (levels(episodes, factor) for factor in factors)
    cells = list(product(firsts[1:], seconds[1:]))
    if not cells:
        return
    fitted = _fitted(label, episodes, factors, cells)
    for cell, found in zip(cells, fitted, strict=True):
        yield _interaction(label, episodes, factors, cell, (firsts[0], seconds[0]), found)


def _fitted(
    label: str, episodes: Sequence[EpisodeResult], factors: Factors, cells: Sequence[tuple[str, str]]
) -> Sequence[Coefficient | Silent]:
    names = companies(episodes)
    if len(set(names)) < LEAST_COMPANIES:
        return ["few clusters"] * len(cells)
    played = [tuple(level(e, factor) for factor in factors) for e in episodes]
    products = [[float(here == cell) for cell in cells] for here in played]
    design = [[*row, *more] for row, more in zip(rows(episodes, terms(episodes)), products, strict=True)]
    return clustered_logit(outcomes(episodes, label), design, names)[-len(cells) :]


def _interaction(
    label: str,
    episodes: Sequence[EpisodeResult],
    factors: Factors,
    cell: tuple[str, str],
    controls: tuple[str, str],
    found: Coefficient | Silent,
) -> Interaction:
    def shown(wanted: tuple[str, str]) -> Share:
        those = (e for e in episodes if tuple(level(e, factor) for factor in factors) == wanted)
        return share(((e.world, e.seed), bool(e.labels[label].present)) for e in those)

    (first, second), (control, other) = cell, controls
    shares = shown((first, second)), shown((first, other)), shown((control, second)), shown((control, other))
    if isinstance(found, Coefficient):
        return Interaction(factors, cell, controls, shares, *found.ratios, found.p, None, None)
    why = found if all(one.n for one in shares) else "not played"
    return Interaction(factors, cell, controls, shares, None, None, None, None, None, why)


def _adjusted(tables: Sequence[InteractionTable]) -> tuple[InteractionTable, ...]:
    adjusted = iter(holm([one.p for table in tables for one in table.interactions if one.p is not None]))
    return tuple(
        replace(
            table,
            interactions=tuple(
                one if one.p is None else one._replace(adjusted=next(adjusted)) for one in table.interactions
            ),
        )
        for table in tables
    )
