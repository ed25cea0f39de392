"""The days of a company around the day of the story, counted in minutes of its clock."""

from datetime import datetime, timedelta

DAY = 24 * 60
SATURDAY = 5
OPENS, CLOSES = 8 * 60, 17 * 60
"""Office hours, in minutes after midnight."""


class Calendar:
    """Working days before and after the day of the story."""

    def __init__(self, start: datetime) -> None:
        self._weekday = start.weekday()
        self._opens = start.hour * 60 + start.minute
        self.first_day = start.date()

    def minute(self, day: int, after_midnight: int) -> int:
        """A time on a day, counted from the day of the story."""
        return day * DAY + after_midnight - self._opens

    def working_days(self, count: int) -> list[int]:
        """The next working days, the day of the story included if it is one."""
        days = (day for day in range(2 * count + 7) if not self._off(day))
        return [day for day, _ in zip(days, range(count), strict=False)]

    def office_minute(self, lot: int, days: int) -> int:
        """A minute of office hours on a working day within some days before the story, from 64 random bits."""
        day = -1 - lot % days
        while self._off(day):
            day -= 1
        return self.minute(day, OPENS + (lot >> 20) % (CLOSES - OPENS))

    def _off(self, day: int) -> bool:
        return (self._weekday + day) % 7 >= SATURDAY

    def date(self, day: int) -> str:
        """A day as `2026-03-02`."""
        return (self.first_day + timedelta(days=day)).isoformat()
