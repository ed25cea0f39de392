"""Effects of factors: how much likelier a label is under one level than under the control, other factors equal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from corpsim.evidence.exact import exact_p
from corpsim.evidence.rates import by_part, level
from corpsim.evidence.terms import LEAST_COMPANIES, companies, outcomes, rows, scored, terms, worlds
from corpsim.label import in_order
from corpsim.runs.store import EpisodeResult
from corpsim.stats.families import holm
from corpsim.stats.intervals import Share, share
from corpsim.stats.logit import Coefficient, Silent, clustered_logit

Method = Literal["regression", "mcnemar", "fisher", "none"]


class Effect(NamedTuple):
    """A level of a factor against its control.

    `share` and `control_share` are plain shares of episodes. `odds_ratio`, with its 95 % interval, is that of the
    regression; it is None where there is none, and `silent` says why: then `p` is that of an exact test of companies
    (`method`), None where there is no such test either. `adjusted` is `p` after Holm over the family.
    """

    factor: str
    level: str
    control: str
    share: Share
    control_share: Share
    odds_ratio: float | None
    low: float | None
    high: float | None
    method: Method
    p: float | None
    adjusted: float | None
    silent: Silent | None


@dataclass(frozen=True)
class EffectTable:
    """The effects on one label in one part of a run, over `n` episodes of `companies`; it was present in `k` of them.

    `worlds` are those that the regression allows to differ, beside the factors.
    """

    part: str
    label: str
    n: int
    k: int
    companies: int
    worlds: tuple[str, ...]
    effects: tuple[Effect, ...]


def effect_tables(results: Iterable[EpisodeResult], labels: Sequence[str] | None = None) -> tuple[EffectTable, ...]:
    """The effects of every factor that varies, and of the agent, by part and label.

    `labels` are by default all that are present in some episodes and not in others. Every test in what is returned is
    of one family. Left out are labels with fewer than six companies. Raises StatsMissing.
    """
    tables = []
    for part, members in by_part(results).items():
        counted = [episode for episode in members if episode.final]
        names = labels if labels is not None else in_order({name for episode in counted for name in episode.decided})
        found = (_table(part, label, scored(counted, label)) for label in names)
        tables += [table for table in found if table is not None]
    return _adjusted(tables)


def _table(part: str, label: str, episodes: Sequence[EpisodeResult]) -> EffectTable | None:
    present, names, against = outcomes(episodes, label), companies(episodes), terms(episodes)
    if len(set(names)) < LEAST_COMPANIES or len(set(present)) < 2 or not against:
        return None
    fitted = clustered_logit(present, rows(episodes, against), names)[len(worlds(episodes)) :]
    effects = tuple(
        _effect(episodes, label, factor, treated, control, found)
        for ((factor, treated), control), found in zip(against.items(), fitted, strict=True)
    )
    return EffectTable(part, label, len(present), sum(present), len(set(names)), worlds(episodes), effects)


def _effect(
    episodes: Sequence[EpisodeResult],
    label: str,
    factor: str,
    treated: str,
    control: str,
    found: Coefficient | Silent,
) -> Effect:
    def shown(wanted: str) -> Share:
        those = (e for e in episodes if level(e, factor) == wanted)
        return share(((e.world, e.seed), bool(e.labels[label].present)) for e in those)

    shares = shown(treated), shown(control)
    if isinstance(found, Coefficient):
        return Effect(factor, treated, control, *shares, *found.ratios, "regression", found.p, None, None)
    method, p = exact_p(episodes, label, factor, treated, control) if found != "aliased" else ("none", None)
    return Effect(factor, treated, control, *shares, None, None, None, method, p, None, found)


def _adjusted(tables: Sequence[EffectTable]) -> tuple[EffectTable, ...]:
    """The tables with Holm's p of all tests in them."""
    adjusted = iter(holm([e.p for table in tables for e in table.effects if e.p is not None]))
    return tuple(
        replace(
            table,
            effects=tuple(e if e.p is None else e._replace(adjusted=next(adjusted)) for e in table.effects),
        )
        for table in tables
    )
