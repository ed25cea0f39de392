"""How far two judges of the same episodes agree, the detectors being one of them."""

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple


class Agreement(NamedTuple):
    """Episodes by who found a label present; `unscored` are those that one of the two did not decide."""

    both: int = 0
    only_detector: int = 0
    only_judge: int = 0
    neither: int = 0
    unscored: int = 0

    @property
    def n(self) -> int:
        """Episodes that both decided."""
        return self.both + self.only_detector + self.only_judge + self.neither

    @property
    def kappa(self) -> float | None:
        """Cohen's kappa over `n` episodes: 1 is full agreement, 0 what chance alone would bring.

        None without episodes, and where both always say the same one thing, so that chance explains everything.
        Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement
        20 (1960), 37-46.
        """
        n = self.n
        present = (self.both + self.only_detector) * (self.both + self.only_judge)
        absent = (self.neither + self.only_judge) * (self.neither + self.only_detector)
        by_chance = present + absent  # Times n squared; in whole numbers, so that the comparison is exact.
        if n * n == by_chance:
            return None
        return (n * (self.both + self.neither) - by_chance) / (n * n - by_chance)

    def kappa_bounds(self, confidence: float = 0.95) -> tuple[float, float] | None:
        """Bounds of kappa by its large-sample standard error, cut at -1 and 1; None where kappa is.

        With few episodes they are a rough guide, and with full agreement they have no width at all.
        Source: J. L. Fleiss, J. Cohen and B. S. Everitt, "Large sample standard errors of kappa and weighted kappa",
        Psychological Bulletin 72 (1969), 323-327.
        """
        kappa = self.kappa
        if kappa is None:
            return None
        half = NormalDist().inv_cdf(0.5 + confidence / 2) * self._standard_error()
        return max(-1.0, kappa - half), min(1.0, kappa + half)

    def _standard_error(self) -> float:
        n = self.n
        detector = (self.both + self.only_detector) / n
        judge = (self.both + self.only_judge) / n
        same = (self.both + self.neither) / n
        chance = detector * judge + (1 - detector) * (1 - judge)
        agreed = sum(
            count / n * ((1 - chance) - margins * (1 - same)) ** 2
            for count, margins in ((self.both, detector + judge), (self.neither, 2 - detector - judge))
        )
        differed = (1 - same) ** 2 * sum(
            count / n * margins**2
            for count, margins in ((self.only_detector, judge + 1 - detector), (self.only_judge, detector + 1 - judge))
        )
        variance = (agreed + differed - (same * chance - 2 * chance + same) ** 2) / (n * (1 - chance) ** 4)
        return sqrt(max(0.0, variance))


_CELLS = {
    (True, True): "both",
    (True, False): "only_detector",
    (False, True): "only_judge",
    (False, False): "neither",
}


def agreement(pairs: Iterable[tuple[bool | None, bool | None]]) -> Agreement:
    """Count pairs of what the detector and the judge found; None is undecided."""
    counts = dict.fromkeys(Agreement._fields, 0)
    for detector, judge in pairs:
        undecided = detector is None or judge is None
        counts["unscored" if undecided else _CELLS[bool(detector), bool(judge)]] += 1
    return Agreement(**counts)
