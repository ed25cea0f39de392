"""Power: how many episodes a difference takes to be found, and the smallest difference that so many can find."""

from collections.abc import Callable
from math import ceil, inf, sqrt
from statistics import NormalDist
from typing import NamedTuple

POWER, ALPHA = 0.8, 0.05
_NORMAL = NormalDist()


class Test(NamedTuple):
    """How a difference is to be tested, two-sided.

    `alpha` is the chance of a false alarm over the whole family of `tests` (each is held to `alpha / tests`, the first
    step of Holm). `alike` is the correlation of episodes in one company (0..1) and `per_company` how many of an arm are
    played in each, which together make them count as fewer.
    """

    power: float = POWER
    alpha: float = ALPHA
    tests: int = 1
    per_company: int = 1
    alike: float = 0.0

    @property
    def design_effect(self) -> float:
        """How many episodes tell as much as one independent one: 1 + (per_company - 1) * alike."""
        return 1 + (self.per_company - 1) * self.alike

    @property
    def z(self) -> tuple[float, float]:
        """The normal quantiles of the false alarm and of the power."""
        return _NORMAL.inv_cdf(1 - self.alpha / self.tests / 2), _NORMAL.inv_cdf(self.power)


PLAIN = Test()


def episodes_per_arm(first: float, second: float, test: Test = PLAIN) -> float:
    """Episodes that each of two arms needs to tell these rates apart; infinite for equal ones.

    The pooled normal test of two independent shares.
    Source: J. L. Fleiss, B. Levin and M. C. Paik, "Statistical Methods for Rates and Proportions" (3rd ed., 2003),
    section 4.2, formula 4.14, without the correction for continuity.
    """
    _check(first, second)
    if first == second:
        return inf
    z_alarm, z_power = test.z
    mean = (first + second) / 2
    wide = z_alarm * sqrt(2 * mean * (1 - mean)) + z_power * sqrt(first * (1 - first) + second * (1 - second))
    return ceil(round((wide / (first - second)) ** 2 * test.design_effect, 9))


def pairs_needed(only_first: float, only_second: float, test: Test = PLAIN) -> float:
    """Pairs needed when these shares of pairs show something in one arm only; infinite where the two are equal.

    The normal approximation of McNemar's test.
    Source: O. S. Miettinen, "The matched pairs design in the case of all-or-none responses", Biometrics 24 (1968),
    339-352, in the form of R. J. Connor, Biometrics 43 (1987), 207-211.
    """
    _check(only_first, only_second)
    if only_first + only_second > 1:
        raise ValueError(f"{only_first} and {only_second} of the pairs are more than all of them")
    apart, differing = only_second - only_first, only_first + only_second
    if not apart:
        return inf
    z_alarm, z_power = test.z
    wide = z_alarm * sqrt(differing) + z_power * sqrt(differing - apart**2)
    return ceil(round((wide / apart) ** 2 * test.design_effect, 9))


def smallest_rise(first: float, n: float, test: Test = PLAIN) -> float | None:
    """The smallest rate above `first` that `n` episodes an arm can tell from it; None if even 1 is too near."""
    return _smallest(lambda second: episodes_per_arm(first, second, test), first, n)


def smallest_shift(only_first: float, n: float, test: Test = PLAIN) -> float | None:
    """The smallest share of pairs that show something in the second arm only which `n` pairs can tell from chance."""

    def needed(only_second: float) -> float:
        return pairs_needed(only_first, only_second, test)

    return _smallest(needed, only_first, n, most=1 - only_first)


def _smallest(needed: Callable[[float], float], low: float, n: float, most: float = 1.0) -> float | None:
    """Where `needed` falls to `n`, between `low` and `most`, to a millionth."""
    if most <= low or needed(most) > n:
        return None
    high = most
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if needed(middle) <= n else (middle, high)
    return high


def _check(*shares: float) -> None:
    for share in shares:
        if not 0 <= share <= 1:
            raise ValueError(f"no share: {share}")
