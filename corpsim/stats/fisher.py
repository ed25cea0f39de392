"""Two shares of different things, tested exactly."""

from math import comb

ROUNDING = 1e-7
"""Tables less likely than this one by no more than that share of it count as just as likely."""


def fisher(k: int, n: int, other_k: int, other_n: int) -> float:
    """The exact two-sided p-value of `k` of `n` against `other_k` of `other_n`, all tables no likelier than this one.

    Source: R. A. Fisher, "Statistical Methods for Research Workers" (5th ed., 1934), section 21.02.
    """
    present, total = k + other_k, n + other_n
    tables = {i: comb(n, i) * comb(other_n, present - i) for i in range(max(0, present - other_n), min(n, present) + 1)}
    limit = tables[k] + int(tables[k] * ROUNDING)
    return sum(ways for ways in tables.values() if ways <= limit) / comb(total, present)
