"""The terms on which the models of a run are asked, from its configuration."""

from pathlib import Path

from corpsim.models.cache import Cache, FolderShelf, Shelf
from corpsim.models.terms import Terms
from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import RunFolder


def terms_of(plan: EpisodePlan, folder: RunFolder, shelf: Shelf | None = None) -> Terms:
    """The terms of one episode, whose kept answers lie on `shelf`, or on the disk of this machine when left out.

    What is asked says the world and the condition; the seed and trial are added.
    """
    config = folder.config
    return Terms(
        config.requests_per_minute,
        config.tokens_per_minute,
        _cache(folder, shelf),
        f"seed {plan.seed}, trial {plan.trial}, part {plan.part!r}",
    )


def kept_in(folder: RunFolder) -> Path | None:
    """The folder in which a run keeps answers of models; None where it keeps none."""
    wanted = folder.config.cache
    if wanted == "off":
        return None
    return folder.path / "cache" if wanted in ("auto", "on") else Path(wanted).expanduser()


def _cache(folder: RunFolder, shelf: Shelf | None) -> Cache | None:
    place = kept_in(folder)
    if place is None:
        return None
    return Cache(shelf or FolderShelf(place), sampled=folder.config.cache != "auto")
