"""The rhythm of mail: how much is written in each minute of the weeks before the story.

Time is counted in beats. In the busiest hour of a working day a minute has one beat, at night almost none: so mail that
is spread evenly over beats follows the hours of the office, and an answer that takes an hour's beats crosses the night.
"""

from datetime import datetime, timedelta

import numpy as np

from corpsim.population.dice import Ints

HOURS = (2, 1, 1, 1, 1, 3, 8, 25, 70, 100, 100, 96, 60, 80, 96, 100, 92, 64, 26, 14, 12, 10, 6, 3)
"""Mail in each hour of a working day, in per cent of the busiest one."""

WEEKEND = 4
"""Per cent of a working day's mail on a day off."""

SATURDAY = 5
DAY = 24 * 60
BEAT = 1000
"""Parts of a beat that are counted."""

DAYS = 14
"""Days before the day of the story in which mail is written: ten working days."""


class Clock:
    """The beats of the last ten working days before the story begins."""

    def __init__(self, start: datetime) -> None:
        opens = start.hour * 60 + start.minute
        days = [start - timedelta(days=DAYS - day) for day in range(DAYS + 1)]
        minutes = np.concatenate([_rhythm(day.weekday() >= SATURDAY) for day in days])
        self._passed = np.cumsum(minutes[: DAYS * DAY + opens])
        self._first = -(DAYS * DAY + opens)
        self.end = int(self._passed[-1])
        """The moment, in parts of a beat, at which the story begins."""

    def minute(self, moment: Ints) -> Ints:
        """The minute of the story's clock, below 0, at a moment from 0 to before `end`."""
        return self._first + np.searchsorted(self._passed, moment, side="right")


def _rhythm(off: bool) -> Ints:
    """Parts of a beat in each minute of a day."""
    hours = np.repeat(np.array(HOURS, dtype=np.int64), 60) * (BEAT // 100)
    return hours * WEEKEND // 100 if off else hours
