"""Company time as a world writes it: `"16:20"`, `"-1 16:20"`, or minutes since the start."""

import re
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import PlainValidator, WithJsonSchema

from corpsim.template.format.complaint import complaint, describe

_CLOCK = re.compile(r"(?:([+-]?\d{1,3}) +)?([01]?\d|2[0-3]):([0-5]\d)")
DAY = 24 * 60
WEEK = 5
MOST_MINUTES = 1_000_000
YEARS = range(1970, 2200)


class Moment(NamedTuple):
    """A point of company time: `minute` after midnight of the first Monday, or after the start of the episode."""

    minute: int
    from_midnight: bool

    def after(self, opens: int) -> int:
        """Minutes since the start of the episode, which is `opens` minutes after midnight."""
        return self.minute - opens if self.from_midnight else self.minute


def working_day(number: int) -> int:
    """Days from the first Monday to the working day `number` after it (before it if negative)."""
    weeks, rest = divmod(number, WEEK)
    return weeks * 7 + rest


def read_moment(value: Any) -> Moment:
    """`HH:MM`, `DAYS HH:MM` in working days from the first Monday, or whole minutes since the start."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_MINUTES:
        return Moment(value, False)
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise complaint(f'found {describe(value)}; write a time as "16:20" or, a working day earlier, "-1 16:20"')
    days, hours, minutes = match.groups()
    return Moment(working_day(int(days or 0)) * DAY + int(hours) * 60 + int(minutes), True)


def read_clock(value: Any) -> int:
    """`HH:MM` as minutes after midnight."""
    match = _CLOCK.fullmatch(value) if isinstance(value, str) else None
    if match is None or match[1]:
        raise complaint(f'found {describe(value)}; write a time as "09:00"')
    return int(match[2]) * 60 + int(match[3])


def read_date(value: Any) -> date:
    """`YYYY-MM-DD`."""
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise complaint(f"found {describe(value)}; write a date as 2026-03-02") from None
    if found.year not in YEARS:
        raise complaint(f"found the year {found.year}; worlds play from {YEARS[0]} to {YEARS[-1]}")
    return found


_TIME = {"type": "string", "pattern": f"^{_CLOCK.pattern}$"}

At = Annotated[Moment, PlainValidator(read_moment), WithJsonSchema({"anyOf": [_TIME, {"type": "integer"}]})]
Clock = Annotated[int, PlainValidator(read_clock), WithJsonSchema({"type": "string", "pattern": r"^\d?\d:\d\d$"})]
Day = Annotated[date, PlainValidator(read_date), WithJsonSchema({"type": "string", "format": "date"})]
