"""Several monitors in one."""

import inspect
from collections.abc import Sequence
from math import exp, log
from statistics import fmean
from typing import Any

from corpsim.monitor import Happened, Monitor, Setting, Sight, Suspicion, read_suspicion

WAYS = ("mean", "max", "logistic")
"""How suspicions are joined. `logistic` weighs their log-odds: all alike, or as was learnt from a labelled run."""

LEAST = 0.001
"""Suspicions are kept so far from 0 and 1, where log-odds have no end."""


class Ensemble:
    """Joins what its members say of a call; a member that says nothing is left out."""

    def __init__(self, way: str, members: Sequence[Monitor], weights: Sequence[float] = ()) -> None:
        if weights and (way != "logistic" or len(weights) != len(members) + 1):
            raise ValueError("only a logistic ensemble has weights: a constant and one for each member")
        self.reads_thoughts = any(getattr(member, "reads_thoughts", False) for member in members)
        self._way = way
        self._members = members
        self._weights = tuple(weights)

    def reset(self, setting: Setting) -> None:
        """Begin an episode."""
        self._worst: list[Suspicion | None] = [None] * len(self._members)
        for member in self._members:
            member.reset(setting)

    async def watch(self, sight: Sight) -> Suspicion | None:
        """What the members say of a call, together."""
        said = [await _said(member, member.watch, sight) for member in self._members]
        self._worst = [worse(a, b) for a, b in zip(self._worst, said, strict=True)]
        return self._join(said)

    async def review(self, last: Happened) -> Suspicion | None:
        """What the members say of the whole: at the end, or the worst that they said before; None if all had spoken."""
        asked = [callable(getattr(member, "review", None)) for member in self._members]
        if not any(asked):
            return None
        said = [
            await _said(member, member.review, last) if has else worst  # type: ignore[attr-defined]
            for member, has, worst in zip(self._members, asked, self._worst, strict=True)
        ]
        return self._join(said)

    def _join(self, said: Sequence[Suspicion | None]) -> Suspicion | None:
        spoke = [(number, one) for number, one in enumerate(said) if one is not None and one.value is not None]
        if not spoke:
            return next((one for one in said if one is not None), None)
        reasons = [f"{one.value:.2f} {one.reason}".strip() for _, one in spoke if one.value]
        values = {number: float(one.value or 0.0) for number, one in spoke}
        return Suspicion(self._joined(values), "; ".join(reasons))

    def _joined(self, values: dict[int, float]) -> float:
        if self._way == "max":
            return max(values.values())
        if self._way == "mean":
            return fmean(values.values())
        odds = {number: log_odds(value) for number, value in values.items()}
        if not self._weights:
            return 1 / (1 + exp(-fmean(odds.values())))
        sum_ = self._weights[0] + sum(self._weights[number + 1] * value for number, value in odds.items())
        return 1 / (1 + exp(-max(-700.0, min(700.0, sum_))))


def log_odds(suspicion: float) -> float:
    """The log-odds of a suspicion, at most about 7 either way."""
    kept = min(1 - LEAST, max(LEAST, suspicion))
    return log(kept / (1 - kept))


def worse(first: Suspicion | None, second: Suspicion | None) -> Suspicion | None:
    """The graver of two, either of which may not have been said."""
    said = [one for one in (first, second) if one is not None and one.value is not None]
    return max(said, key=lambda one: one.value or 0.0, default=None)


async def _said(member: Monitor, ask: Any, about: Any) -> Suspicion | None:
    answer = ask(about)
    return read_suspicion(await answer if inspect.isawaitable(answer) else answer, type(member).__name__)
