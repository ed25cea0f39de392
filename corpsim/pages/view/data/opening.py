"""An episode when it is opened: who sat where, and a line of every step and event for the time line."""

from typing import Any

from corpsim.events import AccessDenied, CallRefused
from corpsim.pages.view.data import monitors
from corpsim.pages.view.data.beside import model_of
from corpsim.pages.view.data.table import of_playing, row
from corpsim.pages.view.data.telling import MOST, call, event_line, text
from corpsim.pages.view.data.verdicts import pairs_of
from corpsim.pages.view.episode import Episode
from corpsim.pages.view.library import Library
from corpsim.runs.playings import playings_of
from corpsim.runs.store import read_result

MOST_TOOL = 40


def opening(library: Library, episode: Episode, most: int | None = MOST) -> dict[str, Any]:
    """The head of an episode and what there was before the first call."""
    record, start = episode.record, episode.record.start
    result = library.result(episode)
    before, after = library.neighbours(episode)
    # The company is made first: names and what reached the seat come from it.
    company = episode.past.scenario.world.company.name if episode.past is not None else ""
    return {
        **row(result),
        **of_playing(episode.playing),
        "playings": _playings(episode),
        "run": str(episode.run.path),
        "company": company,
        "why": episode.why,
        "seat": {"id": episode.seat, "name": episode.name(episode.seat)},
        "before": before,
        "after": after,
        "model": model_of(result),
        "pairs": [
            {"factor": pair.factor, "arms": {level: arm.episode for level, arm in pair.arms.items()}}
            for pair in pairs_of(episode.run, episode.id)
        ],
        "monitors": monitors.names(episode),
        "torn": record.torn or record.end is None,
        "briefing": text(start.briefing.strip() if start is not None else "", most),
        "observation": text(start.observation.strip() if start is not None else "", most),
        "tools": list(start.tools) if start is not None else [],
        "world_version": start.world_version if start is not None else "",
        "events": [event_line(episode, i, event, most) for i, event in enumerate(start.events if start else ())],
        "usage": dict(result.usage),
        "notes": dict(result.notes),
        **line(episode),
    }


def _playings(episode: Episode) -> list[dict[str, Any]]:
    """Every playing of this episode in the order of time, where there is more than one, and how each came out."""
    every = playings_of(episode.run, episode.playing.plan)
    found = ((playing, read_result(playing.plan, playing.path)) for playing in every if len(every) > 1)
    return [
        {"id": playing.name, "attempt": playing.attempt, "outcome": result.outcome, "error": result.error}
        for playing, result in found
        if result is not None
    ]


def line(episode: Episode) -> dict[str, Any]:
    """The time line: of each step its minute, tool, reward and events; of each event its minute, step and standing."""
    firsts = episode.first_events
    minutes = [event.at for event in episode.events]
    lasting = max((event.at + event.took for event in episode.events), default=0)
    steps = []
    for step in episode.record.steps:
        first, after = firsts[step.i], firsts[step.i + 1]
        at = minutes[first] if first < after else (minutes[first - 1] if first else 0)
        refused = any(isinstance(event, CallRefused | AccessDenied) for event in step.events)
        steps.append([at, call(step.call, 0)["tool"][:MOST_TOOL], round(step.reward, 6), after - first, int(refused)])
    kinds = {"own": 0, "reached": 1, "hidden": 2, "inner": 3}
    return {
        "minutes": lasting,
        "hours": _hours(episode, lasting),
        "line": steps,
        "marks": [[event.at, kinds[episode.sight[index]]] for index, event in enumerate(episode.events)],
    }


DAY = 1440
APART = (30, 60, 120, 240, 480, DAY, 2 * DAY, 7 * DAY, 14 * DAY)
MOST_HOURS = 12


def _hours(episode: Episode, lasting: int) -> list[list[Any]]:
    """Minutes to write on the time line, and what to write there: full hours, of long stories some, or days."""
    every = next((size for size in APART if lasting / size <= MOST_HOURS), max(28 * DAY, lasting // MOST_HOURS))
    first = episode.clock(0)
    begin = (60 - int(first[-2:])) % 60 if ":" in first else 0
    names = ((minute, episode.clock(minute)) for minute in range(begin, lasting + 1, every))
    return [[minute, (every >= DAY and name.rpartition(" ")[0]) or name] for minute, name in names]
