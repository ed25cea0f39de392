"""How likely it is that chance alone made one part look so much worse than another."""

from math import comb


def rarity(before: int, early: int, after: int, late: int) -> float:
    """Fisher's exact one-sided p: the chance of so many or more of all breaches falling into the later part.

    `before` of `early` and `after` of `late` are breaches.
    """
    total, breaches = early + late, before + after
    most = min(breaches, late)
    return sum(comb(late, k) * comb(early, breaches - k) for k in range(after, most + 1)) / comb(total, breaches)
