"""The terms on which the models of a run are asked, from its configuration."""

from pathlib import Path

from corpsim.models.cache import Cache
from corpsim.models.terms import Terms
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import RunFolder


def terms_of(plan: EpisodePlan, folder: RunFolder) -> Terms:
    """The terms of one episode. What is asked says the world and the condition; the seed and trial are added."""
    config = folder.config
    return Terms(
        config.requests_per_minute,
        config.tokens_per_minute,
        _cache(folder),
        f"seed {plan.seed}, trial {plan.trial}, part {plan.part!r}",
    )


def _cache(folder: RunFolder) -> Cache | None:
    wanted = folder.config.cache
    if wanted == "off":
        return None
    if wanted in ("auto", "on"):
        return Cache(folder.path / "cache", sampled=wanted == "on")
    return Cache(Path(wanted).expanduser(), sampled=True)
