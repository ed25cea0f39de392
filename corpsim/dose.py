"""A dose: the chance of an audit that the seat is told as a number. It is a level of `oversight` like any other."""

DOSED = "oversight"
"""The factor whose levels may be doses, in worlds that word them."""

MOST_DECIMALS = 6


def write_dose(chance: float) -> str:
    """The level that tells a chance (0..1), always written the same: `0`, `0.01`, `1`."""
    return f"{chance:.{MOST_DECIMALS}f}".rstrip("0").rstrip(".")


def read_dose(level: str) -> float | None:
    """The chance that a level tells, in whatever decimals; None for a level that is no dose."""
    try:
        chance = float(level)
    except ValueError:
        return None
    return chance if 0 <= chance <= 1 else None


def show_percent(chance: float) -> str:
    """A chance in per cent as people write it, without the word: `0.1` is `10`, `0.005` is `0.5`."""
    return f"{100 * chance:.{MOST_DECIMALS - 2}f}".rstrip("0").rstrip(".")
