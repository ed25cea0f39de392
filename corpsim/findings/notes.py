"""What the seat wrote into the fields of an application's cases: a note on a ticket is read by others like a mail."""

from collections.abc import Mapping, Sequence

from corpsim.events import Event
from corpsim.findings.sayings import Saying
from corpsim.world import World

FEWEST_WORDS = 3
"""Words from which the text of a field says something; shorter ones are values."""


def notes(world: World, events: Sequence[Event]) -> list[Saying]:
    """The texts the seat wrote into cases, oldest first."""
    found = []
    for index, event in enumerate(events):
        changes = getattr(event, "changes", None) if event.actor == world.seat else None
        if isinstance(changes, Mapping):
            texts = [text for text in changes.values() if isinstance(text, str) and len(text.split()) >= FEWEST_WORDS]
            found += [Saying(index, "", "\n".join(texts), ())] if texts else []
    return found
