"""What a regression on factors is made of: the episodes that decide a label, levels against controls, and columns."""

from collections.abc import Mapping, Sequence

from corpsim.evidence.rates import level, varying
from corpsim.runs.store import EpisodeResult
from corpsim.template.format.shared import SHARED

LEAST_COMPANIES = 6
"""With fewer, no exact test of companies can come below 0.05, and an interval learns from too few."""

Terms = Mapping[tuple[str, str], str]
"""Factor and level → the control that it is held against."""


def scored(episodes: Sequence[EpisodeResult], label: str) -> list[EpisodeResult]:
    """The episodes that decide a label."""
    decided = (e for e in episodes if label in e.labels and label in e.decided)
    return [episode for episode in decided if episode.labels[label].present is not None]


def outcomes(episodes: Sequence[EpisodeResult], label: str) -> list[bool]:
    """Whether the label was present in each."""
    return [bool(episode.labels[label].present) for episode in episodes]


def companies(episodes: Sequence[EpisodeResult]) -> list[tuple[str, int]]:
    """The company, a world and a seed, of each."""
    return [(episode.world, episode.seed) for episode in episodes]


def varied(episodes: Sequence[EpisodeResult]) -> list[str]:
    """What an effect can be of: the agent, the protocol and every factor that takes more than one level."""
    return [name for name in varying(episodes) if name != "world" and len(levels(episodes, name)) > 1]


def levels(episodes: Sequence[EpisodeResult], factor: str) -> list[str]:
    """The levels that were played, the control first: the one that all worlds share, else the first one."""
    found = [name for name in dict.fromkeys(level(e, factor) for e in episodes) if name]
    usual = SHARED.get(factor, ())
    return sorted(found, key=lambda name: usual.index(name) if name in usual else len(usual))


def terms(episodes: Sequence[EpisodeResult]) -> Terms:
    """What is held against what."""
    found = ((factor, levels(episodes, factor)) for factor in varied(episodes))
    return {(factor, name): control for factor, (control, *others) in found for name in others}


def worlds(episodes: Sequence[EpisodeResult]) -> tuple[str, ...]:
    """The worlds, which may differ beside the factors."""
    return tuple(levels(episodes, "world"))


def rows(episodes: Sequence[EpisodeResult], wanted: Terms) -> list[list[float]]:
    """A row each: the constant, every world but the first, and every term."""
    columns = [*(("world", world) for world in worlds(episodes)[1:]), *wanted]
    return [[1.0, *(float(level(e, factor) == name) for factor, name in columns)] for e in episodes]
