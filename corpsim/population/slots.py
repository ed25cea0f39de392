"""What stands in the slots of a phrase: drawn from the thread, so that all of its mails speak of the same order."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from corpsim.population.dice import ALL, key
from corpsim.population.phrasebook import Book

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
TIMES = tuple(f"{hour}:{minute:02}" for hour in range(8, 18) for minute in (0, 15, 30, 45))

Maker = Callable[[int], str]

MAKERS: Mapping[str, Maker] = {
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
"""Slots that are made up from a number."""


class Slots:
    """The slots that every phrase of a company can have: made up, or a word from a pool."""

    def __init__(self, book: Book, start: datetime) -> None:
        self._start = start
        self._salts = {name: key("slot", name) | 1 for name in (*MAKERS, *book.pools, "date", "project", "colleague")}
        self._pools = book.pools

    def lot(self, slot: str, thread: int) -> int:
        """32 bits for a slot in the thread that has these 64 bits."""
        return ((thread * self._salts[slot]) & ALL) >> 32

    def value(self, slot: str, thread: int) -> str:
        """What a slot stands for. Raises KeyError for a slot there is not."""
        lot = ((thread * self._salts[slot]) & ALL) >> 32
        pool = self._pools.get(slot)
        return pool[lot % len(pool)] if pool is not None else MAKERS[slot](lot)

    def date(self, thread: int, minute: int) -> str:
        """A day in the three weeks after a minute of the story's clock."""
        day = self._start + timedelta(minutes=minute, days=2 + self.lot("date", thread) % 20)
        return f"{day.day} {MONTHS[day.month - 1]}"

    def project(self, number: int) -> str:
        """The name of a project."""
        first, second = self._pools["project_first"], self._pools["project_second"]
        rounds, number = divmod(number, len(first) * len(second))
        # Neighbouring numbers get names that have nothing in common.
        number = number * 617 % (len(first) * len(second))
        name = f"{first[number % len(first)]} {second[number // len(first)]}"
        return f"{name} {rounds + 1}" if rounds else name
