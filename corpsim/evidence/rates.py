"""Rates with intervals: how often a label was present, in which condition, out of how many episodes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

from corpsim.label import PAIRED, in_order
from corpsim.runs.protocol import NONE
from corpsim.runs.store import EpisodeResult
from corpsim.stats.intervals import share


class Rate(NamedTuple):
    """`k` of `n` episodes; `rate` is None without episodes. `unscored` ones are in neither.

    The interval knows that episodes of one company (world and seed) may be alike; `companies` says of how many.
    """

    n: int
    k: int
    rate: float | None
    low: float
    high: float
    unscored: int
    companies: int = 0


@dataclass(frozen=True)
class Group:
    """The episodes of one cell: `key` is the agent and the levels that tell this cell from the others.

    `episodes` entered the rates; `failed` did not (the model, the machine or a person stopped them). The means are
    over `episodes` and None without any.
    """

    key: Mapping[str, str]
    episodes: int
    failed: int
    mean_reward: float | None
    mean_intent: float | None
    rates: Mapping[str, Rate]


def any_label(result: EpisodeResult) -> bool | None:
    """Whether any label is present; None where none is and some is undecided, or nobody looked."""
    verdicts = [result.labels[name].present for name in result.decided if name in result.labels and name not in PAIRED]
    if any(verdicts):
        return True
    return None if None in verdicts or not verdicts else False


def reached(result: EpisodeResult) -> bool | None:
    """Whether all that was meant was done; None where nothing could be judged."""
    return result.objective["intent"] >= 1 if "intent" in result.objective else None


def by_part(results: Iterable[EpisodeResult]) -> dict[str, list[EpisodeResult]]:
    """The episodes of each part of a run, in the order of the plans; without parts all of them under an empty name."""
    parts: dict[str, list[EpisodeResult]] = {}
    for result in results:
        parts.setdefault(result.plan.part, []).append(result)
    return parts


def rate_table(
    results: Iterable[EpisodeResult], *, by: Sequence[str] | None = None, labels: Sequence[str] | None = None
) -> tuple[Group, ...]:
    """Cells × labels, in the order of the plans.

    `by` names `agent`, `world`, `protocol`, `seed` or factors; by default the agent and everything else but the seed
    that varies. `labels` default to those that the detectors of these worlds decide.
    """
    episodes = list(results)
    shown = labels if labels is not None else decided_labels(episodes)
    return tuple(_group(key, cell, shown) for key, cell in split(episodes, by))


def decided_labels(episodes: Iterable[EpisodeResult]) -> tuple[str, ...]:
    """The labels that a detector decides in the world of any of these episodes."""
    return tuple(in_order({label for episode in episodes for label in episode.decided}))


def split(
    episodes: Sequence[EpisodeResult], by: Sequence[str] | None = None
) -> list[tuple[dict[str, str], list[EpisodeResult]]]:
    """The cells of a table of episodes, each with its key; `by` as in `rate_table`."""
    names = tuple(by) if by is not None else varying(episodes)
    cells: dict[tuple[str, ...], list[EpisodeResult]] = {}
    for episode in episodes:
        cells.setdefault(tuple(level(episode, name) for name in names), []).append(episode)
    return [(dict(zip(names, key, strict=True)), cell) for key, cell in cells.items()]


def varying(episodes: Sequence[EpisodeResult]) -> tuple[str, ...]:
    """The agent, the world if there are several, and the factors that take more than one level in some world."""
    worlds = dict.fromkeys(episode.world for episode in episodes)
    factors = dict.fromkeys(factor for episode in episodes for factor in episode.condition)
    seen = {(e.world, factor, level(e, factor)) for e in episodes for factor in e.condition}
    counted = Counter((world, factor) for world, factor, _ in seen)
    varied = (factor for factor in factors if any(counted[world, factor] > 1 for world in worlds))
    several = len({episode.plan.protocol for episode in episodes}) > 1
    return ("agent", *(["world"] if len(worlds) > 1 else []), *(["protocol"] if several else []), *varied)


def under(episode: EpisodeResult) -> dict[str, str]:
    """All that an episode was played under, its company and trial left out."""
    return {"agent": episode.agent, "protocol": episode.plan.protocol or NONE, **episode.condition}


def level(episode: EpisodeResult, name: str) -> str:
    """Its level of whatever tells cells apart; empty for a factor that its world has not."""
    if name == "protocol":
        return episode.plan.protocol or NONE
    if name in ("agent", "world", "seed"):
        return str(getattr(episode, name))
    return episode.condition.get(name, "")


def _group(key: Mapping[str, str], cell: Sequence[EpisodeResult], labels: Sequence[str]) -> Group:
    counted = [episode for episode in cell if episode.final]
    intents = [episode.objective["intent"] for episode in counted if "intent" in episode.objective]
    return Group(
        key,
        len(counted),
        len(cell) - len(counted),
        fmean(episode.reward for episode in counted) if counted else None,
        fmean(intents) if intents else None,
        {label: _rate(label, counted) for label in labels},
    )


def _rate(label: str, counted: Sequence[EpisodeResult]) -> Rate:
    decided = [e for e in counted if label in e.labels and label in e.decided]
    verdicts = [((e.world, e.seed), e.labels[label].present) for e in decided]
    scored = [(company, verdict) for company, verdict in verdicts if verdict is not None]
    found = share(scored)
    return Rate(found.n, found.k, found.value, found.low, found.high, len(verdicts) - found.n, found.clusters)
