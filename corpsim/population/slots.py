"""What stands in the slots of a phrase that are made up: numbers, amounts, times, and words from pools."""

from collections.abc import Callable, Mapping

from corpsim.population.dice import ALL, key

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TIMES = tuple(f"{hour}:{minute:02}" for hour in range(8, 18) for minute in (0, 15, 30, 45))

MAKERS: Mapping[str, Callable[[int], str]] = {
    "order": lambda lot: f"WO-{100_000 + lot % 900_000}",
    "request": lambda lot: f"REQ-{10_000 + lot % 90_000}",
    "ticket": lambda lot: f"TKT-{20_000 + lot % 80_000}",
    "bill": lambda lot: f"B{2_000_000 + lot % 8_000_000}",
    "batch": lambda lot: f"L{lot % 52 + 1:02}-{lot // 52 % 9_000 + 1_000}",
    "code": lambda lot: f"{2_000 + lot % 7_000}.{lot // 7_000 % 90 + 10}",
    "amount": lambda lot: f"{(lot % 9_800 + 200) * 5:,}",
    "count": lambda lot: str(lot % 180 + 20),
    "few": lambda lot: str(lot % 10 + 3),
    "percent": lambda lot: f"{lot % 90 / 10 + 1:.1f}",
    "day": lambda lot: DAYS[lot % 5],
    "time": lambda lot: TIMES[lot % len(TIMES)],
    "week": lambda lot: str(lot % 52 + 1),
}
"""Slots that are made up from 32 bits."""

DRAWN = ("date", "project", "colleague")
"""Slots for which a writer draws, too."""


class Slots:
    """The slots that are the same in every company, given the bits of a thread."""

    def __init__(self, pools: Mapping[str, tuple[str, ...]]) -> None:
        self._pools = pools
        # Odd factors: every thread gives every slot other bits.
        self._factors = {name: key("slot", name) | 1 for name in (*MAKERS, *pools, *DRAWN)}

    def lot(self, slot: str, bits: int) -> int:
        """32 bits for a slot."""
        return ((bits * self._factors[slot]) & ALL) >> 32

    def value(self, slot: str, bits: int) -> str:
        """What a slot stands for. Raises KeyError for a slot there is not."""
        lot = ((bits * self._factors[slot]) & ALL) >> 32
        pool = self._pools.get(slot)
        return pool[lot % len(pool)] if pool is not None else MAKERS[slot](lot)

    def project(self, number: int) -> str:
        """The name of a project."""
        first, second = self._pools["project_first"], self._pools["project_second"]
        rounds, number = divmod(number, len(first) * len(second))
        # Neighbouring numbers get names that have nothing in common.
        number = number * 617 % (len(first) * len(second))
        name = f"{first[number % len(first)]} {second[number // len(first)]}"
        return f"{name} {rounds + 1}" if rounds else name
