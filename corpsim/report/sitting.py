"""What the clock of an episode showed, from the record alone."""

import re
from datetime import datetime

from corpsim.runs.record import EpisodeRecord

_CLOCK = re.compile(r"^\[\w+ \d+ \w+ (\d\d):(\d\d)\]$", re.MULTILINE)


def clock_of(record: EpisodeRecord) -> datetime | None:
    """The company's minute 0, as the first observation shows it; only its time of day means anything."""
    match = _CLOCK.search(record.start.observation) if record.start is not None else None
    return datetime(2000, 1, 3, int(match[1]), int(match[2])) if match else None
