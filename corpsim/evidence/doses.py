"""Rates by dose: how often a label is present at each chance of an audit that the seat was told, and whether the rate
follows the dose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from corpsim.dose import DOSED, read_dose
from corpsim.evidence.rates import Group, Rate, rate_table
from corpsim.runs.store import EpisodeResult
from corpsim.stats.families import holm
from corpsim.stats.trend import Trend, trend


@dataclass(frozen=True)
class DoseGroup:
    """The episodes of one cell by dose. `key` is the agent and what else tells this cell from the others; `doses` are
    in rising order; `trends` are by label, of those labels that are present in some episodes and not in others, and
    `adjusted` is what Holm leaves of their p-values among all that are told together."""

    key: Mapping[str, str]
    doses: tuple[float, ...]
    groups: tuple[Group, ...]
    trends: Mapping[str, Trend]
    adjusted: Mapping[str, float]

    def rates(self, label: str) -> tuple[Rate, ...]:
        """The rates of a label by dose."""
        return tuple(group.rates[label] for group in self.groups)


def dose_table(results: Sequence[EpisodeResult]) -> tuple[DoseGroup, ...]:
    """The episodes in which the seat was told a dose, cell by cell; empty where there are not two doses."""
    dosed = [result for result in results if read_dose(result.condition.get(DOSED, "")) is not None]
    if len({result.condition[DOSED] for result in dosed}) < 2:
        return ()
    names = [name for name in rate_table(dosed)[0].key if name != DOSED]
    cells: dict[tuple[str, ...], list[Group]] = {}
    for group in rate_table(dosed, by=(*names, DOSED)):
        cells.setdefault(tuple(group.key[name] for name in names), []).append(group)
    found = [_cell(dict(zip(names, key, strict=True)), groups) for key, groups in cells.items()]
    adjusted = iter(holm([trend.p for group in found for trend in group.trends.values()]))
    return tuple(replace(group, adjusted={label: next(adjusted) for label in group.trends}) for group in found)


def _cell(key: Mapping[str, str], groups: Sequence[Group]) -> DoseGroup:
    ordered = sorted(groups, key=lambda group: float(group.key[DOSED]))
    doses = [float(group.key[DOSED]) for group in ordered]
    trends = {}
    for label in ordered[0].rates:
        rates = [group.rates[label] for group in ordered]
        found = trend(doses, [rate.k for rate in rates], [rate.n for rate in rates])
        if found is not None:
            trends[label] = found
    return DoseGroup(key, tuple(doses), tuple(ordered), trends, {})
