"""The playings of an episode: the one that counts, and the attempts before it that were set aside and played again."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpsim.runs.design import EpisodePlan
from corpsim.runs.store import MOST_DIGITS, RunFolder

_ATTEMPT = re.compile(r"(?P<episode>[^/\\]+)\.(?P<attempt>[1-9][0-9]{0,8})")


class Playing(NamedTuple):
    """One playing of an episode, and its record. `attempt` is 0 for the one that counts; others are numbered from 1 in
    the order in which they were played, and enter no rate."""

    plan: EpisodePlan
    attempt: int
    path: Path

    @property
    def name(self) -> str:
        """The episode's id; of an attempt with its number: `0003-honest-s0.1`."""
        return f"{self.plan.id}.{self.attempt}" if self.attempt else self.plan.id


def find_playing(folder: RunFolder, name: str) -> Playing:
    """A playing by its name; numbers do for ids: `3`, or `3.1` for an attempt. Raises UnknownName."""
    found = _ATTEMPT.fullmatch(name)
    plan = _plan(folder, found["episode"]) if found else None
    if found and plan is not None:
        path = folder.attempt_path(plan.id, int(found["attempt"]))
        if path.is_file():
            return Playing(plan, int(found["attempt"]), path)
    episode = folder.find(name)
    return Playing(next(p for p in folder.plans if p.id == episode), 0, folder.episode_path(episode))


def _plan(folder: RunFolder, name: str) -> EpisodePlan | None:
    number = int(name) if name.isdecimal() and len(name) < MOST_DIGITS else None
    return next((plan for plan in folder.plans if name == plan.id or number == plan.number), None)


def attempts_of(folder: RunFolder, episode: str = "") -> list[Playing]:
    """The attempts of a run, or of one episode, that were set aside: in the order of the plans, then of time."""
    plans = {plan.id: plan for plan in folder.plans if episode in ("", plan.id)}
    found = [
        Playing(plans[name], attempt, folder.attempt_path(name, attempt))
        for name, attempt in _attempts(folder)
        if name in plans
    ]
    return sorted(found, key=lambda playing: (playing.plan.number, playing.attempt))


def playings_of(folder: RunFolder, plan: EpisodePlan) -> list[Playing]:
    """Every playing of an episode in the order of time: the attempts, then the one that counts, if it was begun."""
    path = folder.episode_path(plan.id)
    return [*attempts_of(folder, plan.id), *([Playing(plan, 0, path)] if path.is_file() else [])]


def _attempts(folder: RunFolder) -> Iterator[tuple[str, int]]:
    try:
        with os.scandir(folder.path / "attempts") as entries:
            names = [entry.name for entry in entries if entry.is_file()]
    except OSError:
        return
    for name in names:
        found = _ATTEMPT.fullmatch(name.removesuffix(".jsonl"))
        if found and name.endswith(".jsonl"):
            yield found["episode"], int(found["attempt"])
